"""A database that nothing has been written into: made and migrated once in each process, and then copied.

What a migration does is tested where it runs: in ``store/test_migrations.py`` and ``store/test_db.py``.
"""

from __future__ import annotations

import functools
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from companion.store.connection import connect
from companion.store.damage import mark_of
from companion.store.db import Store, migrate, open_migrated
from companion.store.folder import DATABASE, make_folder, private_file


@functools.cache
def _made() -> tuple[bytes, bytes]:
    """The file's content, and the instance that stands in it."""
    with TemporaryDirectory() as folder:
        with closing(open_migrated(Path(folder) / DATABASE)) as conn:
            (instance,) = conn.execute("SELECT value FROM companion WHERE name = 'instance'").fetchone()
        return (Path(folder) / DATABASE).read_bytes(), str(instance).encode()


def blank_database(path: Path) -> Path:
    """Put one at this path, with an instance of its own."""
    content, instance = _made()
    own = str(uuid4())
    # Both are of one length, so that no other byte of the file moves.
    content = content.replace(instance, own.encode())
    content = content.replace(mark_of(instance.decode()).to_bytes(4, "big"), mark_of(own).to_bytes(4, "big"))
    private_file(path).write_bytes(content)
    return path


def blank_store(folder: Path) -> Store:
    """One that is open, in this folder."""
    blank_database(make_folder(folder) / DATABASE)
    return Store(folder)


@functools.cache
def _in_memory() -> sqlite3.Connection:
    conn = connect(Path(":memory:"))
    migrate(conn)
    return conn


def blank_connection() -> sqlite3.Connection:
    """To one in memory, of which nobody asks the instance: they all have the same."""
    conn = connect(Path(":memory:"))
    _in_memory().backup(conn)
    return conn
