"""The set-up page in a real browser. The extension is played by its side of what the two say through the document."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from companion.app import running
from companion.desktop.entrance import SET_UP, launch_page
from companion.desktop.entrance import page as entrance_page
from companion.packaged import extension_folder
from companion.settings import Settings
from tests.e2e.browsers.browser import BrowserMissingError, installed
from tests.e2e.browsers.chromium import ADVICE, NAMES, PLACES

BUTTON = "[data-eyeline-pair]"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

EXTENSION_APPEARS = """() => {
    document.documentElement.dataset.eyelineExtension = "yes";
    document.dispatchEvent(new Event("eyeline-extension"));
}"""
# As the extension does, whose own page asks the person: it trades the code, and says on the button what came of it.
EXTENSION_PAIRS = """() => {
    const button = document.querySelector("[data-eyeline-pair]");
    new MutationObserver(async () => {
        const code = button.dataset.eyelineCode;
        if (!code) return;
        const answer = await fetch("/api/v1/pair", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ code, browser: "test" }),
        });
        if (answer.ok) button.dataset.eyelinePaired = "yes";
        else button.dataset.eyelinePairError = (await answer.json()).error.message;
    }).observe(button, { attributeFilter: ["data-eyeline-code"] });
}"""


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


async def enter(page: Page, companion: str, data: Path) -> None:
    """As the window and the command do it, with a file whose form has a code."""
    await page.goto(launch_page(data, entrance_page(companion, data, SET_UP)).as_uri())
    await page.wait_for_url(f"{companion}/")
    await page.wait_for_selector(BUTTON)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def companion(built: Path, data: Path) -> AsyncIterator[str]:
    async with running(Settings.of({"port": 0, "data": data})) as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    try:
        path = installed(NAMES, PLACES, ADVICE)
    except BrowserMissingError as error:
        pytest.skip(str(error))
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, companion: str, data: Path) -> AsyncIterator[Page]:
    """Open at the set-up page, with a key; the test fails for anything that the page says on its console."""
    opened = await browser.new_page()  # with a context of its own
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    await enter(opened, companion, data)
    yield opened
    await opened.close()
    assert said == []


async def button_data(page: Page) -> dict[str, str]:
    data: dict[str, str] = await page.eval_on_selector(BUTTON, "button => ({...button.dataset})")
    return data


async def test_it_carries_its_mark_and_no_inline_code(companion: str) -> None:
    async with aiohttp.ClientSession(companion) as session, session.get("/") as answer:
        html = await answer.text()
    assert '<meta name="eyeline-companion" content="1">' in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


async def test_it_shows_where_the_extension_lies(page: Page) -> None:
    chrome, firefox = extension_folder("chrome"), extension_folder("firefox")
    assert chrome is not None
    assert firefox is not None
    await expect(page.locator("[data-path=chrome]")).not_to_have_text("…")
    assert await page.text_content("[data-path=chrome]") == str(chrome)
    assert await page.text_content("[data-path=firefox]") == str(firefox / "manifest.json")
    assert await page.is_hidden("[data-path-problem]")


async def test_the_path_can_be_copied(page: Page) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await expect(page.locator("[data-path=chrome]")).not_to_have_text("…")
    await page.click("[data-copy=chrome]")
    await page.wait_for_selector("[data-copy=chrome]:text('Copied')")
    assert await page.evaluate("navigator.clipboard.readText()") == str(extension_folder("chrome"))


@pytest.mark.parametrize(("agent", "first"), [(None, "chrome"), (FIREFOX, "firefox")])
async def test_the_steps_for_this_browser_come_first(
    browser: Browser, companion: str, agent: str | None, first: str
) -> None:
    context = await browser.new_context(**({"user_agent": agent} if agent else {}))
    page = await context.new_page()
    await page.goto(f"{companion}/")
    other = "firefox" if first == "chrome" else "chrome"
    assert await page.is_visible(f"[data-path={first}]")
    assert await page.is_hidden(f"[data-path={other}]")
    await page.focus(f"[value={first}]")
    await page.keyboard.press("ArrowDown" if first == "chrome" else "ArrowUp")
    assert await page.is_visible(f"[data-path={other}]")
    await context.close()


async def test_it_notices_the_extension(page: Page) -> None:
    assert "Not in this browser yet" in await page.inner_text("[data-extension-state]")
    await page.evaluate(EXTENSION_APPEARS)
    assert "The extension is here." in await page.inner_text("[data-extension-state]")


async def test_the_button_pairs_with_the_extension(page: Page) -> None:
    await page.evaluate(EXTENSION_APPEARS)
    await page.evaluate(EXTENSION_PAIRS)
    await page.click(BUTTON)
    await page.wait_for_selector("[data-pair-state]:has-text('This browser is paired.')")
    assert re.fullmatch(r"\d{6}", (await button_data(page))["eyelineCode"])
    assert await page.is_hidden("[data-code-panel]")


async def test_pairing_again_takes_a_new_code(page: Page) -> None:
    await page.evaluate(EXTENSION_APPEARS)
    await page.evaluate(EXTENSION_PAIRS)
    codes = []
    for _ in range(2):
        await page.click(BUTTON)
        await page.wait_for_selector(f"{BUTTON}[data-eyeline-paired=yes]")
        codes.append((await button_data(page))["eyelineCode"])
    assert codes[0] != codes[1]


async def test_what_the_extension_could_not_do_is_shown(page: Page) -> None:
    await page.evaluate(EXTENSION_APPEARS)
    await page.evaluate(f"document.querySelector('{BUTTON}').dataset.eyelinePairError = 'The <b>code</b> is too old.'")
    await page.wait_for_selector("[data-pair-state]:has-text('The <b>code</b> is too old.')")


async def test_without_the_extension_it_shows_a_code_that_works(page: Page, companion: str) -> None:
    await page.click(BUTTON)
    await page.wait_for_selector("[data-code-panel]:visible")
    code = re.sub(r"\s", "", await page.inner_text("[data-code]"))
    assert re.fullmatch(r"\d{6}", code)
    assert re.search(r"[12]:\d\d more", await page.inner_text("[data-code-left]"))
    async with (
        aiohttp.ClientSession(companion) as session,
        session.post("/api/v1/pair", json={"code": code, "browser": "typed"}) as answer,
    ):
        assert answer.status == 200


async def test_a_code_runs_out_and_says_so(page: Page) -> None:
    await page.clock.install()
    await page.click(BUTTON)
    await page.wait_for_selector("[data-code-panel]:visible")
    await page.clock.run_for(130_000)
    assert "has run out" in await page.inner_text("[data-code-left]")


async def test_a_silent_extension_leads_to_the_code(page: Page) -> None:
    await page.evaluate(EXTENSION_APPEARS)
    await page.clock.install()
    await page.click(BUTTON)
    await page.wait_for_selector(f"{BUTTON}[data-eyeline-code]")
    await page.clock.run_for(7_000)
    assert "has not answered" in await page.inner_text("[data-code-words]")


async def test_where_the_extensions_own_page_asks_it_says_so(page: Page) -> None:
    await page.evaluate(EXTENSION_APPEARS)
    await page.click(BUTTON)
    await page.wait_for_selector(f"{BUTTON}[data-eyeline-code]")  # what the extension asks about
    await page.evaluate(f"document.querySelector('{BUTTON}').dataset.eyelineAsked = 'yes'")
    await page.wait_for_selector("[data-pair-state]:has-text('Go on in the extension’s own page')")


async def test_opened_by_its_address_it_makes_no_code_and_says_how_to_come_by_one(
    browser: Browser, companion: str
) -> None:
    page = await browser.new_page()
    await page.goto(f"{companion}/")
    await expect(page.locator(BUTTON)).to_be_hidden()
    await expect(page.locator("[data-no-key]")).to_contain_text("eyeline pair")
    await page.close()


async def test_a_key_that_ended_with_its_companion_makes_no_code(browser: Browser, companion: str, data: Path) -> None:
    page = await browser.new_page()
    await enter(page, companion, data)
    await page.evaluate("localStorage.setItem('eyeline-token', 'of another run')")
    await page.click(BUTTON)
    await expect(page.locator("[data-no-key]")).to_be_visible()
    await expect(page.locator(BUTTON)).to_be_hidden()
    await page.close()


async def test_a_companion_that_is_gone_is_said_in_a_sentence(browser: Browser, companion: str, data: Path) -> None:
    page = await browser.new_page()
    await enter(page, companion, data)
    await page.route("**/api/v1/settings/pairings/new", lambda route: route.abort())
    await page.click(BUTTON)
    await page.wait_for_selector("[data-pair-state]:has-text('The companion does not answer.')")
    await page.close()


async def test_in_the_window_it_leads_to_the_browser(browser: Browser, companion: str) -> None:
    context = await browser.new_context(user_agent="EyelineWindow/0.1.0")
    page = await context.new_page()
    await page.goto(f"{companion}/")
    await expect(page.get_by_role("button", name="Open this page in your browser")).to_be_visible()
    await context.close()


@pytest.mark.parametrize("width", [320, 400, 1200])
async def test_nothing_sticks_out_at_any_width(page: Page, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    await page.click(BUTTON)
    await page.wait_for_selector("[data-code-panel]:visible")
    for browser_name in ("firefox", "chrome"):
        await page.check(f"[value={browser_name}]", force=True)
        sizes: dict[str, Any] = await page.evaluate(
            "({shown: document.documentElement.clientWidth, wide: document.documentElement.scrollWidth})"
        )
        assert sizes["wide"] <= sizes["shown"]
