"""Which web view this machine has, without opening one: ``python -m companion.desktop.backends`` prints it.

On Linux, GTK's WebKit comes with the system and speaks to the system's Python through PyGObject. Eyeline's own Python
can use that where it is of the same minor version.
"""

from __future__ import annotations

import importlib.util
import sys
import sysconfig
from pathlib import Path

GTK, QT, SYSTEM = "gtk", "qt", "system"
QT_BINDINGS = ("PyQt6", "PySide6", "PyQt5", "PySide2")


def reach_system_packages() -> None:
    """Let this process import the system's PyGObject, where there is no other and it fits this Python."""
    if sys.platform == "linux" and importlib.util.find_spec("gi") is None:
        sys.path.extend(str(folder) for folder in _system_folders() if any(folder.glob(f"gi/_gi{_suffix()}")))


def found() -> str | None:
    """``gtk``, ``qt``, or ``system`` for what macOS and Windows always have; None where there is no web view."""
    if sys.platform in ("darwin", "win32"):
        return SYSTEM
    reach_system_packages()
    if _has_gtk():
        return GTK
    return QT if any(importlib.util.find_spec(name) for name in QT_BINDINGS) else None


def system_has_gtk() -> bool:
    """Whether some Python of this system could use GTK's web view, though maybe not this one."""
    return any(path for folder in _system_folders() for path in folder.glob("gi/_gi.*.so"))


def _has_gtk() -> bool:
    try:
        import gi  # noqa: PLC0415 - the system's, there or not
    except ImportError:
        return False
    versions = gi.Repository.get_default().enumerate_versions
    return "3.0" in versions("Gtk") and any(version in versions("WebKit2") for version in ("4.1", "4.0"))


def _system_folders() -> tuple[Path, ...]:
    """Where Debian and its kin, Fedora, and Arch keep the packages of their own Python."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        Path("/usr/lib/python3/dist-packages"),
        Path(f"/usr/lib64/python{version}/site-packages"),
        Path(f"/usr/lib/python{version}/site-packages"),
    )


def _suffix() -> str:
    """How the name of a compiled module ends that this Python can import, as ``.cpython-311-x86_64-linux-gnu.so``."""
    return str(sysconfig.get_config_var("EXT_SUFFIX"))


if __name__ == "__main__":
    print(found() or "")  # noqa: T201 - to the process that asks
