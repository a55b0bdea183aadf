"""The window and what happens where there is none: processes as a person starts them, with a browser that notes."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from companion.app import running
from companion.desktop.entrance import LAUNCH_PAGE
from companion.desktop.window import COME_FORWARD, check_ours, has_display, open_window
from companion.errors import BadRequestError
from companion.settings import Settings
from companion.store.folder import DATABASE, FolderLock
from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import as_installed

URL = "http://127.0.0.1:47811/"
PATIENCE_SECONDS = 120

pytestmark = pytest.mark.skipif(
    sys.platform in ("darwin", "win32"), reason="a window always opens here, and would stay open"
)


class Desk:
    """A machine's environment: the default browser writes the addresses it is given into a file."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        blank_store(self.data).close()
        self._opened = folder / "opened.txt"
        browser = folder / "browser"
        browser.write_text(f'#!/bin/sh\necho "$1" >> "{self._opened}"\n')
        browser.chmod(0o755)
        self.modules = folder / "modules"
        self.modules.mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")},
            "BROWSER": f"{browser} %s",
            "PYTHONPATH": os.pathsep.join((str(self.modules), as_installed()["PYTHONPATH"])),
        }

    def opened(self) -> list[str]:
        return self._opened.read_text().split() if self._opened.exists() else []

    @property
    def launch_pages(self) -> list[str]:
        """The address of the page that leads into the window, where there is one."""
        noted = self.data / LAUNCH_PAGE
        return [Path(noted.read_text()).as_uri()] if noted.exists() else []

    def has_web_view(self, behaviour: str) -> None:
        """Give the machine a display and, in pywebview's place, a web view that does just this when it is started."""
        self.environment["DISPLAY"] = ":4711"
        (self.modules / "webview.py").write_text(
            "import os, pathlib, sys, time\n"
            "class Event:\n"
            "    def __iadd__(self, called): return self\n"
            "class Events: before_show = shown = loaded = closing = Event()\n"
            "class Window:\n"
            "    events = Events()\n"
            "class Screen: x, y, width, height = 0, 0, 1400, 1000\n"
            "screens, settings, renderer = lambda: [Screen()], {}, None\n"
            "def create_window(title, url=None, **size): return Window()\n"
            f"def start(**options):\n    {behaviour}\n"
        )

    def window(self) -> subprocess.Popen[bytes]:
        """A window that stays open."""
        command = [sys.executable, "-m", "companion", "window", URL, "--data", str(self.data)]
        return subprocess.Popen(command, env=self.environment)

    def eyeline_window(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "companion", "window", *arguments, "--data", str(self.data)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )


@pytest.fixture
def bare_desk(tmp_path: Path) -> Desk:
    """Where no companion runs."""
    return Desk(tmp_path)


@pytest.fixture
def desk(bare_desk: Desk) -> Iterator[Desk]:
    """Whose data folder is held as by the companion at ``URL``."""
    with FolderLock(bare_desk.data) as lock:
        lock.tell(URL)
        yield bare_desk


def wait_for(what: Callable[[], bool], said: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline, f"waited in vain for {said}"
        time.sleep(0.02)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_without_a_display_the_browser_opens(desk: Desk) -> None:
    ended = desk.eyeline_window(URL)
    assert (ended.returncode, desk.opened()) == (0, desk.launch_pages)
    assert len(desk.launch_pages) == 1
    assert ended.stderr == f"There is no display for a window, so Eyeline opened in your browser ({URL}app/).\n"


def test_without_a_browser_either_it_says_what_to_open(desk: Desk) -> None:
    desk.environment |= {"BROWSER": "/nowhere/browser %s", "PATH": "/nowhere"}
    ended = desk.eyeline_window(URL)
    assert ended.returncode == 0
    assert ended.stderr.endswith(f"open {URL}app/ in one, with what eyeline window --code prints.\n")
    assert desk.launch_pages == []


@pytest.mark.parametrize(
    "behaviour",
    ["os.abort()", "os._exit(1)", "raise RuntimeError('no GTK and no Qt')", "os.kill(os.getpid(), 9)"],
    ids=["aborts, as Qt does", "exits, as GTK does", "raises", "is killed"],
)
def test_when_the_web_view_dies_the_browser_opens(desk: Desk, behaviour: str) -> None:
    desk.has_web_view(behaviour)
    ended = desk.eyeline_window(URL)
    assert (ended.returncode, desk.opened()) == (0, desk.launch_pages)
    assert ended.stderr == f"The window could not be shown, so Eyeline opened in your browser ({URL}app/).\n"


def test_a_display_that_is_not_there_ends_in_the_browser(desk: Desk) -> None:
    desk.environment["DISPLAY"] = ":4711"  # the true pywebview, whatever the machine has for it
    ended = desk.eyeline_window(URL)
    assert (ended.returncode, desk.opened()) == (0, desk.launch_pages)
    assert len(desk.launch_pages) == 1


@pytest.mark.parametrize("behaviour", ["pass", "os.kill(os.getpid(), 15)"], ids=["closed", "told to end"])
def test_a_window_that_is_closed_opens_nothing(desk: Desk, behaviour: str) -> None:
    desk.has_web_view(behaviour)
    ended = desk.eyeline_window(URL)
    assert (ended.returncode, desk.opened(), ended.stderr) == (0, [], "")


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "http://127.0.0.1.example.org/", "file:///etc/passwd", "javascript:alert(1)", "//", ""],
)
def test_only_the_companions_pages_may_be_shown(desk: Desk, address: str) -> None:
    with pytest.raises(BadRequestError):
        check_ours(address, desk.data)


