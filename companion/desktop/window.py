"""The companion's window, or where there can be none, the default browser.

Without a display Qt aborts its process and GTK leaves it, neither with a Python exception; a web view may also crash
later. So the web view has a process of its own (:mod:`companion.desktop.web_view`), another one watches it
(``eyeline window``), and the companion that wants a window starts the second and goes on.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from companion.core.wire.settings import OnClose
from companion.desktop import entrance
from companion.errors import AlreadyRunningError, BadRequestError
from companion.store import chosen_settings
from companion.store.connection import connect
from companion.store.folder import DATABASE, FolderLock, private_file, serving

OUR_HOSTS = ("127.0.0.1", "localhost")
HERE = Path(__file__).resolve().parents[2]  # so that -m finds this package, whatever lies where one works
ENDED_ON_PURPOSE = {0, *(-number for name in ("SIGTERM", "SIGINT", "SIGHUP") if (number := getattr(signal, name, 0)))}
LOCK = "window.lock"
COME_FORWARD = "window.forward"
TOLD = {COME_FORWARD: b"forward\n", entrance.CLOSE_WINDOW: b"close\n"}
PLACE = "window.json"
STORAGE = "window"
LOOK_SECONDS = 0.3


def open_window(url: str, data: Path) -> subprocess.Popen[bytes]:
    """Open the companion's window, or the default browser; returns at once with the process that watches over it.

    It outlives the caller: ``terminate()`` closes the window.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "companion", "window", url, "--data", str(data)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=HERE,
        # Ctrl-C in the companion's terminal is not for the window.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def show(url: str, data: Path) -> None:
    """Show the companion's window until it is closed; where there can be none, open it in the default browser.

    Where it is open already, that one comes forward. Raises :class:`BadRequestError` for a URL that is not ours.
    """
    check_ours(url, data)
    url = url.rstrip("/")
    if not has_display(os.environ, sys.platform):
        show_in_browser(url, data, "There is no display for a window")
        return
    try:
        lock = FolderLock(data, LOCK)
    except AlreadyRunningError:
        (data / COME_FORWARD).touch()
        return
    with lock:
        ended = _run_web_view(url, data)
        if ended == 0 and _is_to_quit(data) and is_served_at(url, data):
            entrance.quit_companion(url, data)
        if ended in ENDED_ON_PURPOSE:
            return
    show_in_browser(url, data, "The window could not be shown")


def check_ours(url: str, data: Path) -> None:
    """Who has taken the port is given no code. Raises :class:`BadRequestError`."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in OUR_HOSTS:
        raise BadRequestError("access.window_address")
    if not is_served_at(url, data):
        raise BadRequestError("access.another_folder", url=url)


def is_served_at(url: str, data: Path) -> bool:
    """Whether the companion that listens there is the one of this data folder."""
    there = serving(data)
    return there is not None and urlsplit(there).port == urlsplit(url).port


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether windows can be had at all; macOS and Windows always say yes."""
    return platform in ("darwin", "win32") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def show_in_browser(url: str, data: Path, reason: str) -> None:
    """The window's page in the default browser, with a sentence on stderr that says why."""
    if entrance.open_in_browser(url, data, entrance.first_place(data)):
        print(f"{reason}, so Eyeline opened in your browser ({url}/app/).", file=sys.stderr)  # noqa: T201 - to who began it
    else:
        print(  # noqa: T201 - likewise
            f"{reason}, and no browser was found: open {url}/app/ in one, with what eyeline window --code prints.",
            file=sys.stderr,
        )


def _is_to_quit(data: Path) -> bool:
    """Whether the person chose that the companion ends with its window."""
    with closing(connect(data / DATABASE)) as conn:
        return chosen_settings.on_close(conn) is OnClose.quit


def _run_web_view(url: str, data: Path) -> int:
    """The web view's exit status. Ending this process ends the web view too."""
    signal.signal(signal.SIGTERM, _leave)
    storage = str((data / STORAGE).resolve())
    page = entrance.page(url, data, entrance.first_place(data))
    order = {"url": url, "page": page, "place": _place(data), "storage": storage}
    quiet = None if "PYWEBVIEW_LOG" in os.environ else subprocess.DEVNULL
    command = [sys.executable, "-m", "companion.desktop.web_view"]
    for name in TOLD:
        (data / name).unlink(missing_ok=True)
    with subprocess.Popen(command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet) as web_view:
        ended = threading.Event()
        talk = threading.Thread(target=_talk, args=(web_view, order, data, ended), daemon=True)
        talk.start()
        try:
            assert web_view.stdout is not None
            for line in web_view.stdout:
                _remember(data, line)
            return web_view.wait()
        finally:
            ended.set()
            web_view.terminate()
            talk.join()


def _talk(web_view: subprocess.Popen[bytes], order: Mapping[str, object], data: Path, ended: threading.Event) -> None:
    """Give the web view its order, and pass on what it is told by a file: to come forward, or to close."""
    assert web_view.stdin is not None
    try:
        web_view.stdin.write(json.dumps(order).encode() + b"\n")
        web_view.stdin.flush()
        while not ended.wait(LOOK_SECONDS):
            for name, word in TOLD.items():
                if (data / name).exists():
                    (data / name).unlink(missing_ok=True)
                    web_view.stdin.write(word)
                    web_view.stdin.flush()
    except OSError:
        pass  # it ended


def _place(data: Path) -> Mapping[str, int]:
    """Size and place that the window had when it was last closed, where they are known."""
    try:
        known = json.loads((data / PLACE).read_bytes())
        return {name: int(known[name]) for name in ("width", "height", "x", "y")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _remember(data: Path, line: bytes) -> None:
    """Keep what the web view says of its size and place; other programs in its process may print, too."""
    try:
        said = json.loads(line)
        if isinstance(said, dict) and {"width", "height", "x", "y"} == said.keys():
            private_file(data / PLACE).write_bytes(line)
    except (OSError, ValueError):
        pass


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
