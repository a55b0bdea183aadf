"""What can still be read of a damaged database, row by row, into a new one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from companion.errors import StoreError
from companion.store import activity_objects, edges
from companion.store.connection import connect
from companion.store.db import migrate
from companion.store.folder import DATABASE, private_file, working

ROWS_A_PAGE = 1000
"""More than any page holds."""
STANDINGS = """
UPDATE accounts SET
    (picture_score, picture_level) = (SELECT score, level FROM picture_addresses JOIN pictures ON pictures.id = picture
        WHERE picture_addresses.id = picture_address),
    last_followers = (SELECT followers FROM observations JOIN batches ON batches.id = batch
        WHERE account = accounts.id AND followers IS NOT NULL ORDER BY observed_at DESC, observations.id DESC LIMIT 1),
    edge_count = (SELECT count(*) FROM edges WHERE source = accounts.id)
        + (SELECT count(*) FROM edges WHERE target = accounts.id)
"""
"""What triggers keep beside accounts from then on."""
DERIVED = ("spells", "edges", "activity_objects", "objects")
"""Worked out of captures and activities once these are there."""


@dataclass(frozen=True)
class Recovered:
    """Of a table: rows that were read; rows that could not be, as far as can be told; and rows left out, as what they
    belong to could not be read."""

    table: str
    read: int
    unreadable: int
    dangling: int


def recover(folder: Path, into: Path) -> list[Recovered]:
    """Read what can be read of the folder's database and log into the new file ``into``; the folder stays as it is.

    Edges and what accounts are put in order by are worked out anew. Raises :class:`StoreError` where nothing at all can
    be read, or ``into`` cannot be written.
    """
    with _opened_copy_of(folder) as damaged, closing(connect(private_file(into))) as conn:
        migrate(conn)
        tables = _tables(conn, damaged)
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("BEGIN")
        with _without_triggers(conn):
            read = {table: _Table(conn, damaged, table).copy() for table in tables}
            dangling = _drop_dangling(conn, tables)
            edges.rebuild_all(conn)
            activity_objects.rebuild_all(conn)
            conn.execute(STANDINGS)
        conn.execute("COMMIT")
    return [Recovered(table, rows - dangling[table], lost, dangling[table]) for table, (rows, lost) in read.items()]


@contextmanager
def _opened_copy_of(folder: Path) -> Iterator[sqlite3.Connection]:
    """SQLite writes to what it opens with a log: so it opens a copy. Raises :class:`StoreError`."""
    with working(folder, "repairing") as place:
        for suffix in ("", "-wal"):
            file = folder / f"{DATABASE}{suffix}"
            if file.exists():
                shutil.copyfile(file, private_file(Path(place) / file.name))
        _fill_up(Path(place) / DATABASE)
        try:
            conn = connect(Path(place) / DATABASE)
        except sqlite3.DatabaseError as error:
            raise StoreError("database.unreadable", file=folder / DATABASE, reason=error) from error
        with closing(conn):
            yield conn


def _fill_up(database: Path) -> None:
    """With empty pages to the size that its header says: SQLite opens no file of which the end is missing."""
    with database.open("r+b") as file:
        header = file.read(32)
        if not header.startswith(b"SQLite format 3\0") or len(header) < 32:
            return
        (page_size,), (pages,) = struct.unpack_from(">H", header, 16), struct.unpack_from(">I", header, 28)
        whole = (65536 if page_size == 1 else page_size) * pages
        if file.seek(0, os.SEEK_END) < whole:
            with suppress(OSError):  # a size that no file can have
                file.truncate(whole)


def _tables(conn: sqlite3.Connection, damaged: sqlite3.Connection) -> list[str]:
    """The tables that both have, but for those that are worked out."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    there = {row[0] for row in damaged.execute(names)}
    here = [row[0] for row in conn.execute(names)]
    return [table for table in here if table in there and table not in DERIVED and table != "_sqlite_migrations"]


