"""What the tests need of the system, installed as root on Debian."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from .command import run, say

# Package → its program. evilwm and xdotool act on the window as a person does; strace sees what is synced.
_PROGRAMS = {
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
    "xvfb": "Xvfb",
    "evilwm": "evilwm",
    "xdotool": "xdotool",
    "strace": "strace",
}
# Package → a file that it brings, below the root: the web view of the companion's window.
_FILES = {
    "python3-gi": "usr/lib/python3/dist-packages/gi/__init__.py",
    "gir1.2-webkit2-4.1": "usr/lib/*/girepository-1.0/WebKit2-4.1.typelib",
}


def install_what_is_missing() -> None:
    """Install browsers, web view, a virtual display and Python's venv; elsewhere, or not as root, do nothing."""
    if not _may_install():
        return
    missing = [package for package, program in _PROGRAMS.items() if shutil.which(program) is None]
    missing += [package for package, file in _FILES.items() if not any(Path("/").glob(file))]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if not missing:
        return
    say(f"Installing {', '.join(missing)} with apt-get (a few minutes) ...")
    quietly = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], "Asking Debian for its packages", quietly)
    run(["apt-get", "install", "-y", "--no-install-recommends", *missing], "Installing Debian packages", quietly)


def _may_install() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
