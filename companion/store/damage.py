"""Damage of the database file: found before anything is written to it, and told apart from what passes."""

from __future__ import annotations

import os
import sqlite3
import struct
import zlib
from pathlib import Path

from companion.errors import DamagedError, StoreError
from companion.store.folder import SET_ASIDE

_LOG_HEADER, _FRAME_HEADER = 32, 24  # bytes; https://sqlite.org/fileformat2.html, section 4.1
_SIGNS = ("disk image is malformed", "malformed database schema", "file is not a database")
"""Not "malformed" alone, which SQLite also says of a text that should be JSON."""
_APPLICATION_ID = slice(68, 72)  # of the first page: the same, section 1.3


def is_damage(error: BaseException) -> bool:
    """Whether SQLite says by this that the file itself is wrong, which no repetition mends."""
    return isinstance(error, sqlite3.DatabaseError) and any(sign in str(error) for sign in _SIGNS)


def told_by(error: BaseException, database: Path) -> DamagedError | None:
    """The sentence about it and what to do, where an error tells of damage."""
    if not is_damage(error):
        return None
    if "not a database" in str(error):
        return DamagedError("database.no_database", file=database)
    return DamagedError("database.damaged", reason=str(error))


def check(conn: sqlite3.Connection) -> None:
    """Look through every page, but not at what indexes say. Raises :class:`DamagedError`."""
    try:
        found = str(conn.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        found = str(error)
    if found != "ok":
        raise DamagedError("database.damaged", reason=found.splitlines()[-1])


def mark_of(instance: str) -> int:
    """A number that hardly two databases share."""
    return zlib.crc32(instance.encode()) >> 1  # SQLite reads it as signed


def mark(conn: sqlite3.Connection, instance: str) -> None:
    """Write into the file's first page whose database it is, by which its log is told from another's."""
    number = mark_of(instance)
    if conn.execute("PRAGMA application_id").fetchone()[0] != number:
        conn.execute(f"PRAGMA application_id = {number}")


def begun(database: Path) -> Path:
    """A file that is there while the database is being made: where that is interrupted, it is made another time."""
    return database.with_name(f"{database.name}-begun")


def check_files(database: Path) -> None:
    """That what lies there may be opened: SQLite would take an empty file for a new database, and any log for its own.

    Raises :class:`StoreError`, and changes nothing.
    """
    if not database.exists():
        if aside := sorted(database.parent.glob(f"{SET_ASIDE}*")):
            raise StoreError("database.only_set_aside", folder=database.parent, aside=aside[-1])
        return
    if database.stat().st_size == 0 and not begun(database).exists():
        raise StoreError("database.empty", file=database)
    log = database.with_name(f"{database.name}-wal")
    if log.exists() and (other := _mark_in_log(log)) is not None:
        with database.open("rb") as file:
            own = file.read(100)[_APPLICATION_ID]
        if own not in (other, bytes(4)) and other != bytes(4):
            raise StoreError("database.log_of_another", file=log)


def _mark_in_log(log: Path) -> bytes | None:
    """The mark in the log's last copy of the first page, if it has one."""
    found = None
    with log.open("rb") as file:
        header = file.read(_LOG_HEADER)
        if len(header) < _LOG_HEADER:
            return None
        page_size = struct.unpack_from(">I", header, 8)[0]
        while len(frame := file.read(_FRAME_HEADER)) == _FRAME_HEADER:
            if struct.unpack_from(">I", frame)[0] == 1:
                page = file.read(page_size)
                found = page[_APPLICATION_ID] if len(page) == page_size else found
            else:
                file.seek(page_size, os.SEEK_CUR)
    return found
