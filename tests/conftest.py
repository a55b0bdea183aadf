"""What every test may use: the project's folder, the shared measurement data where present, and ``--soak``."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.vision.model_file import MODELS
from scripts.environment.one_at_a_time import one_at_a_time
from tests.e2e.build import build

ROOT = Path(__file__).resolve().parent.parent
LONG = (
    *("tests/e2e/test_", "tests/e2e/window/", "tests/companion/desktop/", "tests/companion/cluster/"),
    *("tests/companion/cli/", "tests/scripts/"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="also run the long tests, marked `soak`")
    parser.addoption("--sightings", type=int, default=5_000_000, help="of the heavy year that is replayed with --soak")


settings.register_profile("eyeline", deadline=None)  # on a busy machine any example may take long
settings.load_profile("eyeline")


def pytest_configure() -> None:
    """A MediaPipe for Python 3.13 or later carries no models; what tests start has them from beside the project."""
    if (models := ROOT.parent / "shared" / "models").is_dir():
        os.environ.setdefault(MODELS, str(models))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """What long tests counted and measured."""
    if not config.getoption("--soak"):
        return
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid}: {name}: {value}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_rank)
    if config.getoption("--soak"):
        return
    for item in items:
        if "soak" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a long run: only with --soak"))


def _rank(item: pytest.Item) -> int:
    """What takes long comes first, so that no process has it left when the others are done."""
    place = item.path.relative_to(ROOT).as_posix()
    return next((rank for rank, begin in enumerate(LONG) if place.startswith(begin)), len(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where several processes share the tests, one takes whole files, or all that one browser's stage is made for: of
    all files, or of one that has its own."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            path, _, name = nodeid.partition("::")
            browser = re.search(r"\[(own-)?(chromium|firefox)\b", name)
            if browser is None:
                return path
            return f"{path} {browser[2]}" if browser[1] else browser[2]

    config.option.loadscopereorder = False  # else whichever has the most tests comes first
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def common_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of the run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built(common_folder: Path) -> Path:
    """Where the extension is as the sources are now, and the pages: built once, by whichever process comes first, as
    each build takes away what another looks at."""
    done = common_folder / "built"
    with one_at_a_time(common_folder / "build.lock"):
        if not done.exists():
            build()
            done.touch()
    return ROOT / "dist"


@pytest.fixture(scope="session")
def texts_are_known() -> None:
    """What Hypothesis looks up before its first text, which may take a minute on a busy machine, is looked up."""

    @settings(max_examples=1, database=None)
    @given(st.text())
    def draw(text: str) -> None: ...

    draw()


@pytest.fixture(autouse=True)
def before_hypothesis(request: pytest.FixtureRequest) -> None:
    """Not within the time that a test of generated things has for itself."""
    if getattr(getattr(request, "function", None), "is_hypothesis_test", False):
        request.getfixturevalue("texts_are_known")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Pictures, pages and numbers for measurement only, beside the project; the test is skipped without them."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here: nothing to measure against")
    return folder
