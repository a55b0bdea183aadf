"""The companion's window in a real browser, on a simulated case of 1,051 suspects among 20,000 accounts."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from companion.demo.world.shape import Shape
from companion.store import actions
from companion.store.db import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.times import now
from scripts.environment.one_at_a_time import one_at_a_time
from scripts.simulate import simulate
from tests.e2e.browsers.browser import BrowserMissingError, installed
from tests.e2e.browsers.chromium import ADVICE, NAMES, PLACES
from tests.e2e.window.window import Window, window_of

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


@pytest.fixture(scope="session")
def pages(extensions: Path) -> None:
    """The companion's pages as the sources are now: what builds the extension builds them."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def case_window(simulated: Path, pages: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Window]:
    """One for the module, on a copy of the simulated case."""
    data = tmp_path_factory.mktemp("window") / "data"
    shutil.copytree(simulated, data)
    try:
        chromium = installed(NAMES, PLACES, ADVICE)
    except BrowserMissingError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(str(error))
    async with window_of(data, chromium) as window:
        yield window


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
