"""The companion's window in a real browser, on a simulated case of 1,051 suspects among 20,000 accounts."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from companion.demo.world.shape import Shape
from companion.store import actions, cases
from companion.store.connection import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.times import now, text_of
from scripts.environment.one_at_a_time import one_at_a_time
from scripts.simulate import simulate
from tests.e2e.browsers.browser import BrowserMissingError, installed
from tests.e2e.browsers.chromium import ADVICE, NAMES, PLACES
from tests.e2e.window.window import Window, browser_at, window_of

SUSPECTS = replace(Shape(), facebook=11_844, instagram=7_105)
"""With the 1,051 of the operation these are 20,000."""
TAG = "operation"


@pytest.fixture(scope="session")
def simulated(common_folder: Path) -> Path:
    """A data folder with the simulated case; the suspects that were seen have the tag ``operation``. Made once for all
    processes of the run, and not to be changed: copy it."""
    folder = common_folder / "simulated"
    with one_at_a_time(common_folder / "simulated.lock"):
        if not folder.exists():
            simulate_into(folder.with_suffix(".part")).rename(folder)
    return folder


def simulate_into(folder: Path) -> Path:
    folder.mkdir()
    made = simulate(folder, SUSPECTS, 1)
    handles = json.dumps([handle for planted in made.truth()["planted"].values() for handle in planted])
    with closing(connect(folder / DATABASE)) as conn:
        rows = conn.execute("SELECT id FROM accounts WHERE handle IN (SELECT value FROM json_each(?))", (handles,))
        suspects = [row["id"] for row in rows]
        in_transaction(conn, lambda conn: actions.tag(conn, suspects, TAG, now()))
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def collect_tagged(window: Window) -> None:
    """Collect the tagged accounts into a case of their own."""

    def collect(conn: sqlite3.Connection) -> None:
        number = cases.new(conn, "Operation", text_of(now()))
        rows = conn.execute("SELECT DISTINCT account FROM account_tags WHERE tag = ?", (TAG,))
        actions.collect(conn, number, [row["account"] for row in rows], now())

    window.companion.write(collect)


@pytest.fixture(scope="session")
def pages(extensions: Path) -> None:
    """The companion's pages as the sources are now: what builds the extension builds them."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One for all windows: each page has a context of its own."""
    try:
        path = installed(NAMES, PLACES, ADVICE)
    except BrowserMissingError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(str(error))
    async with browser_at(path) as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def case_window(
    chromium: Browser, simulated: Path, pages: None, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Window]:
    """On a copy of the simulated case: for tests that leave it as they found it, but for what no other looks at."""
    async with _on_a_copy(chromium, simulated, tmp_path_factory.mktemp("window")) as window:
        yield window


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def own_case_window(
    chromium: Browser, simulated: Path, pages: None, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Window]:
    """One for the module, on a copy of its own: for tests that change it."""
    async with _on_a_copy(chromium, simulated, tmp_path_factory.mktemp("own-window")) as window:
        yield window


@asynccontextmanager
async def _on_a_copy(chromium: Browser, simulated: Path, folder: Path) -> AsyncIterator[Window]:
    shutil.copytree(simulated, folder / "data")
    async with window_of(folder / "data", chromium) as window:
        yield window


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def no_pages_left(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Close what a test opened, but not what its module has open."""
    if "chromium" not in request.fixturenames:
        yield
        return
    browser: Browser = request.getfixturevalue("chromium")
    before = list(browser.contexts)
    yield
    for context in browser.contexts:
        if context not in before:
            await context.close()
