"""The true window on a virtual screen: GTK's web view, driven by pointer and keys, looked at by its picture."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from companion.app import running
from companion.core.wire.settings import OnClose
from companion.desktop.backends import GTK, found
from companion.desktop.window import COME_FORWARD, LOCK, open_window
from companion.errors import AlreadyRunningError
from companion.settings import Settings
from companion.store import chosen_settings, pairings
from companion.store.folder import FolderLock
from companion.store.times import now
from companion.workers.jobs import Jobs, Outcome
from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import as_installed

PATIENCE_SECONDS = 90  # a deadline: two browsers may run beside it
SPY = Path(__file__).parent / "window_spy"
SCREEN = (1400, 1000)
XWD_HEADER_BYTES = 100
TODAY = "Today · Eyeline"
# Over the page and outside what it draws, so that nothing that arrives meanwhile moves it from under the pointer.
ADD_LINK = """(href, target, id) => {
    const link = document.createElement("a");
    Object.assign(link, {href, target, id, textContent: "an address outside"});
    link.style.cssText = "position: fixed; z-index: 9; inset: 0 0 auto; padding: 20px; background: white";
    document.body.append(link);
    return id;
}"""

PROGRAMS = ("Xvfb", "evilwm", "xdotool")

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ and (found() != GTK or not all(map(shutil.which, PROGRAMS))),
    reason="no GTK web view for this Python, or no virtual screen (on Debian, as root, scripts/test.py installs them)",
)


def wait_for(what: Callable[[], Any], said: str) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := what()):
        assert time.monotonic() < deadline, f"waited in vain for {said}"
        time.sleep(0.1)
    return found


class Screen:
    """A virtual screen with a window manager, and a person's hands and eyes on it."""

    def __init__(self, folder: Path, display: str) -> None:
        self._picture = folder / "Xvfb_screen0"
        self.environment = {"DISPLAY": display}

    def hand(self, *command: str | int) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, command)],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return done.stdout.strip()

    def windows(self, name: str) -> list[str]:
        return self.hand("search", "--onlyvisible", "--name", name).split()

    def picture(self) -> np.ndarray:
        """What the screen shows, as height × width × BGR: Xvfb keeps it in a file in X's own format (XWD)."""
        content = self._picture.read_bytes()
        header = np.frombuffer(content, ">u4", XWD_HEADER_BYTES // 4)
        width, height, line, colours = (int(header[at]) for at in (4, 5, 12, 19))
        pixels = np.frombuffer(content, np.uint8, offset=int(header[0]) + colours * 12, count=height * line)
        return pixels.reshape(height, line // 4, 4)[:, :width, :3]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    folder = tmp_path_factory.mktemp("screen")
    read, write = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-fbdir", str(folder), "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            there = Screen(folder, f":{told.readline().strip()}")
        # It finds no other font where the X server has only what is built into it.
        with subprocess.Popen(
            ["evilwm", "-fn", "cursor", "-bw", "0"], env=os.environ | there.environment, stderr=subprocess.DEVNULL
        ) as manager:
            yield there
            manager.terminate()
        server.terminate()


class Desk:
    """A companion, the window that shows it, and a default browser that writes down what it is to open."""

    def __init__(self, folder: Path, screen: Screen) -> None:
        self.screen = screen
        self.data = folder / "data"
        self.url = ""
        self.jobs: Jobs
        self._folder = folder
        self._opened = folder / "opened.txt"
        browser = folder / "browser"
        browser.write_text(f'#!/bin/sh\necho "$1" >> "{self._opened}"\n')
        browser.chmod(0o755)
        with blank_store(self.data) as store:
            store.submit(lambda conn: pairings.add(conn, "a browser", None, now())).result()
        self.environment = screen.environment | {
            "BROWSER": f"{browser} %s",
            "PYTHONPATH": os.pathsep.join((str(SPY), as_installed()["PYTHONPATH"])),
            "EYELINE_SPY": str(folder / "spy"),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
        }

    @property
    def opened(self) -> list[str]:
        return self._opened.read_text().split() if self._opened.exists() else []

    def choose(self, choice: OnClose) -> None:
        with sqlite3.connect(self.data / "eyeline.db") as conn:
            chosen_settings.choose_on_close(conn, choice)

    @contextmanager
    def window(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
        """The window, as soon as its first view is there."""
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)
        with open_window(self.url, self.data) as watcher:
            try:
                wait_for(lambda: self.is_there(TODAY), "the first view")
                yield watcher
            except BaseException:
                cv2.imwrite(str(self._folder / "screen.png"), self.screen.picture())  # kept, as the test failed
                raise
            finally:
                watcher.terminate()
        (self._folder / "spy").unlink(missing_ok=True)

    def is_there(self, title: str) -> bool:
        return (self._folder / "spy").exists() and self.ask("document.title") == title

    def ask(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        said = self._spy(f"JSON.stringify({script})")
        return None if said is None else json.loads(said)

    def refused(self) -> int:
        """How many addresses the window has refused to load since this was first asked."""
        return int(self._spy(None))

    def _spy(self, question: str | None) -> Any:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE_SECONDS)
            connection.connect(str(self._folder / "spy"))
            with connection.makefile("rw", encoding="utf-8") as lines:
                lines.write(json.dumps(question) + "\n")
                lines.flush()
                return json.loads(lines.readline())

    def click(self, selector: str) -> None:
        """Press the pointer's first button in the middle of an element, when the page has seen the pointer there."""
        element = f"document.querySelector({json.dumps(selector)})"

        def is_under_the_pointer() -> bool:
            x, y = self.ask(
                f"(box => [box.x + box.width / 2, box.y + box.height / 2])({element}.getBoundingClientRect())"
            )
            self.screen.hand("mousemove", "--window", self.number(), round(x), round(y))
            return bool(self.ask(f"{element}.matches(':hover')"))

        wait_for(is_under_the_pointer, f"the pointer to be at {selector}")
        self.screen.hand("click", 1)

    def number(self) -> str:
        return str(wait_for(lambda: self.screen.windows("^Eyeline$"), "the window")[-1])

    def geometry(self) -> dict[str, int]:
        said = self.screen.hand("getwindowgeometry", "--shell", self.number())
        values = dict(line.split("=") for line in said.splitlines())
        return {name: int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")}

    def close_by_key(self) -> None:
        """The window manager's own key, after which it asks the window to close."""
        window = self.number()
        self.screen.hand("mousemove", "--window", window, 300, 400)
        wait_for(lambda: self.screen.hand("getwindowfocus") == window, "the focus to follow the pointer")
        self.screen.hand("key", "ctrl+alt+Escape")


@pytest.fixture
def desk(tmp_path: Path, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """With a companion that runs on a thread of the test's own process."""
    made = Desk(tmp_path, screen)

    class Kept(Jobs):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            made.jobs = self

    monkeypatch.setattr("companion.app.Jobs", Kept)
    started, loop, ended = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with running(Settings.of({"port": 0, "data": made.data}), ended.set) as url:
            made.url = url
            started.set()
            await ended.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert started.wait(PATIENCE_SECONDS)
    yield made
    loop.call_soon_threadsafe(ended.set)
    thread.join()
    loop.close()


def test_it_shows_the_page_with_its_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.window(monkeypatch):
        assert desk.ask("location.href") == f"{desk.url}/app/#/today"  # and no code in it
        assert desk.ask("history.length") <= 2
        assert desk.ask("document.querySelector('.locked')") is None
        assert len(desk.ask("localStorage.getItem('eyeline-token')")) > 30
        assert "Accounts" in desk.ask("document.body.innerText")
        left, top, width, height = desk.geometry().values()

        def is_drawn() -> bool:
            inside = desk.screen.picture()[top : top + height, left : left + width].reshape(-1, 3)
            colours, counts = np.unique(inside, axis=0, return_counts=True)
            line_yellow = np.abs(inside.astype(int) - (0x05, 0xB7, 0xF2)).max(axis=1) < 8
            return len(colours) > 50 and counts.max() < 0.995 * len(inside) and line_yellow.sum() > 20

        wait_for(is_drawn, "more than a blank screen, and the mark in its yellow")


def test_a_link_that_leads_out_opens_in_the_browser(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.window(monkeypatch):
        for number, target in enumerate(("", "_blank")):
            desk.ask(f"({ADD_LINK})('https://example.org/{number}', '{target}', 'out{number}')")
            desk.click(f"#out{number}")
            wait_for(lambda n=number: desk.opened[-1:] == [f"https://example.org/{n}"], "the browser to open it")
        assert desk.ask("document.title") == TODAY
        assert len(desk.opened) == 2


def test_no_other_page_can_be_loaded_in_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.window(monkeypatch):
        desk.ask("(location.href = 'file:///etc/hostname', 1)")  # which WebKit refuses before it asks anybody
        for address in ("https://example.org/", "http://localhost:4711/"):
            before = desk.refused()
            desk.ask(f"(location.href = {address!r}, 1)")
            wait_for(lambda before=before: desk.refused() > before, f"{address} to be refused")
            assert desk.ask("location.href") == f"{desk.url}/app/#/today"
            assert desk.is_there(TODAY)


def test_a_file_is_saved_where_the_person_says(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = os.urandom(200_000)
    (tmp_path / "made").write_bytes(content)
    with desk.window(monkeypatch):
        desk.jobs.start("export", "GEXF", lambda progress: Outcome(file=tmp_path / "made", name="network.gexf"))
        wait_for(lambda: desk.ask("document.querySelector('.job button')?.textContent"), "the file's button")
        window = desk.number()
        desk.click(".job button")
        dialog = wait_for(lambda: [w for w in desk.screen.windows("^Eyeline$") if w != window], "the dialog")[0]
        desk.screen.hand("windowfocus", "--sync", dialog)
        target = tmp_path / "chosen.gexf"
        desk.screen.hand("key", "--clearmodifiers", "ctrl+a")
        desk.screen.hand("type", "--clearmodifiers", str(target))
        desk.screen.hand("key", "Return")
        wait_for(lambda: target.exists() and target.read_bytes() == content, "the file")


def test_size_and_place_are_remembered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.window(monkeypatch) as watcher:
        desk.screen.hand("windowsize", "--sync", desk.number(), 900, 700)
        desk.screen.hand("windowmove", "--sync", desk.number(), 333, 222)
        before = {"X": 333, "Y": 222, "WIDTH": 900, "HEIGHT": 700}
        wait_for(lambda: desk.geometry() == before, "the window to stand there in its size")
        desk.close_by_key()
        assert watcher.wait(PATIENCE_SECONDS) == 0
    for _ in range(2):  # it must not wander either
        with desk.window(monkeypatch) as watcher:
            wait_for(lambda: desk.geometry() == before, "the window to stand as it stood")
            desk.close_by_key()
            assert watcher.wait(PATIENCE_SECONDS) == 0
    assert desk.opened == []


def test_there_is_one_window(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.window(monkeypatch):
        with open_window(desk.url, desk.data) as second:
            assert second.wait(PATIENCE_SECONDS) == 0
        wait_for(lambda: not (desk.data / COME_FORWARD).exists(), "the first to hear that it is to come forward")
        assert len(desk.screen.windows("^Eyeline$")) == 1
        assert desk.opened == []


@contextmanager
def served(desk: Desk) -> Iterator[subprocess.Popen[bytes]]:
    """``eyeline serve --window`` in a process of its own."""
    command = [sys.executable, "-m", "companion", "serve", "--window", "--port", "0", "--data", str(desk.data)]
    with subprocess.Popen(
        command, env=os.environ | desk.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as companion:
        try:
            wait_for(lambda: desk.is_there(TODAY), "the first view")
            yield companion
        finally:
            companion.terminate()


def holder_of(data: Path, *name: str) -> AlreadyRunningError | None:
    """Who holds the folder's lock of this name, the companion's where none is given."""
    try:
        FolderLock(data, *name).close()
    except AlreadyRunningError as holder:
        return holder
    return None


@pytest.fixture
def bare_desk(tmp_path: Path, screen: Screen) -> Desk:
    return Desk(tmp_path, screen)


def test_a_closed_window_leaves_the_companion_running(bare_desk: Desk) -> None:
    with served(bare_desk) as companion:
        bare_desk.close_by_key()
        wait_for(lambda: not bare_desk.screen.windows("^Eyeline$"), "the window to close")
        wait_for(lambda: holder_of(bare_desk.data, LOCK) is None, "all that is done when a window has closed")
        still_there = holder_of(bare_desk.data)
        assert still_there is not None
        with urllib.request.urlopen(f"{still_there.url}/api/v1/hello") as answer:
            assert answer.status == 200
        assert companion.poll() is None


def test_it_ends_with_its_window_where_the_person_chose_so(bare_desk: Desk) -> None:
    bare_desk.choose(OnClose.quit)
    with served(bare_desk) as companion:
        bare_desk.close_by_key()
        assert companion.wait(PATIENCE_SECONDS) == 0


def test_quitting_in_the_window_ends_both(bare_desk: Desk) -> None:
    with served(bare_desk) as companion:
        # After a while, so that the window still answers that it was asked.
        bare_desk.ask(
            "(setTimeout(() => fetch('/api/v1/quit', {method: 'POST',"
            " headers: {Authorization: `Bearer ${localStorage.getItem('eyeline-token')}`}}), 500), 1)"
        )
        assert companion.wait(PATIENCE_SECONDS) == 0
        wait_for(lambda: not bare_desk.screen.windows("^Eyeline$"), "the window to close")


def test_a_window_that_crashes_leaves_the_page_in_the_browser(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.window(monkeypatch) as watcher:
        desk.screen.hand("windowkill", desk.number())
        assert watcher.wait(PATIENCE_SECONDS) == 0
    assert len(desk.opened) == 1
    assert desk.opened[0].startswith("file://")
