"""The mark that the companion of a data folder ended because nobody used it: whoever wants it may start it again.

One that a person ended leaves no mark.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from companion.settings import SETTINGS, Settings

MARK = "ended-unused.json"
OF_THE_PLACE = ("data", "port")
"""Settings that whoever starts it knows without the mark."""


def leave(settings: Settings) -> None:
    """Leave the mark, with how this companion was set."""
    kept = {name: value for name, value in asdict(settings).items() if name not in OF_THE_PLACE and value is not None}
    (settings.data / MARK).write_text(json.dumps(kept), encoding="utf-8")


def take_away(data: Path) -> None:
    """A companion runs."""
    (data / MARK).unlink(missing_ok=True)


def is_left(data: Path) -> bool:
    """Whether the last companion of this folder ended so."""
    return (data / MARK).is_file()


def options(data: Path) -> list[str]:
    """How the next is set as the last one was, as ``eyeline serve`` takes it; nothing where there is no mark."""
    try:
        kept = json.loads((data / MARK).read_bytes())
    except (OSError, ValueError):
        return []
    if not isinstance(kept, dict):
        return []
    names = [setting.name for setting in SETTINGS if setting.name in kept and setting.name not in OF_THE_PLACE]
    return [f"--{name.replace('_', '-')}={kept[name]}" for name in names]
