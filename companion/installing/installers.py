"""Which program installs packages into an environment, by what is at hand."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

QUIETLY = ("--no-user", "--no-input", "--disable-pip-version-check", "--progress-bar", "off")
UNCOMPILED = "--no-compile"
"""What is imported is compiled as it is imported: a tenth of it."""


UNINSTALLED_BY = {
    "pipx_metadata.json": ("pipx", "uninstall", "eyeline"),
    "uv-receipt.toml": ("uv", "tool", "uninstall", "eyeline"),
}
"""A file in an environment that was made for Eyeline alone → the command that removes it whole."""


def uninstaller() -> tuple[str, ...] | None:
    """The command that removes this environment, where it was made for Eyeline alone."""
    found = (command for name, command in UNINSTALLED_BY.items() if (Path(sys.prefix) / name).is_file())
    return next(found, None)


def installer(python: str | Path = sys.executable) -> list[str] | None:
    """The beginning of a command that installs into the environment of ``python``, a Python of this version.

    It is pip where this Python has one, else the pip that Python carries to give to others, which works from where it
    lies, else uv; None without any.
    """
    if importlib.util.find_spec("pip") is not None and Path(python) == Path(sys.executable):
        return [str(python), "-m", "pip", "install", *QUIETLY, UNCOMPILED]
    if carried := _carried_pip():
        return [str(python), str(carried), "install", *QUIETLY, UNCOMPILED]
    # uvx says by this variable which uv started it.
    uv = os.environ.get("UV") or shutil.which("uv")
    return [uv, "pip", "install", "--no-progress", "--python", str(python)] if uv else None


def locked(lock: Path) -> Sequence[str]:
    """The rest of the command: just what this lock holds, held to its hashes, and nothing that has to be built."""
    return ("--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(lock))


def _carried_pip() -> Path | None:
    if importlib.util.find_spec("ensurepip") is None:
        return None
    import ensurepip  # noqa: PLC0415 - Debian leaves it out

    folders = [Path(ensurepip.__file__).parent / "_bundled"]
    if elsewhere := sysconfig.get_config_var("WHEEL_PKG_DIR"):
        folders.append(Path(elsewhere))
    return next((wheel / "pip" for folder in folders for wheel in folder.glob("pip-*.whl")), None)
