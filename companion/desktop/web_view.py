"""The web view itself, in a process of its own: ``python -m companion.desktop.web_view``.

Its order comes as one line of JSON on standard input (``url``, ``page``, ``place``, ``storage``), so that no key stands
in the list of processes; a line ``forward`` lets it come forward, ``close`` closes it. It says its size and place as a
line of JSON when it is closed.

Nothing of this program can be called from the page: what is saved there is a download, for which the web view asks
where to.
"""

from __future__ import annotations

import json
import sys
import threading
import webbrowser
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from companion import __version__
from companion.desktop.backends import reach_system_packages
from companion.stand_ins import without_proxy_tools

reach_system_packages()

with without_proxy_tools():
    import webview  # it looks for what is in reach

SIZE = {"width": 1180, "height": 860}
SMALLEST = (400, 480)
# The pages tell by it that they are in the window, where there can be no extension.
USER_AGENT = f"EyelineWindow/{__version__}"


def run(order: Mapping[str, Any]) -> None:
    """Show the page until it is closed, on this process's main thread. Raises RuntimeError where no window was made."""
    webview.settings["ALLOW_DOWNLOADS"] = sys.platform in ("darwin", "win32")  # elsewhere by our own dialogs, below
    place = _place(order["place"])
    window = webview.create_window("Eyeline", html=order["page"], min_size=SMALLEST, **place)
    if window is None:
        raise RuntimeError("no window was made")

    def begin() -> None:
        if webview.renderer == "gtkwebkit2":
            from companion.desktop import gtk as gtk_view  # noqa: PLC0415 - where GTK is

            gtk_view.keep_to(window, order["url"])
            gtk_view.save_downloads(window)
        elif (webview.renderer or "").startswith("qt"):
            from companion.desktop import qt as qt_view  # noqa: PLC0415 - where Qt is

            qt_view.save_downloads(window)

    def stand_there() -> None:
        if "x" in place:
            window.move(place["x"], place["y"])  # for window managers that put a new window where they like

    def keep_to_our_pages() -> None:
        here = window.get_current_url() or ""
        if here.startswith(("http:", "https:", "file:")) and not is_ours(here, order["url"]):
            webbrowser.open(here)
            window.load_url(f"{order['url']}/app/")

    def listen() -> None:
        for line in sys.stdin:
            if line.strip() == "forward":
                window.restore()
                window.show()
            elif line.strip() == "close":
                window.destroy()

    # Links that ask for a new window go to the default browser by pywebview's own setting.
    window.events.before_show += begin
    window.events.shown += stand_there
    window.events.loaded += keep_to_our_pages
    window.events.closing += lambda: _say_place(window)
    threading.Thread(target=listen, daemon=True).start()
    # Not the private mode, in which GTK's web view has no storage for the page's key and choices.
    webview.start(user_agent=USER_AGENT, private_mode=False, storage_path=order["storage"])


def is_ours(address: str, url: str) -> bool:
    """Whether this address is a page of the companion at ``url``."""
    return urlsplit(address)[:2] == urlsplit(url)[:2]


def _place(known: Mapping[str, int]) -> dict[str, Any]:
    """The size it is to have, and the place, where that is on a screen that is there."""
    place: dict[str, Any] = {**SIZE, **known}
    if "x" in place and not any(
        screen.x <= place["x"] < screen.x + screen.width and screen.y <= place["y"] < screen.y + screen.height
        for screen in webview.screens()
    ):
        del place["x"], place["y"]
    return place


def _say_place(window: webview.Window) -> None:
    """Tell whoever watches where the window stands. GTK is asked at once: pywebview would wait for this to end."""
    if webview.renderer == "gtkwebkit2":
        from companion.desktop.gtk import place_of  # noqa: PLC0415 - where GTK is

        place = place_of(window)
    else:
        place = {"width": window.width, "height": window.height, "x": window.x, "y": window.y}
    print(json.dumps(place), flush=True)  # noqa: T201 - to whoever watches


if __name__ == "__main__":
    run(json.loads(sys.stdin.readline()))
