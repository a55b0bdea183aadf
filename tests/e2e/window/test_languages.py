"""The window in every language: each view speaks it, says nothing in English, and cuts nothing off."""

from __future__ import annotations

import pytest

from companion.texts.catalogue import SOURCE, languages, texts
from tests.e2e.window.window import Window

VIEWS = (
    *("today", "accounts", "graph", "faces", "time", "cases", "cases/bring", "cases/export", "cases/forget"),
    *("report", "settings"),
)
SAID = """() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (walker.currentNode.parentElement.checkVisibility()) texts.push(walker.currentNode.textContent.trim());
    }
    return texts;
}"""
CUT_OFF = """() => [...document.querySelectorAll("main *, nav *")]
    .filter((element) => element.checkVisibility() && element.textContent && element.childElementCount === 0)
    .filter((element) => !element.closest(".said, .wide, table, svg, option"))
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
    .map((element) => element.textContent)"""


@pytest.mark.parametrize("language", [tag for tag in languages() if tag != SOURCE])
async def test_every_view_speaks_it(case_window: Window, language: str) -> None:
    own, english = texts(language, "window"), texts(SOURCE, "window")
    foreign = {text for key, text in english.texts.items() if text not in set(own.texts.values()) and "{" not in text}
    page = await case_window.open("#/today", language=language, width=480)
    for view in VIEWS:
        await page.evaluate("view => { location.hash = `#/${view}`; }", view)
        heading = own(f"views.{view.partition('/')[0]}")
        await page.wait_for_function("title => document.title === `${title} · Eyeline`", arg=heading)
        await page.wait_for_selector("main h1, main h2, main .tabs")
        said = await page.evaluate(SAID)
        assert heading in said
        assert [text for text in said if text in foreign] == [], view
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        assert await page.evaluate(CUT_OFF) == [], view
