"""``eyeline doctor``: what this machine has and lacks for Eyeline, in sentences."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from companion import __version__
from companion.cli.options import json_option, setting_options
from companion.desktop import browser as default_browser
from companion.desktop.backends import GTK, QT, system_has_gtk
from companion.errors import EngineError, StoreError
from companion.host.registering import registered
from companion.packaged import BROWSERS, extension_build, extension_folder, ui_folder
from companion.settings import Settings
from companion.store.connection import read_only
from companion.store.folder import DATABASE, serving
from companion.vision.native_notices import native_notices_hidden

MEGABYTE = 10**6
LOWEST_PYTHON = (3, 10)


@dataclass(frozen=True)
class Finding:
    """``necessary``: without it being ``well``, Eyeline cannot do its work here."""

    subject: str
    well: bool
    sentence: str
    necessary: bool = True


@click.command("doctor")
@setting_options("port", "data")
@json_option
def command(as_json: bool, **values: Any) -> None:
    """Say what this machine has and lacks for Eyeline; fails if something necessary is missing."""
    settings = Settings.of(values)
    lacking = False
    for finding in examine(settings):
        lacking = lacking or (finding.necessary and not finding.well)
        if as_json:
            click.echo(json.dumps(asdict(finding), ensure_ascii=False))
            continue
        sign = "ok" if finding.well else "MISSING" if finding.necessary else "note"
        click.echo(f"{sign:<8}{finding.subject:<11}{finding.sentence}")
    sys.exit(1 if lacking else 0)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at each part in turn. Changes nothing on the machine."""
    yield _python()
    yield _measuring(settings.data)
    yield _data(settings.data)
    yield _port(settings)
    yield _built()
    yield version_finding(settings)
    if (loaded := loaded_finding(settings.data)) is not None:
        yield loaded
    yield window_finding(os.environ, sys.platform, web_view())
    yield browser_finding(settings.data)
    yield starters_finding()


def _python() -> Finding:
    fits = sys.version_info[:2] >= LOWEST_PYTHON
    needs = "" if fits else " It has to be 3.10 or newer."
    return Finding("Python", fits, f"{platform.python_version()} at {sys.executable}.{needs}")


def _measuring(data: Path) -> Finding:
    """Measures the sample photograph, so that a library that loads but does not work is found too."""
    try:
        from companion.demo.photograph import PATH
        from companion.vision.decode import decode
        from companion.vision.engines import carries_models, is_silent, open_engine
        from companion.vision.landmarks import MAX_SIDE

        mediapipe = f"MediaPipe {version('mediapipe')}"
        if not is_silent():
            return Finding("Measuring", False, f"{mediapipe} tells its maker that it is used: install the locked one.")
        with native_notices_hidden(), contextlib.closing(open_engine(data)) as engine:
            faces = len(engine.faces(decode(PATH.read_bytes(), MAX_SIDE).rgb))
    except EngineError as error:
        return Finding("Measuring", False, error.message)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from working is the finding
        reason = f"{type(error).__name__}: {error}"
        return Finding("Measuring", False, f"Pictures cannot be measured ({reason}). Install the packages again.")
    used = "the models it carries" if carries_models() else f"the face model in {data}"
    found = f"{mediapipe} with {used} finds {faces} face in the sample photograph."
    return Finding("Measuring", faces == 1, found if faces == 1 else f"{found} It should find 1.")


def _data(folder: Path) -> Finding:
    if not folder.exists():
        return Finding("Data", True, f"{folder} is not made yet; the first start makes it.")
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding("Data", False, f"{folder} cannot be written: choose another folder with --data.")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    held = f"{folder} holds {size / MEGABYTE:.1f} MB."
    try:
        return Finding("Data", True, f"{held} {_looked_through(folder / DATABASE)}")
    except StoreError as error:
        return Finding("Data", False, error.message)


def _looked_through(database: Path) -> str:
    """Raises StoreError where it is damaged."""
    from companion.store.damage import check, check_files

    if not database.is_file():
        return "There is no database in it yet."
    check_files(database)
    try:
        with read_only(database) as conn:
            check(conn)
    except sqlite3.DatabaseError as error:
        raise StoreError("database.unopened", file=database, reason=error) from error
    return "The database was looked through and is sound."


def _port(settings: Settings) -> Finding:
    from companion.cli.commands.serve import companion_at

    port = settings.port
    if url := serving(settings.data):
        return Finding("Port", True, f"The companion of {settings.data} is running at {url}.")
    if url := companion_at(port):
        return Finding("Port", True, f"A companion is running at {url}, of another data folder than {settings.data}.")
    with socket.socket() as probe:
        taken = port != 0 and probe.connect_ex(("127.0.0.1", port)) == 0
    if taken:
        return Finding("Port", False, f"Another program uses port {port}: end it, or choose another with --port.")
    return Finding("Port", True, f"{port} is free; the companion is not running.")


