"""Where that lies which is no Python: in an installed wheel, in a checkout, or in another package."""

from __future__ import annotations

from importlib.machinery import PathFinder
from pathlib import Path
from typing import Literal

Browser = Literal["chrome", "firefox"]
BROWSERS: tuple[Browser, ...] = ("chrome", "firefox")

_PACKAGE = Path(__file__).resolve().parent


def extension_folder(browser: Browser) -> Path | None:
    """The unpacked extension for the browser, or None where it has not been built."""
    for folder in (_PACKAGE / "extension_dist" / browser, _PACKAGE.parent / "dist" / browser):
        if (folder / "manifest.json").is_file():
            return folder
    return None


def extension_build() -> str | None:
    """The build of the extension that lies here, VERSION+MARK as ``scripts/build.mjs`` wrote it; None where there is
    none."""
    for folder in filter(None, map(extension_folder, BROWSERS)):
        if (file := folder / "build.txt").is_file():
            return file.read_text(encoding="ascii").strip()
    return None


def checkout_folder() -> Path | None:
    """The checkout that this runs in, or None where it is an installed package."""
    folder = _PACKAGE.parent
    return folder if (folder / "scripts" / "start.py").is_file() else None


def ui_folder() -> Path | None:
    """The companion's built pages, or None where they have not been built."""
    folder = _PACKAGE / "window" / "dist"
    return folder if folder.is_dir() else None


def lock_file() -> Path:
    """The lock of the packages, with their hashes."""
    own = _PACKAGE / "requirements.lock"
    return own if own.is_file() else _PACKAGE.parent / "requirements.lock"


def matplotlib_file(name: str) -> Path:
    """A typeface or picture that matplotlib carries, by its path within ``mpl-data``.

    Does not import matplotlib, of which little more may be here. The file may be missing.
    """
    found = PathFinder.find_spec("matplotlib")
    folders = [] if found is None else list(found.submodule_search_locations or [])
    return Path(*folders[:1], "mpl-data", name)
