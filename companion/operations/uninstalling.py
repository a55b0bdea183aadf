"""What a person's Eyeline consists of on this computer beside what it collected, and taking it away."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from companion.errors import AlreadyRunningError, NotFoundError
from companion.installing.installers import uninstaller
from companion.packaged import checkout_folder
from companion.store.folder import DATABASE, LOCK, OWN, FolderLock, serving

MADE = (".venv", "node_modules", "dist", "build", "companion/window/dist")
"""What the set-up makes in a checkout."""


@dataclass(frozen=True)
class Installation:
    """``folders`` are Eyeline's own, the environment last; ``command`` removes what another program installed."""

    folders: tuple[Path, ...]
    command: tuple[str, ...]


def installation() -> Installation:
    """The one that this runs in."""
    checkout = checkout_folder()
    if checkout is not None:
        return Installation(tuple(checkout / name for name in reversed(MADE) if (checkout / name).is_dir()), ())
    return Installation((), uninstaller() or (sys.executable, "-m", "pip", "uninstall", "--yes", "eyeline"))


def check_not_running(data: Path) -> None:
    """Raises AlreadyRunningError where a companion serves this data folder."""
    if url := serving(data):
        raise AlreadyRunningError("running.at", url=url)


def check_is_ours(data: Path) -> None:
    """Raises NotFoundError where the folder holds no database of Eyeline's: nothing else is ever deleted."""
    if not (data / DATABASE).is_file():
        raise NotFoundError("database.nothing_there", folder=data)


def remove_data(data: Path) -> list[str]:
    """Delete what is Eyeline's in the data folder, and the folder where nothing else is in it; the names of what stays.

    Raises AlreadyRunningError where a companion serves it, or something else is alone with it.
    """
    with FolderLock(data):
        for own in [path for pattern in OWN for path in data.glob(pattern)]:
            if own.is_dir() and not own.is_symlink():
                remove(own)
            else:
                with suppress(OSError):
                    own.unlink()
    with suppress(OSError):
        (data / LOCK).unlink()
    for folder in (*{data / pattern.partition("/")[0] for pattern in OWN if "/" in pattern}, data):
        with suppress(OSError):  # it is not empty
            folder.rmdir()
    return sorted(path.name for path in data.iterdir()) if data.exists() else []


def run(command: Sequence[str]) -> bool:
    """Whether the command that removes what another program installed has done so."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:  # that program is gone itself
        return False


def remove(folder: Path) -> bool:
    """Whether it is gone; what is in use stays, as on Windows the Python that runs this."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