def _built() -> Finding:
    missing = [browser for browser in BROWSERS if extension_folder(browser) is None]
    if missing or ui_folder() is None:
        return Finding("Extension", False, "It is not built here: run python3 scripts/start.py in the checkout, once.")
    return Finding("Extension", True, f"{extension_folder('chrome')} and {extension_folder('firefox')}.")


def version_finding(settings: Settings) -> Finding:
    """Whether the companion that runs, and the extension that lies here, are of this Eyeline's version."""
    from companion.cli.commands.serve import wire_at
    from companion.core.wire.base import WIRE_VERSION

    url = serving(settings.data)
    running = wire_at(settings.port if url is None else urlsplit(url).port or 0)
    if running is not None and running < WIRE_VERSION:
        said = f"The companion that runs is older than this Eyeline ({__version__}): end it and start it again."
        return Finding("Version", False, said)
    if running is not None and running > WIRE_VERSION:
        said = f"The companion that runs is newer than this Eyeline ({__version__}, {sys.prefix}): update this one."
        return Finding("Version", False, said)
    for folder in filter(None, map(extension_folder, BROWSERS)):
        built = json.loads((folder / "manifest.json").read_bytes()).get("version")
        if built != __version__:
            said = f"The extension in {folder} is of version {built}, this Eyeline of {__version__}."
            return Finding("Version", False, f"{said} Run python3 scripts/start.py, then reload it in the browser.")
    return Finding("Version", True, f"Eyeline {__version__}, and so are its parts here.")


def loaded_finding(data: Path) -> Finding | None:
    """Whether the extension that observed last is the one that lies here; None where one of them is not known."""
    here = extension_build()
    try:
        with read_only(data / DATABASE) as conn:
            last = conn.execute(_LAST_LOADED).fetchone()
    except sqlite3.DatabaseError:  # which the data's own finding says
        return None
    if here is None or last is None:
        return None
    if last[0] == here:
        return Finding("Loaded", True, f"The extension that observed last is the one that lies here ({here}).", False)
    said = f"The extension that observed last is {last[0]}, the one that lies here {here}."
    return Finding("Loaded", False, f"{said} Reload it on the browser's page of extensions, if you have not.", False)


_LAST_LOADED = "SELECT tool_version FROM batches WHERE tool_version GLOB '[0-9]*' ORDER BY id DESC LIMIT 1"
"""Of what a browser sent: what imports and the demo made begins with a word."""


def web_view() -> str | None:
    """The web view that the window would use, asked of a process that a broken one may end."""
    from companion.desktop.window import HERE

    asked = subprocess.run(
        [sys.executable, "-m", "companion.desktop.backends"], cwd=HERE, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or None


def window_finding(environment: Mapping[str, str], platform_name: str, view: str | None) -> Finding:
    from companion.desktop.window import has_display

    if not has_display(environment, platform_name):
        said = "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open."
        return Finding("Window", False, f"{said} {IN_BROWSER}", False)
    if view is not None:
        return Finding("Window", True, _VIEWS.get(view, "It uses the system's web view."))
    if system_has_gtk():
        said = "GTK's web view is here for the system's own Python, which is of another version than this one."
    else:
        said = "There is no web view. On Debian and Ubuntu: apt install python3-gi gir1.2-webkit2-4.1."
    return Finding("Window", False, f"{said} {QT_INSTEAD} {IN_BROWSER}", False)


IN_BROWSER = "Eyeline's pages open in the default browser instead: the same pages, but for dialogs and remembered size."
QT_INSTEAD = "Or install pywebview[qt] (about 720 MB; on Debian and Ubuntu libxcb-cursor0 too)."
_VIEWS = {GTK: "It uses GTK's WebKit.", QT: "It uses Qt's web view."}


def browser_finding(data: Path) -> Finding:
    """Whether the browser that stands in for the window can read the page that lets it in."""
    browser = default_browser.name()
    shown = browser or "The system's default browser"
    if not default_browser.is_snap(browser):
        return Finding("Browser", True, f"{shown} opens where there is no window.", False)
    folder = default_browser.visible_folder(data)
    where = (
        f"so the page that lets it in lies for a moment in {folder}" if folder != data else "and reads the data folder"
    )
    code = "Should it not open: eyeline window --code prints a code to type instead."
    return Finding("Browser", True, f"{shown} is a snap, which reads no hidden folders, {where}. {code}", False)


def starters_finding() -> Finding:
    """Which browsers may start Eyeline; where none may, a code pairs and a terminal starts."""
    if names := registered():
        return Finding("Starting", True, f"The extension may start Eyeline in: {', '.join(names)}.", False)
    said = "No browser may start Eyeline. To let those that are here: eyeline extension --register."
    return Finding("Starting", False, said, False)
