"""The web view itself, in a process of its own: ``python -m companion.web_view``.

Its order comes as one line of JSON on standard input (``url``, ``page``, ``place``), so that no key stands in the list
of processes; a line ``forward`` lets it come forward. It says its size and place as a line of JSON when it is closed.
"""

from __future__ import annotations

import base64
import json
import sys
import threading
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import webview

from companion import __version__

SIZE = {"width": 1180, "height": 860}
SMALLEST = (400, 480)
# The pages tell by it that they are in the window, where there can be no extension.
USER_AGENT = f"EyelineWindow/{__version__}"


class Dialogs:
    """What the page can ask of the window: to save a file where the person says."""

    def __init__(self) -> None:
        self._window: Any = None

    def save(self, name: str, content: str) -> bool:
        """``content`` is base64. False where the person thought better of it."""
        chosen = self._window.create_file_dialog(webview.FileDialog.SAVE, save_filename=Path(name).name)
        if not chosen:
            return False
        path = chosen if isinstance(chosen, str) else chosen[0]
        Path(path).write_bytes(base64.b64decode(content))
        return True


def run(order: Mapping[str, Any]) -> None:
    """Show the page until it is closed, on this process's main thread."""
    dialogs = Dialogs()
    place = {**SIZE, **order["place"]}
    window = webview.create_window("Eyeline", html=order["page"], js_api=dialogs, min_size=SMALLEST, **place)
    if window is None:
        raise RuntimeError("no window was made")
    dialogs._window = window
    ours = urlsplit(order["url"])[:2]

    def keep_to_our_pages() -> None:
        here = window.get_current_url() or ""
        if here.startswith(("http:", "https:", "file:")) and urlsplit(here)[:2] != ours:
            webbrowser.open(here)
            window.load_url(f"{order['url']}/app/")

    def say_place() -> None:
        place = {"width": window.width, "height": window.height, "x": window.x, "y": window.y}
        print(json.dumps(place), flush=True)  # noqa: T201 - to whoever watches

    def listen() -> None:
        for line in sys.stdin:
            if line.strip() == "forward":
                window.restore()
                window.show()

    # Links that ask for a new window go to the default browser by pywebview's own setting.
    window.events.loaded += keep_to_our_pages
    window.events.closing += say_place
    threading.Thread(target=listen, daemon=True).start()
    webview.start(user_agent=USER_AGENT)


if __name__ == "__main__":
    run(json.loads(sys.stdin.readline()))
