"""A badge takes its width in its line and moves nothing else, and a page's security policy does not undress it."""

from __future__ import annotations

import pytest

from . import pages
from .badges import badges_when, measured
from .card import card_closed, open_card
from .stage import Stage

STRICT = "default-src 'none'; style-src 'self'"
EYES, REUSED, GAP, MARGIN = 22, 15, 3, 4  # the widths of its signs and what is between them and before them
BADGE_WIDTH = EYES + GAP + REUSED + MARGIN

BOXES = """() => [...document.body.querySelectorAll("*:not([data-eyeline])")].map(element => {
    const box = element.getBoundingClientRect();
    return [element.tagName, box.x, box.y, box.width, box.height];
})"""
HIDE = "() => document.querySelectorAll('[data-eyeline=badge]').forEach(host => { host.hidden = true; })"


def friends_page(stage: Stage, first: int, **headers: str) -> str:
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 12, first, ["aligned"])
    html = pages.facebook_friends(owner, friends, 10, viewer, [])
    return stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html, **headers)


def followers_page(stage: Stage, first: int, **headers: str) -> str:
    owner, viewer, *followers = pages.people(stage.sites, pages.INSTAGRAM_PICTURES, 12, first, ["aligned"])
    html = pages.instagram_followers(owner, followers, 10, viewer, [])
    return stage.sites.put(pages.INSTAGRAM, f"/{owner.handle}/followers/", html, **headers)


@pytest.mark.parametrize(("make", "first"), [(friends_page, 700), (followers_page, 720)])
async def test_a_badge_moves_nothing_but_its_line(stage: Stage, make, first: int) -> None:
    page = await stage.open("about:blank")
    await page.resize(1100, 2500)
    await page.goto(make(stage, first))
    await badges_when(page, measured(11), "the badges of 10 rows and their owner")
    with_badges = await page.call(BOXES)
    await page.call(HIDE)
    without = await page.call(BOXES)
    assert len(with_badges) == len(without) > 100
    for (tag, x, y, width, height), (_, x0, y0, width0, height0) in zip(with_badges, without, strict=True):
        assert (y, height) == pytest.approx((y0, height0), abs=0.01), tag
        assert 0 <= width - width0 <= BADGE_WIDTH + 0.01, tag
        assert abs(x - x0) <= BADGE_WIDTH + 0.01, tag


async def test_a_strict_page_shows_badge_and_card(stage: Stage) -> None:
    page = await stage.open("about:blank")
    await page.resize(1100, 6000)
    await page.goto(friends_page(stage, 740, Content_Security_Policy=STRICT))
    found = await badges_when(page, measured(11), "the badges of 10 rows and their owner")
    for badge in found:
        assert badge.shape == "strong"
        assert (badge.width, badge.height) == (EYES + (GAP + REUSED) * badge.reused, 14)
    await page.click_at(found[5].x, found[5].y)
    card = await open_card(page)
    assert 200 < card.width < 500
    assert card.background not in ("rgba(0, 0, 0, 0)", "transparent")
    assert card.colours > 1000
    await page.press("Escape")
    await card_closed(page)