class _Table:
    """One table of the damaged database, copied as far as it can be read."""

    def __init__(self, conn: sqlite3.Connection, damaged: sqlite3.Connection, table: str) -> None:
        self._conn = conn
        self._damaged = damaged
        self._table = table
        theirs = {row["name"] for row in damaged.execute(f"PRAGMA table_info({table})")}
        ours = conn.execute(f"PRAGMA table_info({table})").fetchall()
        columns = [row["name"] for row in ours if row["name"] in theirs]
        self._key = [row["name"] for row in ours if row["pk"]]
        self._columns = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        self._insert = f"INSERT OR IGNORE INTO {table} ({self._columns}) VALUES ({marks})"
        self._lost = 0

    def copy(self) -> tuple[int, int]:
        """How many rows were read and how many could not be."""
        sql = self._conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (self._table,)).fetchone()[0]
        if "WITHOUT ROWID" in sql:
            self._from_both_ends()
        else:
            self._by_rowid(0, self._last())
        return int(self._conn.execute(f"SELECT count(*) FROM {self._table}").fetchone()[0]), self._lost

    def _read(self, rest: str, *values: object) -> None:
        """Copy rows as far as they can be read; those that are there already stay. Raises sqlite3.DatabaseError."""
        rows = self._damaged.execute(f"SELECT {self._columns} FROM {self._table} {rest}", values)
        self._conn.executemany(self._insert, rows)

    def _last(self) -> int:
        """The highest number that can be read: where the last page is damaged, what it held is lost anyway."""
        good, bad = 0, int(self._damaged.execute("PRAGMA page_count").fetchone()[0]) * ROWS_A_PAGE
        found = self._highest_below(bad)
        while found is None and bad - good > 1:
            middle = (good + bad) // 2
            if self._highest_below(middle) is None:
                bad = middle
            else:
                good = middle
        if found is not None:
            return found
        self._lost += 1  # at least
        return self._highest_below(good) or 0

    def _highest_below(self, number: int) -> int | None:
        """None where the way there cannot be read."""
        try:
            query = f"SELECT max(rowid) FROM {self._table} NOT INDEXED WHERE rowid < ?"
            return int(self._damaged.execute(query, (number,)).fetchone()[0] or 0)
        except sqlite3.DatabaseError:
            return None

    def _by_rowid(self, low: int, high: int) -> None:
        """The rows with numbers from ``low`` to ``high``, by halves until what cannot be read stands alone."""
        try:
            self._read("NOT INDEXED WHERE rowid BETWEEN ? AND ?", low, high)
        except sqlite3.DatabaseError:
            if low == high:
                self._lost += 1
                return
            middle = (low + high) // 2
            self._by_rowid(low, middle)
            self._by_rowid(middle + 1, high)

    def _from_both_ends(self) -> None:
        """In the order of the key until a page that cannot be read, and backwards likewise, by an index that holds all
        of it where there is one; how many lie between is not known, and counted as one."""
        for direction in ("", " DESC"):
            try:
                self._read("ORDER BY " + ", ".join(f"{column}{direction}" for column in self._key))
                return
            except sqlite3.DatabaseError:
                self._lost = 1


@contextmanager
def _without_triggers(conn: sqlite3.Connection) -> Iterator[None]:
    """As rows come in no order, what triggers keep is worked out at the end."""
    triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for trigger in triggers:
        conn.execute(f"DROP TRIGGER {trigger['name']}")
    yield
    for trigger in triggers:
        conn.execute(trigger["sql"])


def _drop_dangling(conn: sqlite3.Connection, tables: Sequence[str]) -> dict[str, int]:
    """Rows that need one that is not there, and those that need these, until none is left; how many of each table."""
    dropped = dict.fromkeys(tables, 0)
    changes = -1
    while changes != conn.total_changes:
        changes = conn.total_changes
        for table in tables:
            needed = {row["name"] for row in conn.execute(f"PRAGMA table_info({table})") if row["notnull"]}
            for row in conn.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                column, there = row["from"], f"SELECT {row['to'] or 'id'} FROM {row['table']}"
                broken = f"{column} IS NOT NULL AND {column} NOT IN ({there})"
                if column in needed:
                    dropped[table] += conn.execute(f"DELETE FROM {table} WHERE {broken}").rowcount
                else:
                    conn.execute(f"UPDATE {table} SET {column} = NULL WHERE {broken}")
    return dropped
