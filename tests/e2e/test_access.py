"""Badges for those who read from right to left, who use the keyboard, and who listen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from . import pages
from .badges import Badge, badges, badges_when, measured
from .browsers.browser import Page
from .card import card_closed, open_card
from .patience import until
from .stage import Stage
from .window.window import AXE

GAP = 4
NAMES = """() => [...document.querySelectorAll("[role=main] .rows span[dir] > span:not([data-eyeline])")].map(name => {
    const range = document.createRange();
    range.selectNodeContents(name.firstChild);
    const box = range.getBoundingClientRect();
    return [name.firstChild.textContent.trim(), box.left, box.right];
})"""
FAULTS = """async () => {
    const {violations} = await axe.run(document, {resultTypes: ["violations"]});
    return violations.filter(({impact}) => impact !== "minor").map(({id, nodes}) => [id, nodes.map(({html}) => html)]);
}"""
FOCUSED = """() => {
    const host = document.activeElement;
    return host?.dataset?.eyeline ?? host?.tagName ?? null;
}"""


async def see(stage: Stage, first: int, direction: str = "ltr") -> tuple[Page, list[Badge]]:
    people = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 6, first, ["aligned"])
    if direction == "rtl":
        people = [replace(person, name=f"{person.number} نسيم الورد") for person in people]
    owner, viewer, *friends = people
    html = pages.facebook_friends(owner, friends, 4, viewer, []).replace("<html", f'<html dir="{direction}"', 1)
    page = await stage.open("about:blank")
    await page.resize(1100, 900)
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    return page, await badges_when(page, measured(5), "badges of four rows and their owner")


@pytest.mark.parametrize(("direction", "first"), [("ltr", 5000), ("rtl", 5020)])
async def test_a_badge_follows_the_name_in_reading_order(stage: Stage, direction: str, first: int) -> None:
    page, found = await see(stage, first, direction)
    sides = {name: (left, right) for name, left, right in await page.call(NAMES)}
    rows = [badge for badge in found if badge.beside in sides]
    assert len(rows) == 4
    for badge in rows:
        left, right = sides[badge.beside]
        start, end = badge.x - badge.width / 2, badge.x + badge.width / 2
        gap = start - right if direction == "ltr" else left - end
        assert gap == pytest.approx(GAP, abs=1), badge.beside


async def test_the_keyboard_reaches_a_badge_opens_its_card_and_comes_back(stage: Stage) -> None:
    page, found = await see(stage, 5040)
    for _ in range(30):
        await page.press("Tab")
        if await page.call(FOCUSED) == "badge":
            break
    assert await page.call(FOCUSED) == "badge"
    await page.press("Enter")
    card = await open_card(page)
    assert card.focused
    await page.press("Escape")
    await card_closed(page)
    await until(lambda: page.call(FOCUSED), lambda focused: focused == "badge", "the focus to come back")
    assert await badges(page) == found


async def test_a_badge_says_in_words_what_it_shows(stage: Stage) -> None:
    page, found = await see(stage, 5060)
    for badge in found:
        assert badge.label.startswith("Eyeline: Placed like a StyleGAN face.")
        assert "1 in " in badge.label
    said = await page.call_in_shadows(
        "[data-eyeline=badge]",
        """root => {
            const button = root.querySelector("button");
            const drawing = root.querySelector("svg");
            return [button.type, button.ariaHasPopup, drawing.getAttribute("aria-hidden")];
        }""",
    )
    assert said == [["button", "dialog", "true"]] * len(found)


@pytest.mark.parametrize("name", ["popup", "options", "welcome", "pair"])
async def test_the_extension_s_own_pages_have_no_faults(stage: Stage, name: str) -> None:
    page = await stage.own_page(name)
    await page.call("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
    assert await page.call(f"async () => {{ {AXE.read_text()}; return ({FAULTS})(); }}") == []
