"""What an error of SQLite's means to a person."""

from __future__ import annotations

import sqlite3

from companion.errors import CompanionError, DamagedError, DiskFullError, StoreError
from companion.store.damage import is_damage


def told_by(error: sqlite3.Error) -> CompanionError | None:
    """The sentence about it, where it is the disk's or another program's doing; None where it is a mistake of ours."""
    if is_damage(error):
        return DamagedError("database.damaged", reason=error)
    if "disk is full" in str(error):
        return DiskFullError("database.disk_full")
    if isinstance(error, sqlite3.OperationalError):
        return StoreError("database.busy", reason=error)
    return None
