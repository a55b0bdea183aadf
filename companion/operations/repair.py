"""A damaged database: what can be read of it takes its place, and it is set aside whole."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from companion.errors import StoreError
from companion.operations.restore import put_in_place
from companion.store.folder import DATABASE, FolderLock, make_folder, working
from companion.store.salvage import Recovered, recover


def repair(folder: Path, at: datetime) -> tuple[list[Recovered], Path | None]:
    """What was recovered of each table, and where the damaged database lies now.

    Raises :class:`AlreadyRunningError` while a companion serves the folder, and as :func:`recover`; the folder is as it
    was then.
    """
    with (
        FolderLock(make_folder(folder)) as lock,
        working(folder, "repaired") as place,
    ):
        recovered = Path(place) / DATABASE
        try:
            found = recover(folder, recovered)
            aside = put_in_place(folder, recovered, at)
        except (sqlite3.OperationalError, OSError) as error:  # as a full disk
            raise StoreError("database.not_repaired", reason=error) from error
        lock.is_sound = True
        return found, aside
