"""Every view of the window: what axe-core finds in it, and whether it fits a narrow window. Light and wide then dark
and narrow, or the other way round, so that each view is loaded once."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from .conftest import collect_tagged
from .window import Window, faults, threw

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]

WIDE, NARROW = 1280, 360
PLACES = (
    *("today", "accounts?tag=operation", "accounts/1", "figures?case=1", "graph?case=1", "faces?case=1", "time?case=1"),
    *("cases", "cases/1", "cases/compare", "cases/bring", "cases/export", "cases/forget", "report", "settings"),
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def window(own_case_window: Window) -> Window:
    """The tagged accounts are collected into the first case."""

    collect_tagged(own_case_window)
    return own_case_window


async def too_wide(page: Page) -> int:
    """By how many pixels the view is wider than its place, which no part of it scrolls by itself."""
    beyond: int = await page.evaluate(
        "() => { const v = document.querySelector('main');"
        " return Math.max(v.scrollWidth - v.clientWidth,"
        " document.documentElement.scrollWidth - document.documentElement.clientWidth) }"
    )
    return beyond


async def cut_placeholders(page: Page) -> list[str]:
    """What stands in empty fields and is wider than they are."""
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll("input[placeholder]")].filter(field => {
            if (!field.checkVisibility()) return false;
            const style = getComputedStyle(field), context = document.createElement("canvas").getContext("2d");
            context.font = style.font;
            const arrow = field.list ? 20 : 0;
            const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
            return context.measureText(field.placeholder).width > room;
        }).map(field => field.placeholder)"""
    )
    return found


async def cut_choices(page: Page) -> list[str]:
    """What is chosen in a list and is wider than what the list shows of it."""
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll("select")].filter(list => {
            if (!list.checkVisibility() || !list.selectedOptions.length) return false;
            const style = getComputedStyle(list), context = document.createElement("canvas").getContext("2d");
            context.font = style.font;
            const room = list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            return context.measureText(list.selectedOptions[0].text).width > room;
        }).map(list => list.selectedOptions[0].text)"""
    )
    return found


@pytest.mark.parametrize(("turn", "place"), [*enumerate(PLACES)], ids=PLACES)
async def test_it_is_accessible_and_fits(window: Window, turn: int, place: str) -> None:
    schemes = ("light", "dark") if turn % 2 == 0 else ("dark", "light")
    language = ("es", "en", "pt-BR")[turn % 3]
    page = await window.open(f"#/{place}", width=WIDE, scheme=schemes[0], language=language)
    await expect(page.locator("main :is([aria-busy=true], .working)")).to_have_count(0)
    assert await faults(page) == []
    assert await cut_choices(page) == []
    await page.emulate_media(color_scheme=schemes[1])
    await page.set_viewport_size({"width": NARROW, "height": 860})
    assert await faults(page) == []
    assert await too_wide(page) <= 0
    assert await cut_placeholders(page) == []
    await expect(page.locator(".ways")).to_have_attribute("data-more", re.compile("start|end"))
    assert await threw(page) == []
