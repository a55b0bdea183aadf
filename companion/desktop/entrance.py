"""The way into the companion's window: a page that sends a code of one use by a form.

So no key ever stands in an address, in a history or in the list of processes. Whoever may read the data folder may go
in.
"""

from __future__ import annotations

import html
import http.client
import os
import re
import secrets
import webbrowser
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from companion.desktop.browser import visible_folder
from companion.store import one_time_codes, pairings
from companion.store.connection import connect, in_transaction
from companion.store.folder import DATABASE, private_file
from companion.store.times import uptime

SET_UP = "/"
LAUNCH_PAGE = "window.door"  # in the data folder: says where the page lies that goes in
QUIT_SECONDS = 5
CLOSE_WINDOW = "window.close"  # in the data folder: its window is to close

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Eyeline</title></head>
<body>
<form method="post" action="{url}/app/enter">
<input type="hidden" name="code" value="{code}"><input type="hidden" name="to" value="{to}">
<noscript><button>Open Eyeline</button></noscript>
</form>
<script>document.forms[0].submit()</script>
</body>
</html>
"""


def new_code(data: Path) -> str:
    """A code that opens the window of the companion that serves this data folder, once, within two minutes."""
    with closing(connect(data / DATABASE)) as conn:
        return in_transaction(conn, lambda conn: one_time_codes.new_code(conn, uptime()))


def first_place(data: Path) -> str:
    """Where one goes in: while no browser is paired at the set-up page, else at the window's first view."""
    with closing(connect(data / DATABASE)) as conn:
        return "#/today" if any(each.revoked_at is None for each in pairings.listed(conn)) else SET_UP


def page(url: str, data: Path, to: str) -> str:
    """The page that goes in there, at the companion of this URL (no slash at its end), which serves this folder."""
    return PAGE.format(url=html.escape(url), code=html.escape(new_code(data)), to=html.escape(to))


def quit_companion(url: str, data: Path) -> None:
    """End the companion at this URL that serves this data folder, by the window's own way; nothing where it is gone."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=QUIT_SECONDS)
    try:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/app/enter", urlencode({"code": new_code(data)}), form)
        token = re.search(r'name="eyeline-token" content="([^"]+)"', connection.getresponse().read().decode())
        if token is not None:
            connection.request("POST", "/api/v1/quit", headers={"Authorization": f"Bearer {token[1]}"})
            connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        pass  # it has ended already
    finally:
        connection.close()


def launch_page(data: Path, text: str) -> Path:
    """That page as a file which only its owner may read; the companion deletes it when somebody has gone in.

    It lies in the data folder, or where the default browser may not look there, in the person's home.
    """
    remove_launch_page(data)
    path = visible_folder(data) / f"eyeline-open-{secrets.token_hex(8)}.html"
    private_file(data / LAUNCH_PAGE).write_text(str(path), encoding="utf-8")
    private_file(path).write_text(text, encoding="utf-8")
    return path


def open_in_browser(url: str, data: Path, to: str) -> bool:
    """Go in there with the default browser; whether there is one. Whoever calls may be any program of this person."""
    os.environ.pop("TERM", None)  # else webbrowser may take a browser for terminals, which would hold this one
    if webbrowser.open(launch_page(data, page(url, data, to)).as_uri()):
        return True
    remove_launch_page(data)
    return False


def remove_launch_page(data: Path) -> None:
    """Delete that file, where there is one: its code is used or too old."""
    try:
        Path((data / LAUNCH_PAGE).read_text(encoding="utf-8")).unlink(missing_ok=True)
        (data / LAUNCH_PAGE).unlink()
    except OSError:
        pass  # there is none
