"""The companion's window: it knows a URL and nothing else.

Without a display Qt aborts its process and GTK leaves it, neither with a Python exception; a web view may also crash
later. So the web view has a process of its own (``python -m companion.window URL``), another one watches it
(``eyeline window URL``), and the companion that wants a window starts the second and goes on.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from companion import __version__
from companion.errors import BadRequestError

OUR_HOSTS = ("127.0.0.1", "localhost")
HERE = Path(__file__).resolve().parent.parent  # so that -m finds this package, whatever lies where one works
SIZE = (1180, 860)
SMALLEST = (400, 480)
# The pages tell by it that they are in the window, where there can be no extension.
USER_AGENT = f"EyelineWindow/{__version__}"
ENDED_ON_PURPOSE = {0, *(-number for name in ("SIGTERM", "SIGINT", "SIGHUP") if (number := getattr(signal, name, 0)))}


def open_window(url: str) -> subprocess.Popen[bytes]:
    """Open the page in a window, or in the default browser; returns at once with the process that watches over it.

    It outlives the caller: ``terminate()`` closes the window.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "companion", "window", url],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=HERE,
        # Ctrl-C in the companion's terminal is not for the window.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def show(url: str) -> None:
    """Show the page in a window until that is closed; where there can be none, in the default browser.

    Raises :class:`BadRequestError` for a page that is not the companion's.
    """
    check_ours(url)
    if not has_display(os.environ, sys.platform):
        show_in_browser(url, "There is no display for a window")
    elif _run_window(url) not in ENDED_ON_PURPOSE:
        show_in_browser(url, "The window could not be shown")


def check_ours(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in OUR_HOSTS:
        raise BadRequestError("The window shows only the companion's own pages, as http://127.0.0.1:47811/.")


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether windows can be had at all; macOS and Windows always say yes."""
    return platform in ("darwin", "win32") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def show_in_browser(url: str, reason: str) -> None:
    """The page in the default browser, with a sentence on stderr that says why."""
    os.environ.pop("TERM", None)  # else webbrowser may take a browser for terminals, which would hold this one
    if webbrowser.open(url):
        print(f"{reason}, so Eyeline opened {url} in your browser.", file=sys.stderr)  # noqa: T201
    else:
        print(f"{reason}, and no browser was found: open {url} in one.", file=sys.stderr)  # noqa: T201


def _run_window(url: str) -> int:
    """The web view's exit status. Ending this process ends the web view too."""
    quiet = None if "PYWEBVIEW_LOG" in os.environ else subprocess.DEVNULL
    signal.signal(signal.SIGTERM, _leave)
    command = [sys.executable, "-m", "companion.window", url]
    with subprocess.Popen(command, cwd=HERE, stdout=quiet, stderr=quiet) as web_view:
        try:
            return web_view.wait()
        finally:
            web_view.terminate()


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def run_web_view(url: str) -> None:
    """The web view itself, in this process and on its main thread, until it is closed."""
    import webview  # noqa: PLC0415 - only in the web view's own process

    window = webview.create_window("Eyeline", url, width=SIZE[0], height=SIZE[1], min_size=SMALLEST)
    if window is None:
        raise RuntimeError("no window was made")
    ours = urlsplit(url)[:2]

    def keep_to_our_pages() -> None:
        here = window.get_current_url() or ""
        if here.startswith(("http:", "https:")) and urlsplit(here)[:2] != ours:
            webbrowser.open(here)
            window.load_url(url)

    # Links that ask for a new window go to the default browser by pywebview's own setting.
    window.events.loaded += keep_to_our_pages
    webview.start(user_agent=USER_AGENT)


if __name__ == "__main__":
    run_web_view(sys.argv[1])
