"""Telling each browser of this computer where the host is, and taking that back."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from companion.host.browsers import Browser, browsers
from companion.host.identity import FIREFOX_ID, HOST, chromium_origin
from companion.host.starting import HERE
from companion.store.folder import make_folder

DESCRIPTION = "Says where Eyeline's companion is, starts it, and pairs this browser with it."
LAUNCHER = "eyeline-host.bat" if sys.platform == "win32" else "eyeline-host"


def register(data: Path, port: int) -> list[str]:
    """Let every browser that is here start the companion of this data folder; their names.

    Where another folder's was registered, this takes its place. Raises OSError.
    """
    here = [browser for browser in browsers() if browser.is_here()]
    if here:
        launcher = _write_launcher(make_folder(data), port)
        for browser in here:
            _tell(browser, launcher)
    return [browser.name for browser in here]


def unregister(data: Path) -> list[str]:
    """Take it back from every browser that was told, and remove this folder's launcher; their names. Raises OSError."""
    told = registered()
    for browser in browsers():
        _untell(browser)
    for name in (LAUNCHER, *(_windows_manifest(kind) for kind in ("chromium", "firefox"))):
        (data / name).unlink(missing_ok=True)
    return told


def registered() -> list[str]:
    """The names of the browsers that were told of a host, of whatever data folder."""
    return [browser.name for browser in browsers() if _is_told(browser)]


def _write_launcher(data: Path, port: int) -> Path:
    """What the browser starts: a script that needs no more than the interpreter that this is."""
    command = [sys.executable, "-m", "companion.host", "--data", str(data), "--port", str(port), "--"]
    launcher = data / LAUNCHER
    launcher.write_bytes(batch(HERE, command) if sys.platform == "win32" else script(HERE, command))
    launcher.chmod(0o700)
    return launcher


def script(folder: Path, command: Sequence[str]) -> bytes:
    """For a POSIX shell: the command, run in the folder with the script's own arguments behind it."""
    return f'#!/bin/sh\ncd {shlex.quote(str(folder))} && exec {shlex.join(command)} "$@"\n'.encode()


def batch(folder: Path, command: Sequence[str]) -> bytes:
    """The same for Windows, which reads it in the system's old code page until it is told otherwise, and puts variables
    in where a path has a per cent sign."""
    lines = (f'cd /d "{folder}"', subprocess.list2cmdline(command))
    inside, called = (line.replace("%", "%%") for line in lines)
    return "\r\n".join(("@echo off", "chcp 65001 >nul", inside, f"{called} %*", "")).encode()


def _manifest(browser: Browser, launcher: Path) -> bytes:
    allowed = (
        {"allowed_extensions": [FIREFOX_ID]}
        if browser.kind == "firefox"
        else {"allowed_origins": [f"{chromium_origin()}/"]}
    )
    content = {"name": HOST, "description": DESCRIPTION, "path": str(launcher), "type": "stdio", **allowed}
    return (json.dumps(content, indent=2) + "\n").encode()


def _windows_manifest(kind: str) -> str:
    """On Windows a key of the registry leads to the manifest, which lies in the data folder."""
    return f"{HOST}.{kind}.json"


if sys.platform == "win32":
    import winreg

    def _tell(browser: Browser, launcher: Path) -> None:
        manifest = launcher.parent / _windows_manifest(browser.kind)
        manifest.write_bytes(_manifest(browser, launcher))
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{browser.key}\{HOST}") as opened:
            winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, str(manifest))

    def _untell(browser: Browser) -> None:
        with suppress(FileNotFoundError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{browser.key}\{HOST}")

    def _is_told(browser: Browser) -> bool:
        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{browser.key}\{HOST}"))
        except FileNotFoundError:
            return False
        return True
else:

    def _tell(browser: Browser, launcher: Path) -> None:
        file = _file(browser)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_manifest(browser, launcher))

    def _untell(browser: Browser) -> None:
        _file(browser).unlink(missing_ok=True)

    def _is_told(browser: Browser) -> bool:
        return _file(browser).exists()

    def _file(browser: Browser) -> Path:
        return browser.manifests / f"{HOST}.json"
