"""The browser that opens where there is no window: which one it is, and whether it may read a file of ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SNAP_ENTRIES = Path("/var/lib/snapd/desktop/applications")
ASK_SECONDS = 5


def name() -> str | None:
    """What the system calls it: a program, or on Linux the name of its desktop entry; None where nobody says."""
    if told := os.environ.get("BROWSER"):
        return told.split(os.pathsep)[0].split()[0]
    if sys.platform in ("darwin", "win32") or shutil.which("xdg-settings") is None:
        return None
    try:
        asked = subprocess.run(
            ["xdg-settings", "get", "default-web-browser"],
            capture_output=True,
            text=True,
            timeout=ASK_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout.strip() or None


def is_snap(browser: str | None) -> bool:
    """Whether it is confined by snapd: then it reads no hidden folder, and of the rest only what lies in one's home."""
    if browser is None:
        return False
    if (SNAP_ENTRIES / Path(browser).name).is_file():
        return True
    program = shutil.which(browser)
    return program is not None and "/snap/" in str(Path(program).resolve()) + program


def visible_folder(data: Path) -> Path:
    """Where a file lies that the default browser can read: the data folder, else the person's home."""
    home = Path.home()
    if not is_snap(name()) or _is_in_sight(data.resolve(), home):
        return data
    downloads = home / "Downloads"
    return downloads if downloads.is_dir() else home


def _is_in_sight(folder: Path, home: Path) -> bool:
    return folder.is_relative_to(home) and not any(part.startswith(".") for part in folder.relative_to(home).parts)
