"""On PYTHONPATH of the true window's process: answers JavaScript questions about the page, over a socket.

The window's own code has no such way in. ``EYELINE_SPY`` names the socket; each line is a script as a JSON text, and
each answer its value as JSON. ``null`` asks how many addresses the web view has refused to load.
"""

import functools
import json
import os
import socket
import sys
import threading
import time
from pathlib import Path


def serve(path: str) -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(f"{path}-")
    server.listen()
    Path(f"{path}-").rename(path)  # so that it is not there before it can be asked
    while True:
        connection, _ = server.accept()
        with connection, connection.makefile("rw", encoding="utf-8") as lines:
            for line in lines:
                lines.write(json.dumps(answer(json.loads(line))) + "\n")
                lines.flush()


def answer(script: str | None) -> object:
    if script is None:
        return len(refused())
    while not (webview := sys.modules.get("webview")) or not getattr(webview, "windows", None):
        time.sleep(0.05)
    window = webview.windows[0]
    window.events.loaded.wait(15)
    return window.run_js(script)  # not evaluate_js, which the page's Content-Security-Policy forbids


@functools.cache
def refused() -> list[str]:
    """The decisions of WebKit that were to ignore an address, noted from the first time that this is called."""
    from gi.repository import WebKit2

    noted = []
    ignore = WebKit2.PolicyDecision.ignore

    def note(decision: object) -> None:
        ignore(decision)
        noted.append(type(decision).__name__)

    WebKit2.PolicyDecision.ignore = note
    return noted


if "EYELINE_SPY" in os.environ and "companion.desktop.web_view" in sys.orig_argv:
    threading.Thread(target=serve, args=(os.environ["EYELINE_SPY"],), daemon=True).start()
