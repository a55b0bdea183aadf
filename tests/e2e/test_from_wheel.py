"""From nothing to a badge with three actions: install and start the wheel, load the extension, open the demo."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import venv
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from companion.host.identity import HOST
from companion.settings import APP_NAME
from tests.scripts.wheel import build, programs_of, run, where_models_are

from .badges import badges_when
from .companion import ROOT, Companion
from .conftest import skipped_where_missing
from .sites import serve
from .stage import BROWSERS, BUILDS, Stage
from .test_pairing import IN_FORCE, state_when

pytestmark = [
    pytest.mark.soak,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the places on Linux"),
]

FETCHED_WITHIN_SECONDS = 600


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return build(ROOT, tmp_path / "built")


@pytest.fixture
def programs(tmp_path: Path, wheel: Path) -> Path:
    """Those of an environment that was empty, after ``pip install`` of the wheel and of what it declares."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True, symlinks=True)
    run(programs_of(environment) / "python", "-m", "pip", "install", "--quiet", wheel)
    return programs_of(environment)


@asynccontextmanager
async def started(eyeline: Sequence[str | Path], person: Mapping[str, str], log: Path) -> AsyncIterator[str]:
    """``eyeline start`` without its window, which fetches what is missing; where the companion then listens."""
    with log.open("wb") as told:
        process = await asyncio.create_subprocess_exec(
            *(*eyeline, "start", "--no-window", "--port", "0", "--json"),
            env=person,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=told,
        )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), FETCHED_WITHIN_SECONDS)
        assert line, f"it did not start; it says why in {log}"
        yield json.loads(line)["url"]
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def test_from_nothing_to_a_badge_without_node(programs: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".config" / "chromium").mkdir(parents=True)
    person = {"HOME": str(home), "PATH": str(programs), "PYTHONSAFEPATH": "1", **where_models_are()}
    assert shutil.which("node", path=person["PATH"]) is None
    with skipped_where_missing():
        async with AsyncExitStack() as stack:
            url = await stack.enter_async_context(started([programs / "eyeline"], person, tmp_path / "start.log"))
            told = (tmp_path / "start.log").read_text()
            assert "Fetching MediaPipe" in told
            assert "Eyeline's extension in Chromium" in told

            extension = Path(run(programs / "eyeline", "extension", BUILDS["chromium"], **person).strip())
            assert programs.parent in extension.parents
            sites, stop_sites = await serve()
            stack.push_async_callback(stop_sites)
            browser = await BROWSERS["chromium"](extension, home, sites.network)
            stack.push_async_callback(browser.close)
            stage = Stage(browser, Companion(home / ".local" / "share" / APP_NAME), sites)
            await stage.agree()  # on the page that opens when the extension is loaded
            await state_when(await stage.popup(), "connected")

            page = await stage.open("about:blank")
            await page.resize(1000, 900)
            await page.goto(f"{url}/demo/", parsed=True)  # its portraits are being made
            await badges_when(page, lambda found: any(badge.shape == "strong" for badge in found), "a strong badge")
            await page.screenshot(tmp_path / "first-badge.png")
            [pairing] = stage.companion.rows(IN_FORCE)
            assert "Chrome" in pairing["browser"]


@pytest.fixture
def person(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody with an empty home and one browser."""
    home = tmp_path / "home"
    (home / ".config" / "chromium").mkdir(parents=True)
    python = Path(sys.executable).resolve()  # of no environment: pipx and uv make their own
    return {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "UV_PYTHON": str(python)}


def host_of(person: Mapping[str, str]) -> str:
    """The program that Chromium was told of."""
    manifest = Path(person["XDG_CONFIG_HOME"], "chromium", "NativeMessagingHosts", f"{HOST}.json")
    return str(json.loads(manifest.read_bytes())["path"])


@pytest.mark.parametrize("way", ["pipx", "uvx"])
async def test_it_starts_as_well_by(way: str, wheel: Path, person: dict[str, str], tmp_path: Path) -> None:
    if way == "pipx":
        tools = tmp_path / "tools"
        venv.create(tools, with_pip=True, symlinks=True)
        run(programs_of(tools) / "python", "-m", "pip", "install", "--quiet", "pipx")
        run(programs_of(tools) / "pipx", "install", wheel, **person)
        eyeline: tuple[str | Path, ...] = (tmp_path / "home" / ".local" / "bin" / "eyeline",)
    else:
        eyeline = (sys.executable, "-m", "uv", "tool", "run", "--from", wheel, "eyeline")
    log = tmp_path / "start.log"
    async with started(eyeline, person, log) as url:
        assert "Fetching MediaPipe" in log.read_text()
        assert os.access(host_of(person), os.X_OK)
        async with aiohttp.ClientSession() as http, http.get(f"{url}/api/v1/hello") as answer:
            assert (await answer.json())["name"] == APP_NAME
    async with started(eyeline, person, log):
        assert "Fetching" not in log.read_text(), "what was fetched is kept"
