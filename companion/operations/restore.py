"""Going back to a backup: checked before anything is touched, and what it replaces is set aside whole."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from companion.core.progress import Progress, unobserved
from companion.errors import StoreError
from companion.store.connection import connect
from companion.store.folder import DATABASE, SET_ASIDE, FolderLock, make_folder, sync
from companion.store.merging.other import copied

_OF_A_DATABASE = ("-wal", "-shm", "")  # the log first: a database without its log is an earlier one, never another


def restore(folder: Path, backup: Path, at: datetime, progress: Progress = unobserved) -> Path | None:
    """Put a copy of ``backup`` in the place of the folder's database; where that lies now, None if there was none.

    Raises :class:`AlreadyRunningError` while a companion serves the folder, :class:`NotFoundError` and
    :class:`BadRequestError` for a backup that is no sound database of Eyeline's, :class:`StoreError` where the disk
    refuses. The folder is as it was then.
    """
    with FolderLock(make_folder(folder)) as lock, copied(backup, folder, progress) as copy:
        try:
            with closing(connect(copy)) as conn:
                conn.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
            aside = put_in_place(folder, copy, at)
            lock.is_sound = True
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError("database.not_restored", file=backup, reason=error) from error
        return aside


def put_in_place(folder: Path, database: Path, at: datetime) -> Path | None:
    """Move this file to where the folder's database is; where that lies then, None if there was none.

    Raises OSError; the folder is as it was then.
    """
    sync(database)
    aside = set_aside(folder, at)
    try:
        database.replace(folder / DATABASE)
    except OSError:
        if aside is not None:
            for file in aside.iterdir():
                file.rename(folder / file.name)
            aside.rmdir()
        raise
    sync(folder)
    return aside


def set_aside(folder: Path, at: datetime) -> Path | None:
    """Move the folder's database, with its log, into a new folder beside it; None where there is nothing to move."""
    there = [file for suffix in _OF_A_DATABASE if (file := folder / f"{DATABASE}{suffix}").exists()]
    if not there:
        return None
    name = f"{SET_ASIDE}{at:%Y-%m-%dT%H-%M-%S}"
    names = itertools.chain((name,), (f"{name}-{number}" for number in itertools.count(2)))
    aside = next(path for each in names if not (path := folder / each).exists())
    aside.mkdir(mode=0o700)
    for file in there:
        file.rename(aside / file.name)
    sync(aside)
    return aside
