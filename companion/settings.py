"""What a person may set, each with its default and a sentence of help.

The command line makes its options from this one tuple, and so will the window.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

APP_NAME = "eyeline"
DEFAULT_PORT = 47811


@dataclass(frozen=True)
class Setting:
    """One setting. ``kind`` is the type of its value; ``choices`` are all values where they can be listed."""

    name: str
    default: Any
    help: str
    kind: type
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


def default_data_folder() -> Path:
    """The platform's folder for user data, as ``~/.local/share/eyeline``; not made here."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


SETTINGS = (
    Setting("port", DEFAULT_PORT, "Port to listen on, on this computer only; 0 takes any free one.", int, (), 0, 65535),
    Setting("data", default_data_folder(), "Folder of the database, and of the face model where one is needed.", Path),
    Setting(
        "keep_pictures",
        None,
        "What to keep of a picture once it is measured: nothing, a small JPEG, or also the bytes as they came. "
        "Where it is not given, as chosen in the browser, else thumbnail.",
        str,
        ("none", "thumbnail", "full"),
    ),
    Setting("workers", 0, "Threads that measure pictures; 0 is one for each core.", int, (), 0, 64),
    Setting(
        "idle_minutes",
        0,
        "End after so many minutes in which no paired browser or window asked for anything and nothing was being "
        "measured; 0 is never.",
        int,
        (),
        0,
        10080,
    ),
)


@dataclass(frozen=True)
class Settings:
    """The values in force, one field for each of :data:`SETTINGS`."""

    port: int
    data: Path
    keep_pictures: str | None
    workers: int
    idle_minutes: int

    @classmethod
    def of(cls, values: Mapping[str, Any] | None = None) -> Settings:
        """The given values, and the defaults of those not given."""
        return cls(**{setting.name: (values or {}).get(setting.name, setting.default) for setting in SETTINGS})

    @property
    def worker_count(self) -> int:
        """How many measuring threads to start, at least one."""
        return self.workers or os.cpu_count() or 1
