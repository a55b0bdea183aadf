"""The companion's window in a real browser, on a simulated case of 1,051 suspects among 20,000 accounts."""

from __future__ import annotations

import asyncio
import html
import json
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Download, Page, async_playwright, expect

from companion.demo.world.shape import Shape
from companion.store import actions, handovers
from companion.store.db import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.times import now
from scripts.simulate import simulate
from tests.e2e.browsers.browser import BrowserMissingError, installed
from tests.e2e.browsers.chromium import ADVICE, NAMES, PLACES
from tests.e2e.companion import ROOT, Companion

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SUSPECTS = replace(Shape(), facebook=11_844, instagram=7_105)
"""With the 1,051 of the operation these are 20,000."""
TAG = "operation"
PATIENCE_MS = 60_000
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
        with closing(connect(self.companion.data / DATABASE)) as conn:
            return in_transaction(conn, lambda conn: handovers.new_code(conn, now()))

    async def close_pages(self, but: Sequence[BrowserContext]) -> None:
        for context in self.contexts:
            if context not in but:
                await context.close()

    @property
    def contexts(self) -> list[BrowserContext]:
        return list(self._browser.contexts)


async def serious_faults(page: Page) -> list[str]:
    """What axe-core finds in the page that is serious or critical: the rule and where."""
    await page.evaluate(AXE.read_text())
    found: dict[str, Any] = await page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']} {node['target']}: {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


async def downloaded(download: Download) -> bytes:
    """What a person saved."""
    return await asyncio.to_thread(Path(await download.path()).read_bytes)


async def threw(page: Page) -> list[str]:
    """What scripts of the page threw that nobody caught."""
    thrown: list[str] = await page.evaluate("() => window.threw ?? []")
    return thrown


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the simulated case; the suspects that were seen have the tag ``operation``. Not to be
    changed: copy it."""
    folder = tmp_path_factory.mktemp("simulated") / "case"
    folder.mkdir()
    made = simulate(folder, SUSPECTS, 1)
    handles = json.dumps([handle for planted in made.truth()["planted"].values() for handle in planted])
    with closing(connect(folder / DATABASE)) as conn:
        rows = conn.execute("SELECT id FROM accounts WHERE handle IN (SELECT value FROM json_each(?))", (handles,))
        suspects = [row["id"] for row in rows]
        in_transaction(conn, lambda conn: actions.tag(conn, suspects, TAG, now()))
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture(scope="session")
def pages(extensions: Path) -> None:
    """The companion's pages as the sources are now: what builds the extension builds them."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def case_window(simulated: Path, pages: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Window]:
    """One for the module, on a copy of the simulated case."""
    data = tmp_path_factory.mktemp("window") / "data"
    shutil.copytree(simulated, data)
    companion = Companion(data)
    try:
        chromium = installed(NAMES, PLACES, ADVICE)
    except BrowserMissingError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(str(error))
    await companion.start()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            yield Window(companion, browser)
            await browser.close()
    finally:
        await companion.stop()


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def no_pages_left(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Close what a test opened, but not what its module has open."""
    if "case_window" not in request.fixturenames:
        yield
        return
    window: Window = request.getfixturevalue("case_window")
    before = window.contexts
    yield
    await window.close_pages(before)
