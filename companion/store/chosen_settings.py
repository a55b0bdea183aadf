"""What people chose for this data folder, kept in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pydantic import ValidationError

from companion.core.wire.corrections import Corrections, CorrectionsAnswer
from companion.core.wire.pictures import KeepPictures
from companion.core.wire.settings import OnClose
from companion.store.db import remember, remembered

KEEP_PICTURES = "keep_pictures"
ON_CLOSE = "on_close"
GROUPS_MARKED = "groups_marked"


def choose_keeping(conn: sqlite3.Connection, keep: KeepPictures) -> None:
    remember(conn, KEEP_PICTURES, keep.value)


def keeping(conn: sqlite3.Connection) -> KeepPictures:
    """What is kept of pictures: as it was chosen, else thumbnails."""
    chosen = remembered(conn, KEEP_PICTURES)
    return KeepPictures(chosen) if chosen else KeepPictures.thumbnail


def choose_on_close(conn: sqlite3.Connection, choice: OnClose) -> None:
    remember(conn, ON_CLOSE, choice.value)


def on_close(conn: sqlite3.Connection) -> OnClose:
    """What becomes of the companion when its window is closed: as it was chosen, else it keeps running."""
    chosen = remembered(conn, ON_CLOSE)
    return OnClose(chosen) if chosen else OnClose.keep_running


def choose_groups_marked(conn: sqlite3.Connection, marked: bool) -> None:
    remember(conn, GROUPS_MARKED, str(int(marked)))


def groups_marked(conn: sqlite3.Connection) -> bool:
    """Whether groups are judged in the background and told beside names: not before a person has agreed to it."""
    return remembered(conn, GROUPS_MARKED) == "1"


CORRECTIONS = "patterns.json"
LARGEST = 256 * 1024


def read_corrections(path: Path) -> CorrectionsAnswer:
    """What the file says; nothing, with the reason, where it is not as it must be. No file is no problem."""
    nothing = Corrections()
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return CorrectionsAnswer(corrections=nothing)
    except OSError as error:
        return CorrectionsAnswer(corrections=nothing, problem=f"{path.name} cannot be read: {error.strerror or error}.")
    if len(content) > LARGEST:
        return CorrectionsAnswer(corrections=nothing, problem=f"{path.name} is larger than {LARGEST} bytes.")
    try:
        return CorrectionsAnswer(corrections=Corrections.model_validate_json(content))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        why = f"{where}: {first['msg']}" if where else first["msg"]
        return CorrectionsAnswer(corrections=nothing, problem=f"{path.name} is not taken: {why}."[:500])
