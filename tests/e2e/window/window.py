"""The companion's window in Chromium."""

from __future__ import annotations

import asyncio
import html
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Download, Page, async_playwright, expect

from companion.store import one_time_codes
from companion.store.times import uptime
from tests.e2e.companion import ROOT, Companion

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE_MS = 120_000
"""Until something shows: a slow machine is no failure."""
expect.set_options(timeout=PATIENCE_MS)


class Window:
    """A running companion, and pages of a browser that its window is open in."""

    def __init__(self, companion: Companion, browser: Browser) -> None:
        self.companion = companion
        self._browser = browser

    async def open(
        self, place: str, *, language: str = "en", scheme: Any = "light", width: int = 1180, height: int = 860
    ) -> Page:
        """A new page with a token of its own, at a place as ``#/time``."""
        context = await self._browser.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme=scheme, timezone_id="UTC"
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        await page.add_init_script("addEventListener('error', (event) => (window.threw ??= []).push(event.message))")
        form = (
            f'<form method="post" action="{self.companion.url}/app/enter">'
            f'<input name="code" value="{self._code()}"><input name="to" value="{html.escape(place)}"></form>'
        )
        await page.set_content(form)
        async with page.expect_navigation():
            await page.evaluate("document.forms[0].submit()")
        await page.wait_for_selector("main h1")
        return page

    def _code(self) -> str:
        return self.companion.write(lambda conn: one_time_codes.new_code(conn, uptime()))


IMPACTS = ("moderate", "serious", "critical")


async def faults(page: Page) -> list[str]:
    """What axe-core finds in the page that is more than minor: the rule and where."""
    await page.evaluate(AXE.read_text())
    found: dict[str, Any] = await page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']} {node['target']}: {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in IMPACTS
        for node in fault["nodes"]
    ]


async def downloaded(download: Download) -> bytes:
    """What a person saved."""
    return await asyncio.to_thread(Path(await download.path()).read_bytes)


async def threw(page: Page) -> list[str]:
    """What scripts of the page threw that nobody caught."""
    thrown: list[str] = await page.evaluate("() => window.threw ?? []")
    return thrown


@asynccontextmanager
async def browser_at(chromium: str) -> AsyncIterator[Browser]:
    """The Chromium at this path; it ends afterwards."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        await browser.close()


@asynccontextmanager
async def window_of(data: Path, browser: Browser) -> AsyncIterator[Window]:
    """A companion on a data folder, which ends afterwards, and a browser to open its window in."""
    companion = Companion(data)
    await companion.start()
    try:
        yield Window(companion, browser)
    finally:
        await companion.stop()
