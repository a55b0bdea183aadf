"""The demo that the companion serves: badges beside the names as they are measured, and the card behind a badge."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from companion.demo.people import CIRCLES, HOST, PEOPLE, Person, Portrait
from companion.demo.posts import POSTS

from .badges import Badge, badges, badges_when, measured
from .card import card_closed, open_card, overflows
from .patience import until
from .stage import Stage

FACES = (Portrait.aligned, Portrait.cropped)


def badges_of(person: Person, found: list[Badge]) -> list[Badge]:
    return [badge for badge in found if badge.beside.startswith(person.name)]


def check(person: Person, found: list[Badge]) -> None:
    own = badges_of(person, found)
    assert own, person
    for badge in own:
        if person.portrait is Portrait.aligned:
            assert badge.shape == "strong", person
            assert badge.shown, person
        else:
            assert badge.shape != "strong", person
        if person.portrait not in FACES:
            assert badge.shape == "dot", person


async def test_a_friend_list_of_sixty(dotted: Stage, tmp_path: Path) -> None:
    stage = dotted
    page = await stage.open("about:blank")
    await page.resize(1000, 7000)
    await page.goto(f"{stage.companion.url}/demo/@{HOST.handle}/friends")
    friends = [person for person in PEOPLE if person is not HOST]
    assert len(friends) == 60
    found = await badges_when(page, measured(61), "badges for 60 friends and their host")
    for person in friends:
        check(person, found)
    await page.screenshot(tmp_path / "friends.png")

    counts = "SELECT c.kind, displayed_count, seen_count, complete FROM captures c JOIN accounts o ON o.id = c.owner"
    [capture] = stage.companion.rows(f"{counts} WHERE o.platform = 'demo' AND o.handle = ?", [HOST.handle])
    assert capture == {"kind": "friends", "displayed_count": 60, "seen_count": 60, "complete": 1}


async def test_a_profile_and_posts(dotted: Stage) -> None:
    stage = dotted
    aligned = next(person for person in PEOPLE if person.portrait is Portrait.aligned)
    page = await stage.open(f"{stage.companion.url}/demo/@{aligned.handle}")
    await page.resize(1000, 5000)
    found = await badges_when(
        page, lambda seen: bool(own := badges_of(aligned, seen)) and measured(len(own))(own), "the profile's badge"
    )
    check(aligned, found)

    await page.goto(f"{stage.companion.url}/demo/")
    await page.resize(1000, 14000)
    everybody = [(post.author, "author") for post in POSTS]
    everybody += [(comment.author, "comment") for post in POSTS for comment in post.comments]
    everybody += [(share.author, "share") for post in POSTS for share in post.shares]
    found = await badges_when(page, measured(len(everybody)), "a badge for each author and commenter")
    for person, _ in everybody:
        check(person, found)


async def test_the_card_says_what_was_measured(stage: Stage, tmp_path: Path) -> None:
    aligned = next(person for person in PEOPLE if person.portrait is Portrait.aligned)
    page = await stage.open(f"{stage.companion.url}/demo/@{aligned.handle}")
    await page.resize(1280, 800)
    found = await badges_when(
        page, lambda seen: any(badge.shape == "strong" for badge in badges_of(aligned, seen)), "a strong badge"
    )
    strong = next(badge for badge in badges_of(aligned, found) if badge.shape == "strong")

    await page.click_at(strong.x, strong.y)
    card = await open_card(page)
    await page.screenshot(tmp_path / f"card-{stage.browser.name}.png")
    assert card.name == aligned.name
    assert card.focused
    assert card.colours > 1000  # a photograph, not a blank or an error
    assert card.yellow > 100  # with the line through its eyes
    text = card.text.lower()
    assert "×\nplaced like a stylegan face.\nfewer than 1 in " in text
    assert "does not mean" in text
    assert "fake" not in text
    assert not await overflows(page)
    assert 0 < card.distance_from(strong.x, strong.y) < 60  # beside its badge, and not over it

    await page.press("Escape")
    await card_closed(page)
    where = await page.call("() => location.pathname")
    assert where == f"/demo/@{aligned.handle}"  # the link around the badge was not followed


@pytest.mark.parametrize(("language", "said"), [("es", "Cara colocada como las"), ("pt-BR", "Rosto colocado como os")])
async def test_the_card_fits_at_1280_by_800_in_each_language(stage: Stage, language: str, said: str) -> None:
    aligned = next(person for person in PEOPLE if person.portrait is Portrait.aligned)
    await stage.choose("language", language)
    try:
        page = await stage.open(f"{stage.companion.url}/demo/@{aligned.handle}")
        await page.resize(1280, 800)
        found = await badges_when(
            page, lambda seen: any(badge.shape == "strong" for badge in badges_of(aligned, seen)), "a strong badge"
        )
        strong = next(badge for badge in badges_of(aligned, found) if badge.shape == "strong")
        await page.click_at(strong.x, strong.y)
        card = await open_card(page)
        assert said in card.text
        assert not await overflows(page)
    finally:
        await stage.choose("language", "browser")


async def test_what_a_page_does_to_a_badge_opens_nothing(stage: Stage) -> None:
    """Only a person's own click counts; a page's script cannot reach into the badge, nor press it."""
    aligned = next(person for person in PEOPLE if person.portrait is Portrait.aligned)
    page = await stage.open(f"{stage.companion.url}/demo/@{aligned.handle}")
    await badges_when(page, lambda seen: any(badge.shape == "strong" for badge in seen), "a strong badge")
    await page.call_in_shadows("[data-eyeline=badge]", "root => root.querySelector('button').click()")
    inside = "() => [...document.querySelectorAll('[data-eyeline]')].map(host => [host.shadowRoot, host.innerHTML])"
    assert all(root is None and html == "" for root, html in await page.call(inside))
    assert await page.call("() => document.querySelectorAll('[data-eyeline=card]').length") == 0
    assert await until(lambda: badges(page), bool, "the badges to stand as before")


async def test_who_has_seen_news_and_circles_finds_one_group(dotted: Stage) -> None:
    """As the demo promises: two circles of friends, and the aligned ones, strangers who shared the same at once."""
    stage = dotted
    page = await stage.open("about:blank")
    for place in ("", "circles"):
        await page.resize(1000, 14000)
        await page.goto(f"{stage.companion.url}/demo/{place}")
        await badges_when(page, lambda found: measured(len(found))(found) and len(found) > 90, "all badges")
    seen = "SELECT count(*) AS lists FROM captures WHERE displayed_count = seen_count AND complete"
    await until(lambda: asyncio.to_thread(stage.companion.rows, seen), lambda rows: rows[0]["lists"] >= 30, "all lists")
    found = json.loads(await stage.companion.command("analyse", "groups", "--platform", "demo", "--json"))
    [group] = [each for each in found["groups"] if each["stands_out"]]
    handles = {each["handle"] for each in group["members"]}
    assert handles == {person.handle for person in CIRCLES[0]}
