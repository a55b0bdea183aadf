"""The browsers that there may be, and where each looks for native messaging hosts of this person."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["chromium", "firefox"]


@dataclass(frozen=True)
class Browser:
    """One browser of this person, whether it is here or not.

    ``settings`` are there once it has been used; ``manifests`` is where it looks on Linux and macOS. ``programs`` are
    its names on PATH, and ``key`` is where it looks on Windows, in the registry beneath HKEY_CURRENT_USER.
    """

    name: str
    kind: Kind
    settings: tuple[Path, ...]
    manifests: Path
    programs: tuple[str, ...]
    key: str

    def is_here(self) -> bool:
        """Whether this person has used it, or it is on PATH."""
        return any(folder.is_dir() for folder in self.settings) or any(map(shutil.which, self.programs))


def browsers() -> tuple[Browser, ...]:
    """All that are known, with their places on this platform and for this person."""
    return (
        _chromium("Chrome", "google-chrome", "Google/Chrome", "google-chrome", "google-chrome-stable"),
        _chromium("Chromium", "chromium", "Chromium", "chromium", "chromium-browser"),
        _chromium("Edge", "microsoft-edge", _edge(), "microsoft-edge", "microsoft-edge-stable"),
        _chromium("Brave", "BraveSoftware/Brave-Browser", "BraveSoftware/Brave-Browser", "brave-browser", "brave"),
        _firefox(),
    )


def _chromium(name: str, on_linux: str, elsewhere: str, *programs: str) -> Browser:
    """``elsewhere``: its folder on macOS and Windows, and its place in the registry there."""
    settings = _settings() / (on_linux if sys.platform.startswith("linux") else elsewhere)
    key = "\\".join(("Software", *elsewhere.split("/"), "NativeMessagingHosts"))
    return Browser(name, "chromium", (settings,), settings / "NativeMessagingHosts", programs, key)


def _edge() -> str:
    return "Microsoft Edge" if sys.platform == "darwin" else "Microsoft/Edge"


def _firefox() -> Browser:
    home = Path.home()
    if sys.platform == "win32":
        settings = (Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming") / "Mozilla" / "Firefox",)
        manifests = settings[0]
    elif sys.platform == "darwin":
        settings = (_settings() / "Firefox",)
        manifests = _settings() / "Mozilla" / "NativeMessagingHosts"
    else:
        # Also a Firefox that keeps its profiles below .config looks there, and nowhere else (tried with 153).
        settings = (home / ".mozilla" / "firefox", _settings() / "mozilla" / "firefox")
        manifests = home / ".mozilla" / "native-messaging-hosts"
    key = "Software\\Mozilla\\NativeMessagingHosts"
    return Browser("Firefox", "firefox", settings, manifests, ("firefox", "firefox-esr"), key)


def _settings() -> Path:
    """Where programs keep what is this person's own."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
