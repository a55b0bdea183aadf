"""What people chose for this data folder, kept in it."""

from __future__ import annotations

import sqlite3

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
