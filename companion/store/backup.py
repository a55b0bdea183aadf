"""A copy of the database in one file, checked, with its hash beside it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from companion.errors import BadRequestError, StoreError
from companion.store.connection import connect, read_only
from companion.store.folder import sha256_of, sync


@dataclass(frozen=True)
class Backup:
    """``sha256`` is in hexadecimal digits, and in ``digest_file`` in the form that ``sha256sum -c`` reads."""

    file: Path
    digest_file: Path
    sha256: str
    size: int


def back_up(database: Path, file: Path) -> Backup:
    """Copy the database to a new file that its owner alone may read, while others read and write it.

    The copy is opened and checked as a whole. Raises :class:`BadRequestError` where a file is in the way and
    :class:`StoreError` where it cannot be written; then no part of a copy is left.
    """
    file = file.absolute()  # SQLite would take some names for another thing than a file
    digest_file = file.with_name(f"{file.name}.sha256")
    for each in (file, digest_file):
        if each.exists():
            raise BadRequestError("backup.exists", file=each)
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError("backup.unwritable", file=file, reason=error) from error
    try:
        with closing(connect(database)) as conn:
            conn.execute("VACUUM INTO ?", (str(file),))
        _check(file)
        sync(file)
        sha256 = sha256_of(file)
        digest_file.write_text(f"{sha256}  {file.name}\n", encoding="utf-8")
        sync(file.parent)
    except (sqlite3.DatabaseError, OSError) as error:
        file.unlink(missing_ok=True)
        digest_file.unlink(missing_ok=True)
        raise StoreError("backup.failed", file=file, reason=error) from error
    return Backup(file, digest_file, sha256, file.stat().st_size)


def _check(file: Path) -> None:
    """Raises sqlite3.DatabaseError where the file is no sound database."""
    with read_only(file) as conn:
        found = conn.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"the copy is not sound ({found})")
        if conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise sqlite3.DatabaseError("rows of the copy refer to rows that it does not have")