@pytest.mark.parametrize("arguments", [(), ("--code",)])
def test_who_has_taken_the_port_is_given_no_code(bare_desk: Desk, arguments: tuple[str, ...]) -> None:
    with FolderLock(bare_desk.data) as lock:
        lock.tell(URL)
    ended = bare_desk.eyeline_window(URL, *arguments)
    assert (ended.returncode, bare_desk.opened(), ended.stdout) == (1, [], "")
    assert "is not the companion of this data folder" in ended.stderr
    with closing(sqlite3.connect(bare_desk.data / DATABASE)) as conn:
        assert conn.execute("SELECT count(*) FROM handovers").fetchone() == (0,)


def test_another_page_is_refused_in_a_sentence(desk: Desk) -> None:
    ended = desk.eyeline_window("https://example.org/")
    assert (ended.returncode, desk.opened()) == (1, [])
    assert ended.stderr.startswith("eyeline: The window shows only the companion's own pages")


def test_who_has_a_display() -> None:
    assert has_display({}, "win32")
    assert has_display({}, "darwin")
    assert has_display({"DISPLAY": ":0"}, "linux")
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert not has_display({"DISPLAY": ""}, "linux")


def test_closing_the_watched_window_ends_the_web_view(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "pid"
    desk.has_web_view(
        f"part = pathlib.Path({str(noted) + '.part'!r}); part.write_text(str(os.getpid())); "
        f"part.rename({str(noted)!r}); time.sleep(600)"
    )
    for name, value in desk.environment.items():
        monkeypatch.setenv(name, value)
    with open_window(URL, desk.data) as watcher:
        wait_for(noted.exists, "the web view to start")
        web_view = int(noted.read_text())
        assert watcher.poll() is None
        watcher.send_signal(signal.SIGTERM)
        wait_for(lambda: not is_there(web_view), "the web view to end")
    assert (watcher.returncode, desk.opened()) == (0, [])


async def test_without_a_url_it_finds_the_companion_that_runs(bare_desk: Desk) -> None:
    async with running(Settings.of({"port": 0, "data": bare_desk.data})) as url:
        ended = await asyncio.to_thread(bare_desk.eyeline_window)
        assert (ended.returncode, bare_desk.opened()) == (0, bare_desk.launch_pages)
        assert f'action="{url}/app/enter"' in next(bare_desk.data.glob("eyeline-open-*.html")).read_text()


def test_without_a_companion_it_says_how_to_start_one(bare_desk: Desk) -> None:
    ended = bare_desk.eyeline_window()
    assert (ended.returncode, bare_desk.opened()) == (1, [])
    assert ended.stderr == "eyeline: No companion is running: start it with eyeline serve.\n"


async def test_the_page_that_is_opened_leads_in_once_and_is_then_gone(bare_desk: Desk) -> None:
    async with running(Settings.of({"port": 0, "data": bare_desk.data})) as url, aiohttp.ClientSession() as http:
        await asyncio.to_thread(bare_desk.eyeline_window)
        (path,) = bare_desk.data.glob("eyeline-open-*.html")
        assert os.name != "posix" or path.stat().st_mode & 0o077 == 0
        code = re.search(r'name="code" value="([^"]+)"', path.read_text())
        assert code is not None
        form = {"code": code[1], "to": "/"}
        async with http.post(f"{url}/app/enter", data=form, headers={"Origin": "null"}) as answer:
            assert answer.status == 200
            assert 'name="eyeline-to" content="/"' in await answer.text()  # no browser is paired yet
        assert bare_desk.launch_pages == []
        async with http.post(f"{url}/app/enter", data=form, headers={"Origin": "null"}) as answer:
            assert answer.status == 403


def test_a_code_can_be_typed_instead(desk: Desk) -> None:
    ended = desk.eyeline_window(URL, "--code")
    assert (ended.returncode, desk.opened(), desk.launch_pages) == (0, [], [])
    assert len(ended.stdout.strip()) > 30
    assert f"{URL}app/" in ended.stderr


def test_a_second_window_lets_the_first_come_forward(desk: Desk, tmp_path: Path) -> None:
    told = tmp_path / "told"
    desk.has_web_view(f"pathlib.Path({str(told)!r}).touch(); time.sleep(600)")
    with desk.window() as first:
        wait_for(told.exists, "the web view to start")
        second = desk.eyeline_window(URL)
        assert (second.returncode, second.stderr, desk.opened()) == (0, "", [])
        wait_for(lambda: not (desk.data / COME_FORWARD).exists(), "the first window to hear of it")
        assert first.poll() is None
        first.send_signal(signal.SIGTERM)


def test_size_and_place_are_remembered(desk: Desk) -> None:
    desk.has_web_view('print(\'{"width": 900, "height": 700, "x": 5, "y": 6}\', flush=True)')
    desk.eyeline_window(URL)
    desk.has_web_view("pass")
    seen = desk.data / "seen"
    (desk.modules / "webview.py").write_text(
        (desk.modules / "webview.py")
        .read_text()
        .replace(
            "def create_window(title, url=None, **size): return Window()",
            f"def create_window(title, url=None, **size):\n    pathlib.Path({str(seen)!r}).write_text(str(size))\n"
            "    return Window()",
        )
    )
    desk.eyeline_window(URL)
    assert "'width': 900" in seen.read_text()
    assert "'x': 5" in seen.read_text()
