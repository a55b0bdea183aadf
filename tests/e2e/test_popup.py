"""The popup over a page: what it says of it, with the keyboard as with the pointer."""

from __future__ import annotations

from typing import Any

import pytest

from . import pages
from .badges import badges_when, measured
from .browsers.browser import Page
from .patience import until
from .stage import Stage, click

ROWS = 4

# A driver opens the popup in a tab of its own, where the tab in front would be the popup itself.
LOOK_AT = "pattern => chrome.tabs.query({url: pattern}).then(([tab]) => { chrome.tabs.query = async () => [tab]; })"
FACEBOOK_TABS = f"https://{pages.FACEBOOK}/*"
SHOWN = """() => {
    const words = id => {
        const place = document.getElementById(id);
        return place.checkVisibility() ? place.innerText : "";
    };
    const table = document.getElementById("counts");
    const rows = table.checkVisibility() ? [...table.rows] : [];
    return {
        state: document.getElementById("state").dataset.is,
        words: ["state-words", "state-todo", "page-words", "paused-words", "broken-words", "open-account", "open-page"]
            .map(words).join("\\n"),
        counts: Object.fromEntries(rows.map(row => [...row.cells].map(cell => cell.textContent))),
        focused: document.activeElement.id,
    };
}"""
MARKS = """() => [...document.querySelectorAll("#marks-list li")]
    .map(mark => [mark.querySelectorAll("svg *").length, mark.textContent])"""
FOCUS = "id => document.getElementById(id).focus()"


async def friends(stage: Stage, first: int, rows: int = ROWS) -> tuple[Page, str, pages.Person]:
    owner, viewer, *others = pages.people(stage.sites, pages.FACEBOOK_PICTURES, rows + 2, first, ["aligned"])
    page = await stage.open("about:blank")
    await page.resize(1100, 2000)
    html = pages.facebook_friends(owner, others, rows, viewer, [])
    return page, stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html), owner


async def popup_over(stage: Stage, pattern: str) -> Page:
    popup = await stage.popup()
    await popup.resize(340, 900)
    await popup.call(LOOK_AT, pattern)
    return popup


async def shows(popup: Page, what: str, **wanted: Any) -> dict[str, Any]:
    def holds(found: dict[str, Any]) -> bool:
        return all(
            value in found["words"] if name == "words" else found[name] == value for name, value in wanted.items()
        )

    return await until(lambda: popup.call(SHOWN), holds, f"the popup to show {what}")


async def test_it_counts_what_is_on_the_page_and_offers_its_account_and_list(stage: Stage) -> None:
    page, address, _ = await friends(stage, 6000)
    await page.goto(address)
    await badges_when(page, measured(ROWS + 1), "badges")
    popup = await popup_over(stage, FACEBOOK_TABS)
    counts = {"accounts seen": "5", "pictures measured": "5", "strong sign": "5", "weaker sign": "0", "waiting": "0"}
    await shows(popup, "its counts", counts=counts, words="This account in Eyeline")
    assert "Browse a supported site" not in (await popup.call(SHOWN))["words"]
    await shows(popup, "where it leads", words="This account in Eyeline\nThis list in Eyeline")
    marks = await popup.call(MARKS)
    assert len(marks) == 7
    assert all(drawn > 0 and words for drawn, words in marks)


async def test_a_pause_by_keyboard_goes_and_comes_back(stage: Stage) -> None:
    page, address, _ = await friends(stage, 6020)
    await page.goto(address)
    await badges_when(page, measured(ROWS + 1), "badges")
    popup = await popup_over(stage, FACEBOOK_TABS)
    await shows(popup, "this page", words="This account in Eyeline")
    await popup.call(FOCUS, "pause-site")
    await popup.press("Enter")
    await shows(popup, "the pause, with the focus where it ends", words="Facebook is paused.", focused="go-on")
    await popup.press("Enter")
    await shows(popup, "no pause", focused="pause-site")
    await popup.call(FOCUS, "pause-hour")
    await popup.press("Enter")
    await shows(popup, "that everything rests", state="paused", words="Everything is paused", focused="go-on")
    await popup.press("Enter")
    await shows(popup, "that it goes on", state="connected", focused="pause-site")


async def test_a_page_that_is_never_read_and_one_that_has_changed_say_so(stage: Stage) -> None:
    page, address, owner = await friends(stage, 6040)
    await page.goto(address)
    popup = await popup_over(stage, FACEBOOK_TABS)
    await shows(popup, "its counts", words="This account in Eyeline")
    await popup.call("lines => chrome.storage.local.set({never: lines})", [address])
    await shows(popup, "that it is never read", words="list of what is never read", counts={})
    await popup.call("() => chrome.storage.local.set({never: []})")

    pictures = "".join(f'<div><img src="{owner.picture}" alt=""><b>Name {number}</b></div>' for number in range(5))
    html = f'<!doctype html><html id="facebook"><title>x</title><div role="main">{pictures}</div></html>'
    await page.come_to_front()
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}.new/friends", html))
    await popup.come_to_front()
    await shows(popup, "that the site has changed", words="This site has changed: its address promises friends")
    assert await popup.call("() => document.getElementById('report').checkVisibility()")


async def test_a_permission_that_was_taken_back_is_missed_and_allowed_again(stage: Stage) -> None:
    if stage.browser.name == "chromium":
        pytest.skip("Chromium lets nobody take back by script what the manifest asks for")
    popup = await stage.popup()
    await popup.call("origins => chrome.permissions.remove({origins})", ["https://*.facebook.com/*"])
    await popup.close()
    stage.pages.remove(popup)
    popup = await stage.popup()
    await shows(popup, "what is missing", state="permission", words="does not let Eyeline read the supported sites")
    await click(popup, "#act")
    await shows(popup, "that nothing is missing any more", state="connected")
