"""Where the built extension and the companion's pages lie: in an installed wheel, or in a checkout."""

from __future__ import annotations

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


def checkout_folder() -> Path | None:
    """The checkout that this runs in, or None where it is an installed package."""
    folder = _PACKAGE.parent
    return folder if (folder / "scripts" / "start.py").is_file() else None


def ui_folder() -> Path | None:
    """The companion's built pages, or None where they have not been built."""
    folder = _PACKAGE / "window" / "dist"
    return folder if folder.is_dir() else None
