"""``eyeline doctor``: what this machine has and lacks for Eyeline, in sentences."""

from __future__ import annotations

import importlib.util
import os
import platform
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from companion.commands.serve import companion_at
from companion.errors import EngineError
from companion.options import setting_options
from companion.packaged import BROWSERS, extension_folder, ui_folder
from companion.settings import Settings
from companion.window import has_display

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
def command(**values: Any) -> None:
    """Say what this machine has and lacks for Eyeline; fails if something necessary is missing."""
    settings = Settings.of(values)
    lacking = False
    for finding in examine(settings):
        lacking = lacking or (finding.necessary and not finding.well)
        sign = "ok" if finding.well else "MISSING" if finding.necessary else "note"
        click.echo(f"{sign:<8}{finding.subject:<11}{finding.sentence}")
    sys.exit(1 if lacking else 0)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at each part in turn. Changes nothing on the machine."""
    yield _python()
    yield _measuring(settings.data)
    yield _data(settings.data)
    yield _port(settings.port)
    yield _built()
    yield _window()


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
        engine = open_engine(data)
        try:
            faces = len(engine.faces(decode(PATH.read_bytes(), MAX_SIDE).rgb))
        finally:
            engine.close()
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
    return Finding("Data", True, f"{folder} holds {size / MEGABYTE:.1f} MB.")


def _port(port: int) -> Finding:
    if url := companion_at(port):
        return Finding("Port", True, f"The companion is running at {url}.")
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


def _window() -> Finding:
    if not has_display(os.environ, sys.platform):
        return Finding("Window", False, "There is no display, so no window can open; any browser shows it.", False)
    if sys.platform in ("darwin", "win32"):
        return Finding("Window", True, "It uses the system's web view.")
    if view := next((name for module, name in _LINUX_VIEWS.items() if importlib.util.find_spec(module)), None):
        return Finding("Window", True, f"It uses {view}.")
    advice = "For a window of its own install pywebview[qt] (about 720 MB)."
    return Finding("Window", False, f"There is no web view, so the default browser is used. {advice}", False)


# Modules that bring a web view to pywebview on Linux.
_LINUX_VIEWS = {"gi": "GTK's WebKit", "PyQt6": "Qt's web view", "PySide6": "Qt's web view"}
