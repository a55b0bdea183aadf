"""``Check this picture``: one picture of any page, because a person asked for it in the browser's menu."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from . import pictures
from .browsers.browser import Page
from .card import READ
from .pages import FACEBOOK
from .patience import until
from .stage import Stage

ELSEWHERE = "pictures.elsewhere.example"
OPEN = "pictures.open.example"
KEPT = "SELECT (SELECT count(*) FROM accounts) AS a, (SELECT count(*) FROM pictures) AS p"


@pytest.fixture(scope="module", autouse=True)
def before(stage: Stage) -> dict[str, int]:
    """How many accounts and pictures were kept before the first picture was checked."""
    [row] = stage.companion.rows(KEPT)
    return row


async def card_that_says(page: Page, words: str) -> dict[str, Any]:
    """The card, once these words are in it and its drawing, if it has one, is drawn."""
    found = await until(
        lambda: page.call_in_shadows("[data-eyeline=card]", READ),
        lambda cards: len(cards) == 1 and words in cards[0]["text"],
        f"a card that says {words!r}",
    )
    return dict(found[0])


async def page_with(stage: Stage, path: str, body: str) -> tuple[Page, str]:
    address = stage.sites.put(FACEBOOK, path, f"<!doctype html><title>A page</title><body>{body}</body>")
    page = await stage.open("about:blank")
    await page.resize(900, 700)
    await page.goto(address)
    return page, address


async def test_a_picture_of_the_page_and_one_that_its_host_lets_anyone_read(stage: Stage, tmp_path: Path) -> None:
    own = stage.sites.put(FACEBOOK, "/check/own.jpg", pictures.aligned(8000))
    other = stage.sites.put(OPEN, "/other.jpg", pictures.aligned(8001), Access_Control_Allow_Origin="*")
    page, address = await page_with(stage, "/check/1", f"<p>Two</p><img src={own}><img src={other}>")
    for source in (own, other):
        await stage.browser.choose_in_menu(address, {"srcUrl": source, "mediaType": "image"})
        card = await card_that_says(page, "Placed like a StyleGAN face.")
        assert "This picture" in card["name"]
    card = (await page.call_in_shadows("[data-eyeline=card]", READ))[0]
    await until(
        lambda: page.call_in_shadows("[data-eyeline=card]", READ), lambda cards: cards[0]["yellow"] > 100, "its drawing"
    )
    await page.screenshot(tmp_path / f"check-{stage.browser.name}.png")


async def test_a_link_to_a_picture_and_a_background(stage: Stage) -> None:
    link = stage.sites.put(FACEBOOK, "/check/linked.jpg", pictures.ordinary(8002))
    style = f"background-image:url({link});width:300px;height:300px"
    body = f'<a href="{link}">picture</a><div style="{style}"><i style="display:block;width:9px">.</i></div>'
    page, address = await page_with(stage, "/check/2", body)
    await stage.browser.choose_in_menu(address, {"linkUrl": link})
    await card_that_says(page, "What this does not mean")
    await page.press("Escape")
    await page.move_to(150, 200)
    await stage.browser.choose_in_menu(address, {})
    await card_that_says(page, "What this does not mean")


async def test_a_drawn_avatar_in_the_link_to_its_account(stage: Stage) -> None:
    picture = stage.sites.put(FACEBOOK, "/check/drawn.jpg", pictures.aligned(8005))
    drawing = f'<svg width="200" height="200"><image width="200" height="200" xlink:href="{picture}"></image></svg>'
    page, address = await page_with(stage, "/check/4", f'<a href="/somebody" style="display:block">{drawing}</a>')
    await page.move_to(100, 100)
    await stage.browser.choose_in_menu(address, {"linkUrl": f"https://{FACEBOOK}/somebody"})
    await card_that_says(page, "Placed like a StyleGAN face.")


async def test_the_page_of_its_own_where_no_script_may_go(stage: Stage, tmp_path: Path) -> None:
    picture = stage.sites.put(FACEBOOK, "/check/page.jpg", pictures.aligned(8006))
    page = await stage.open(f"{stage.browser.extension_origin}/check.html?{urlencode({'address': picture})}")
    card = await card_that_says(page, "Placed like a StyleGAN face.")
    assert "This picture" in card["name"]
    await page.click_at(5, 5)
    await card_that_says(page, "What this does not mean")
    await page.screenshot(tmp_path / f"check-page-{stage.browser.name}.png")


async def test_a_picture_in_a_tab_of_its_own(stage: Stage) -> None:
    address = stage.sites.put(FACEBOOK, "/check/alone.jpg", pictures.aligned(8003))
    page = await stage.open(address)
    await stage.browser.choose_in_menu(address, {"srcUrl": address, "mediaType": "image"})
    await card_that_says(page, "Placed like a StyleGAN face.")


async def test_what_cannot_be_checked_is_a_sentence_that_says_what_to_do(stage: Stage) -> None:
    closed = stage.sites.put(ELSEWHERE, "/closed.jpg", pictures.aligned(8004))
    text = stage.sites.put(FACEBOOK, "/check/text.jpg", "no picture")
    page, address = await page_with(stage, "/check/3", f"<p>words</p><img src={closed}>")
    await stage.browser.choose_in_menu(address, {"srcUrl": closed, "mediaType": "image"})
    await card_that_says(page, "in a tab of its own")
    await stage.browser.choose_in_menu(address, {"srcUrl": text, "mediaType": "image"})
    await card_that_says(page, "is not a JPEG")
    await page.press("Escape")
    await page.move_to(450, 600)
    await stage.browser.choose_in_menu(address, {})
    await card_that_says(page, "There is no picture in this place")


async def test_what_was_checked_is_no_account(stage: Stage, before: dict[str, int]) -> None:
    [row] = stage.companion.rows(KEPT)
    assert row["a"] - before["a"] == 0
    assert row["p"] - before["p"] >= 6
