"""On PYTHONPATH of the true window's process: answers JavaScript questions about the page, over a socket.

The window's own code has no such way in. ``EYELINE_SPY`` names the socket; each line is a script as a JSON text, and
each answer its value as JSON.
"""

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


def answer(script: str) -> object:
    while not (webview := sys.modules.get("webview")) or not getattr(webview, "windows", None):
        time.sleep(0.05)
    window = webview.windows[0]
    window.events.loaded.wait(15)
    return window.run_js(script)  # not evaluate_js, which the page's Content-Security-Policy forbids


if "EYELINE_SPY" in os.environ and "companion.desktop.web_view" in sys.orig_argv:
    threading.Thread(target=serve, args=(os.environ["EYELINE_SPY"],), daemon=True).start()
