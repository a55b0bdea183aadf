"""From the browser into the companion's window: at the right place, with a key that stands in no address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from . import pages
from .badges import badges_when, measured
from .browsers.browser import Page, PageError
from .card import HOST, open_card
from .patience import until
from .stage import Stage, click

ROWS = 3
FACEBOOK_TABS = f"https://{pages.FACEBOOK}/*"
LOOK_AT = "pattern => chrome.tabs.query({url: pattern}).then(([tab]) => { chrome.tabs.query = async () => [tab]; })"
NUMBERS = "() => chrome.tabs.query({}).then(tabs => tabs.map(({id}) => id))"
# What a tab shows, read by the extension, which may look into the companion's pages. Of a page that is left meanwhile
# Firefox may never tell.
LOOK_INTO = """id => Promise.race([
    chrome.scripting.executeScript({target: {tabId: id}, func: () => ({
        address: location.href,
        text: document.querySelector("main")?.innerText ?? "",
        locked: document.querySelector(".locked") !== null,
    })}).then(([{result}]) => result).catch(() => null),
    new Promise(resolve => setTimeout(resolve, 3000, null)),
])"""
PRESS_IN_CARD = "(root, host, selector) => void setTimeout(() => root.querySelector(selector).click())"
LINKS = """root => [...root.querySelectorAll(".elsewhere a")].map(({href, target, rel}) => [href, target, rel])"""


@dataclass(frozen=True)
class Tab:
    """What the tab of the window shows."""

    address: str
    text: str
    locked: bool


async def friends(stage: Stage, first: int) -> tuple[Page, pages.Person]:
    """A page with a friend list, its badges measured, and its owner."""
    owner, viewer, *others = pages.people(stage.sites, pages.FACEBOOK_PICTURES, ROWS + 2, first, ["aligned"])
    page = await stage.open("about:blank")
    await page.resize(1100, 1400)
    html = pages.facebook_friends(owner, others, ROWS, viewer, [])
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    await badges_when(page, measured(ROWS + 1), "badges")
    return page, owner


async def opened(stage: Stage, press: Callable[[], Awaitable[Any]], place: str, words: str = "") -> Tab:
    """What the tab shows that opens by pressing, once it is at a place in the window and says these words; it is
    closed again."""
    own = await stage.own_page("options")
    before = set(await own.call(NUMBERS))
    await press()
    [number] = await until(lambda: _new_tabs(own, before), lambda numbers: len(numbers) == 1, "a tab to open")
    start = f"{stage.companion.url}/app/{place}"
    seen = await until(
        lambda: own.call(LOOK_INTO, number),
        lambda shown: (
            shown is not None and shown["address"].startswith(start) and shown["text"] != "" and words in shown["text"]
        ),
        f"the window at {place}",
    )
    await own.call("number => chrome.tabs.remove(number)", number)
    return Tab(**seen)


async def _new_tabs(own: Page, before: set[int]) -> list[int]:
    return [number for number in await own.call(NUMBERS) if number not in before]


async def popup_over_facebook(stage: Stage) -> Page:
    popup = await stage.popup()
    await popup.call(LOOK_AT, FACEBOOK_TABS)
    return popup


async def press(popup: Page, button: str) -> None:
    """With the keyboard, as soon as the button is there."""
    await until(
        lambda: popup.call("id => document.getElementById(id).checkVisibility()", button), bool, f"the button {button}"
    )
    await popup.come_to_front()
    await popup.call("id => document.getElementById(id).focus()", button)
    await popup.press("Enter")


async def test_the_popup_opens_the_window_with_its_key(stage: Stage) -> None:
    popup = await stage.popup()
    window = await opened(stage, lambda: press(popup, "open-companion"), "#/today")
    assert not window.locked
    assert window.address == f"{stage.companion.url}/app/#/today"
    assert "Today" in window.text


async def test_the_popup_opens_the_account_and_the_list_of_a_page(stage: Stage) -> None:
    _, owner = await friends(stage, 6200)
    popup = await popup_over_facebook(stage)
    account = await opened(stage, lambda: press(popup, "open-account"), "#/accounts/")
    assert not account.locked
    [known] = stage.companion.rows("SELECT id FROM accounts WHERE handle = ?", [owner.handle])
    assert account.address == f"{stage.companion.url}/app/#/accounts/{known['id']}"
    listed = await opened(stage, lambda: press(popup, "open-page"), "#/accounts?accounts=")
    assert len(listed.address.rpartition("=")[2].split("%2C")) == ROWS + 1  # and the one whose list it is


async def test_the_card_opens_its_account(stage: Stage) -> None:
    page, owner = await friends(stage, 6210)
    found = await badges_when(page, measured(ROWS + 1), "badges")
    row = next(badge for badge in found if owner.name not in badge.beside)
    await page.click_at(row.x, row.y)
    await open_card(page)
    links = (await page.call_in_shadows(HOST, LINKS))[0]
    assert len(links) == 4
    for address, target, rel in links:
        assert "https%3A%2F%2F" in address
        assert (target, rel) == ("_blank", "noopener noreferrer")
    window = await opened(stage, lambda: page.call_in_shadows(HOST, PRESS_IN_CARD, ".open"), "#/accounts/")
    [known] = stage.companion.rows("SELECT handle FROM accounts WHERE id = ?", [window.address.rpartition("/")[2]])
    assert known["handle"] not in (None, owner.handle)


async def test_what_was_not_recorded_is_said(stage: Stage) -> None:
    popup = await stage.popup()
    ask = "to => chrome.runtime.sendMessage({type: 'enter', to})"
    nobody = "#/find?ref=facebook%3Ahandle%3Anobody"
    await opened(stage, lambda: popup.call(ask, nobody), "#/find", "This account has not been recorded yet")


async def test_the_set_up_page_of_a_paired_browser_leads_into_the_window(stage: Stage) -> None:
    page = await stage.open(stage.companion.url)
    link = "() => document.querySelector('[data-eyeline-open]').checkVisibility()"
    await until(lambda: page.call(link), bool, "the link into the window")
    window = await opened(stage, lambda: click(page, "[data-eyeline-open]"), "#/today")
    assert not window.locked


async def sees(page: Page, script: str, come: Callable[[Any], bool], what: str) -> None:
    """Wait for what a script finds in a page that goes from one address to the next meanwhile."""

    async def look() -> Any:
        try:
            return await page.call(script)
        except PageError:
            return None

    await until(look, come, what)


async def test_without_the_companion_it_says_why_and_goes_on_when_it_is_back(stage: Stage) -> None:
    await stage.companion.stop()
    page = await stage.own_page("enter")
    said = "() => document.querySelector('main').innerText"
    await sees(page, said, lambda text: "The companion is not running" in (text or ""), "the reason")
    await stage.companion.start()
    await click(page, "#again")
    window = f"{stage.companion.url}/app/#/today"
    await sees(page, "() => location.href", lambda address: address == window, "the window")
    await sees(page, "() => document.querySelector('.frame') !== null", bool, "its views")
    await page.call("() => setTimeout(() => history.back())")
    offered = "() => !document.getElementById('again').hidden"
    await sees(page, offered, bool, "the way in, which is not taken again by itself")


async def test_a_code_that_is_typed_opens_the_window_once(stage: Stage) -> None:
    page = await stage.open(f"{stage.companion.url}/app/")
    await page.call("() => localStorage.removeItem('eyeline-token')")
    await page.goto(f"{stage.companion.url}/app/?again")
    await sees(page, "() => document.querySelector('.locked') !== null", bool, "the page that is locked")
    code = (await stage.companion.command("window", stage.companion.url, "--code")).strip()
    await click(page, "[name=code]")
    await page.type(code)
    await page.press("Enter")
    await sees(page, "() => document.querySelector('.frame') !== null", bool, "the window")
    assert code not in await page.call("() => location.href")
