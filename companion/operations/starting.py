"""How a person starts this companion again: what their browser shows while it does not run."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from companion.core.wire.pairing import StartCommand
from companion.packaged import checkout_folder, extension_build
from companion.settings import DEFAULT_PORT, Settings, default_data_folder


def start_command(settings: Settings) -> StartCommand:
    """The lines to type, with the options that this one was started with where they are not the usual ones.

    A checkout is started by its script, in its folder; an installed package by its command, by its whole path where
    the terminal does not find it.
    """
    options: list[str] = []
    if settings.port not in (0, DEFAULT_PORT):
        options += ["--port", str(settings.port)]
    if settings.data.resolve() != default_data_folder().resolve():
        options += ["--data", str(settings.data.resolve())]
    checkout = checkout_folder()
    if checkout is None:
        lines = [[_installed(), "start", *options]]
    else:
        lines = [["cd", str(checkout)], ["python3", "scripts/start.py", *options]]
    return StartCommand(lines=[_line(words) for words in lines], extension=extension_build())


def _installed() -> str:
    own = Path(sys.executable).parent / ("eyeline.exe" if sys.platform == "win32" else "eyeline")
    found = shutil.which("eyeline")
    return "eyeline" if found and Path(found).resolve() == own.resolve() else str(own)


def _line(words: list[str]) -> str:
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
