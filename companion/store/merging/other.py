"""The other database, as a copy in this version's form; the file itself is never changed."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from companion.core.progress import Progress, unobserved
from companion.errors import BadRequestError, NotFoundError, StoreError
from companion.store.connection import connect
from companion.store.db import migrate
from companion.store.folder import DATABASE, working
from companion.store.migrations import migrations

PAGES_AT_ONCE = 4096
Object = tuple[str, str, str | None]
"""Type, name and text."""


@contextmanager
def copied(path: Path, folder: Path, progress: Progress = unobserved) -> Iterator[Path]:
    """A copy of a database (or of a data folder's), migrated; it lies in ``folder`` and is gone afterwards.

    Raises :class:`NotFoundError` where there is none, and :class:`BadRequestError` where it is no Eyeline database, is
    damaged, or was written by a newer version.
    """
    source = path / DATABASE if path.is_dir() else path
    if not source.is_file():
        raise NotFoundError("merging.no_database", file=source)
    with working(folder, "merging") as place:
        copy = Path(place) / "other.db"
        try:
            _copy(source, copy, progress)
            with closing(connect(copy)) as conn:
                conn.execute("PRAGMA trusted_schema = OFF")
                ours = _ours()
                _check_before(conn, path, ours)
                migrate(conn)
                _check_after(conn, path, ours)
        except sqlite3.DatabaseError as error:
            raise BadRequestError("merging.unreadable", file=path.name, reason=error) from error
        except StoreError as error:
            raise BadRequestError("merging.of_the_other", file=path.name, reason=error) from error
        yield copy


def offset(conn: sqlite3.Connection, table: str) -> int:
    """What is added to the other's numbers of this table, so that they are free here."""
    return int(conn.execute(f"SELECT coalesce(max(id), 0) FROM main.{table}").fetchone()[0])


def _copy(source: Path, copy: Path, progress: Progress) -> None:
    """By SQLite itself, so that it is whole even while a companion writes to it."""
    # Where no journal lies beside it nobody has it open, and nothing needs to be written beside it to read it.
    journal = source.with_name(f"{source.name}-wal")
    how = "mode=ro" if journal.exists() else "mode=ro&immutable=1"
    copy.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?{how}", uri=True, timeout=10)) as read,
        closing(sqlite3.connect(copy)) as written,
    ):
        read.backup(
            written, pages=PAGES_AT_ONCE, progress=lambda status, remaining, total: progress(total - remaining, total)
        )


def _check_before(conn: sqlite3.Connection, path: Path, ours: Sequence[Object]) -> None:
    if conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise BadRequestError("merging.inconsistent", file=path.name)
    # A trigger runs while the copy is migrated; those that an older version of ours has, this version has too.
    if any(each[0] == "trigger" for each in set(_objects(conn)) - set(ours)):
        raise BadRequestError("merging.triggers", file=path.name)
    if not migrations.applied(Database(conn)):
        raise BadRequestError("merging.not_ours", file=path.name)


def _check_after(conn: sqlite3.Connection, path: Path, ours: Sequence[Object]) -> None:
    """Every table and view must be one of ours, and every reference must lead somewhere."""
    if _objects(conn) != ours:
        raise BadRequestError("merging.changed", file=path.name)
    if (dangling := conn.execute("PRAGMA foreign_key_check").fetchone()) is not None:
        raise BadRequestError("merging.dangling", file=path.name, table=dangling["table"])


@functools.cache
def _ours() -> Sequence[Object]:
    """What a database of this version has."""
    with closing(connect(Path(":memory:"))) as blank:
        migrate(blank)
        return _objects(blank)


def _objects(conn: sqlite3.Connection) -> list[Object]:
    """Type, name and text of each table, index, view and trigger."""
    return [
        (row["type"], row["name"], row["sql"])
        for row in conn.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
        )
    ]
