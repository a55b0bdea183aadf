"""One browser with the extension, one companion and the fixture sites, and what a person does with them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from .browsers.browser import Browser, Network, Page
from .browsers.chromium import Chromium
from .browsers.firefox import Firefox
from .companion import Companion
from .patience import until
from .sites import Sites, serve

Start = Callable[[Path, Path, Network], Awaitable[Browser]]
BROWSERS: dict[str, Start] = {"chromium": Chromium.start, "firefox": Firefox.start}
BUILDS = {"chromium": "chrome", "firefox": "firefox"}


def in_turn(cases: Iterable[Any]) -> list[Any]:
    """Parameters of a test, half of them in each browser every day, and all of them in both with ``--soak``."""
    return [pytest.param(case, marks=pytest.mark.every_day_in(name)) for case, name in zip(cases, cycle(BROWSERS))]


IS_BUSY = "() => !document.body || document.body.ariaBusy !== null"
"""Whether a page of the extension's own is not wholly there yet."""

# Nobody can press what still moves.
CENTRE = """async selector => {
    const element = document.querySelector(selector);
    element.scrollIntoView({block: "center"});
    const centre = () => {
        const box = element.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    };
    for (let before = [], now = centre(); ; before = now, now = centre()) {
        if (`${before}` === `${now}`) return now;
        await new Promise(resolve => setTimeout(resolve, 50));
    }
}"""


@dataclass
class Stage:
    browser: Browser
    companion: Companion
    sites: Sites
    pages: list[Page] = field(default_factory=list)

    async def open(self, address: str) -> Page:
        page = await self.browser.open(address)
        self.pages.append(page)
        return page

    async def close(self, page: Page) -> None:
        await page.close()
        self.pages.remove(page)

    async def close_pages(self) -> None:
        for page in self.pages:
            await page.close()
        self.pages.clear()

    async def agree(self, *, network: bool = True) -> None:
        """On the welcome page, which opened when the extension came, say what may be read, as a person does."""
        page = await self.own_page("welcome")
        if not await page.call("() => document.forms[0].hidden"):
            await click(page, f"[name=network][value={'yes' if network else 'no'}]")
            await click(page, "[name=keep][value=thumbnail]")
            await click(page, "#agree")
            await until(lambda: page.call("() => document.forms[0].hidden"), bool, "the welcome page to say thank you")
        await self.close(page)

    async def pair(self) -> None:
        """Agree on the welcome page, and type a code of the data folder on the extension's page, as a person does."""
        await self.agree()
        page = await self.own_page("pair")
        await type_code(page, self.companion.port, self.companion.pairing_code())
        await until(
            lambda: page.call("() => !document.getElementById('done').hidden"), bool, "the browser to be paired"
        )
        await self.close(page)

    async def choose(self, setting: str, value: str) -> None:
        """On the extension's options page, as a person does."""
        options = await self.own_page("options")
        await set_value(options, f"#{setting}", value)
        ask = "name => chrome.storage.local.get(name).then(kept => kept[name])"
        await until(lambda: options.call(ask, setting), lambda kept: kept == value, f"{setting} to be {value}")
        await self.close(options)

    async def popup(self) -> Page:
        """The extension's popup, in a tab of its own. Opening it makes the extension look for the companion."""
        return await self.own_page("popup")

    async def own_page(self, name: str) -> Page:
        """One of the extension's own pages, as soon as all of it is there."""
        page = await self.open(f"{self.browser.extension_origin}/{name}.html")
        await until(lambda: page.call(IS_BUSY), lambda busy: not busy, f"the page {name}")
        return page

    async def outbox(self) -> dict[str, int]:
        """What waits for the companion, as the popup asks for it."""
        popup = await self.popup()
        counts: dict[str, int] = await popup.call("() => chrome.runtime.sendMessage({type: 'outbox'})")
        await self.close(popup)
        return counts

    async def evidence(self, folder: Path) -> str:
        """Pictures of the open pages, saved in ``folder``, and where to look for more: for the message of a failure."""
        said = [f"the companion's log: {self.companion.log}"]
        for number, page in enumerate(self.pages):
            path = folder / f"page-{number}.png"
            await page.screenshot(path)
            said.append(f"the page as it was: {path}")
        return "\n".join(said)

    async def restart_browser(self) -> None:
        self.pages.clear()
        await self.browser.restart()


async def click(page: Page, selector: str) -> None:
    """A trusted click in the middle of the first element that matches, scrolled into view."""
    await page.click_at(*await page.call(CENTRE, selector))


async def set_value(page: Page, selector: str, value: str) -> None:
    """Choose in a list or fill a field, as its own events say."""
    await page.call(
        "(selector, value) => { const field = document.querySelector(selector); field.value = value;"
        " field.dispatchEvent(new Event('change', {bubbles: true})); }",
        selector,
        value,
    )


async def type_code(page: Page, port: int, code: str) -> None:
    """On the extension's page where a browser is paired."""
    await page.call("() => ['code', 'port'].forEach(id => { document.getElementById(id).value = ''; })")
    await click(page, "#port")
    await page.type(str(port))
    await click(page, "#code")
    await page.type(code)
    await page.press("Enter")


@asynccontextmanager
async def staged(name: str, extensions: Path, folder: Path) -> AsyncIterator[Stage]:
    """A stage with a blank home and a blank data folder. ``extensions`` holds the builds; ``folder`` is the stage's.

    Raises BrowserMissingError.
    """
    async with AsyncExitStack() as stack:
        sites, stop_sites = await serve()
        stack.push_async_callback(stop_sites)
        companion = Companion(folder / "data")
        stack.push_async_callback(companion.stop)
        browser = await BROWSERS[name](extensions / BUILDS[name], folder / "home", sites.network)
        stack.push_async_callback(browser.close)
        await companion.start()
        yield Stage(browser, companion, sites)
