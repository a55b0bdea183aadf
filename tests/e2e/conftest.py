"""Stages for the end-to-end tests: each test runs once in each browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from .browsers.browser import BrowserMissingError
from .stage import BROWSERS, Stage, staged

HERE = Path(__file__).parent
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = pytest.mark.skipif(
        not config.getoption("--soak"), reason="every day in the other browser: in both with --soak"
    )
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.e2e)
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
        mark = item.get_closest_marker("every_day_in")
        if isinstance(item, pytest.Function) and mark and mark.args[0] not in item.callspec.params.values():
            item.add_marker(elsewhere)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def own(browser: str) -> str:
    """The id of a test in a browser that only its module uses: another process may take it (``tests/conftest.py``)."""
    return f"own-{browser}"


@pytest.fixture(scope="session")
def extensions(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the extension as it is now, for ``chrome`` and ``firefox``: a copy, which a later build of the same
    checkout does not change while a browser has it open."""
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("build") / "extensions"))


@contextmanager
def skipped_where_missing() -> Iterator[None]:
    """Skips where the browser is not installed; with ``CI=true`` that is a failure."""
    try:
        yield
    except BrowserMissingError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(str(error))


@asynccontextmanager
async def _stage_or_skip(name: str, extensions: Path, folder: Path) -> AsyncIterator[Stage]:
    with skipped_where_missing():
        async with staged(name, extensions, folder) as stage:
            yield stage


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=BROWSERS)
async def stage(
    request: pytest.FixtureRequest, extensions: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """One for the browser, paired: for tests that leave it as they found it, each with accounts of its own."""
    folder = tmp_path_factory.mktemp(request.param)
    async with _stage_or_skip(request.param, extensions, folder) as stage:
        try:
            await stage.pair()
        except AssertionError as error:
            raise AssertionError(f"{error}\n{await stage.evidence(folder)}") from error
        yield stage


@pytest_asyncio.fixture(loop_scope="session")
async def dotted(stage: Stage) -> AsyncIterator[Stage]:
    """The stage where ordinary pictures have a dot: at each account one sees that it was measured."""
    await stage.choose("ordinary", "dot")
    yield stage
    await stage.choose("ordinary", "nothing")


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=BROWSERS, ids=own)
async def own_stage(
    request: pytest.FixtureRequest, extensions: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """One for the module and browser, not paired yet: for tests that end and restart what is on it."""
    async with _stage_or_skip(request.param, extensions, tmp_path_factory.mktemp(f"own-{request.param}")) as stage:
        yield stage


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def fresh_pages(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[None]:
    """Close what a test opened; of a failed one say where its pictures and the companion's log are.

    Where it failed while the companion was away, this is started again, so that no later test fails for that.
    """
    yield
    name = next((name for name in ("own_stage", "stage") if name in request.fixturenames), None)
    if name is None:
        return
    used: Stage = request.getfixturevalue(name)
    if request.node.stash.get(FAILED, False):
        request.node.add_report_section("teardown", "evidence", await used.evidence(tmp_path))
        if name == "stage" and not used.companion.running:
            await used.companion.start()
    await used.close_pages()
