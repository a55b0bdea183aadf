"""The database: one thread writes, several read, and no reader waits for the writer (WAL)."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar
from uuid import uuid4

from sqlite_utils import Database

from companion.core.progress import Cancelled, Progress
from companion.errors import DamagedError, NotFoundError, StoreError
from companion.store import activity_objects, damage, edges
from companion.store.connection import BUSY_MS, Connection, Work, connect, in_transaction
from companion.store.durability import Durability
from companion.store.folder import DATABASE, make_folder, private_file
from companion.store.migrations import migrations
from companion.store.moment import Moments

T = TypeVar("T")

READERS = 4
WRITER_CACHE_KIB = 16_000
"""A batch touches a dozen indexes; with SQLite's own 2 MB their pages are read from the file again and again."""
LEAST_BUSY_MS = 50
WAL_PAGES = 8_000
"""32 MB of changes before a write brings them into the file: the file of changes then begins anew, and stays short."""
WAL_KEPT = 64 * 2**20
"""To so many bytes the file of changes is cut back once they are synced."""


def migrate(conn: sqlite3.Connection) -> None:
    """Bring the database to this version's form. Raises :class:`StoreError` for one written by a newer version."""
    db = Database(conn)
    with Database(memory=True) as blank:
        known = {migration.name for migration in migrations.pending(blank)}
    if newer := {migration.name for migration in migrations.applied(db)} - known:
        raise StoreError("database.newer", migrations=", ".join(sorted(newer)))
    pending = {migration.name for migration in migrations.pending(db)}
    if not pending:
        return
    conn.execute("BEGIN IMMEDIATE")  # so that two processes that start at once do not both migrate
    try:
        migrations.apply(db)
        if "m005_network" in pending:
            edges.rebuild_all(conn)
            activity_objects.rebuild_all(conn)
        conn.execute("INSERT OR IGNORE INTO companion (name, value) VALUES ('instance', ?)", (str(uuid4()),))
        conn.execute("COMMIT")
    except BaseException:
        conn.execute("ROLLBACK")
        raise


def open_migrated(path: Path, look_through: bool = False) -> sqlite3.Connection:
    """A connection to the database, made where missing, in WAL mode and this version's form.

    Raises :class:`StoreError`; with ``look_through`` also for damage that nothing has met yet.
    """
    try:
        damage.check_files(path)
        if not path.exists():
            damage.begun(path).touch()
        with ExitStack() as on_failure:
            conn = on_failure.enter_context(closing(connect(private_file(path))))
            if look_through:
                damage.check(conn)
            conn.execute("PRAGMA journal_mode = WAL")
            conn.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
            conn.execute(f"PRAGMA journal_size_limit = {WAL_KEPT}")
            migrate(conn)
            damage.mark(conn, str(remembered(conn, "instance")))
            damage.begun(path).unlink(missing_ok=True)
            on_failure.pop_all()
            return conn
    except (sqlite3.DatabaseError, OSError) as error:
        raise damage.told_by(error, path) or StoreError("database.unopened", file=path, reason=error) from error


class Store:
    """An open database. Give it functions of a connection; it runs them on the right thread.

    A function given to :meth:`write` runs in one transaction, which is rolled back where it raises.
    """

    def __init__(self, folder: Path, look_through: bool = False) -> None:
        """Makes folder and file where missing, and migrates. Raises :class:`StoreError`, as :func:`open_migrated`."""
        self.folder = make_folder(folder)
        self.path = self.folder / DATABASE
        self._writer = open_migrated(self.path, look_through)
        self._writer.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
        self.damage: DamagedError | None = None
        """Where the file was found damaged, by whom of this store ever: nothing more is written then."""
        self._work: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any], float] | None] = queue.SimpleQueue()
        self.durability = Durability(self._writer, BUSY_MS)
        self._thread = threading.Thread(target=self._write_loop, name="store-writer", daemon=True)
        self._thread.start()
        self._local = threading.local()
        self._moments = Moments(connect(self.path))
        self._reading: list[sqlite3.Connection] = []
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._changed: Callable[[], None] = lambda: None

    @classmethod
    def existing(cls, folder: Path) -> Store:
        """The database of a folder that has one. Raises :class:`NotFoundError` where there is none."""
        if not (folder / DATABASE).is_file():
            raise NotFoundError("database.nothing_there", folder=folder)
        return cls(folder)

    def on_change(self, changed: Callable[[], None]) -> None:
        """Call this, on the writer's thread, whenever something was stored."""
        self._changed = changed

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue a write; its result, or what it raised, comes with the future once it is committed."""
        return self.alone(lambda: in_transaction(self._writer, work))

    def alone(self, work: Callable[[], T]) -> Future[T]:
        """Queue what writes by a connection of its own; no write of this store is under way while it runs."""
        future: Future[T] = Future()
        self._work.put((work, future, time.monotonic()))
        return future

    async def write(self, work: Work[T]) -> T:
        return await asyncio.wrap_future(self.submit(work))

    async def read(self, work: Work[T]) -> T:
        return await asyncio.wrap_future(self._readers.submit(self.read_here, work))

    def read_here(self, work: Work[T]) -> T:
        """Read on the calling thread, with a connection of its own."""
        conn: Connection | None = getattr(self._local, "conn", None)
        if conn is None:
            conn = connect(self.path)
            conn.execute("PRAGMA query_only = ON")
            conn.moments = self._moments
            self._local.conn = conn
            self._reading.append(conn)
        try:
            return work(conn)
        except sqlite3.DatabaseError as error:
            if found := damage.told_by(error, self.path):
                self.damage = found
                raise found from error
            raise

    def _write_loop(self) -> None:
        while True:
            try:
                item = self._work.get(timeout=self.durability.seconds_left())
            except queue.Empty:
                self.durability.go_on()
                continue
            if item is None:
                return
            work, future, since = item
            if not future.set_running_or_notify_cancel():
                continue
            self._wait_no_longer_than(BUSY_MS - 1000 * (time.monotonic() - since))
            before = self._writer.total_changes
            try:
                if self.damage is not None:
                    raise self.damage
                result = work()
            except BaseException as error:  # noqa: BLE001 — handed to whoever waits for the future
                self.damage = self.damage or damage.told_by(error, self.path)
                future.set_exception(self.damage or error)
            else:
                self.durability.count()
                future.set_result(result)
                if self._writer.total_changes != before:
                    self._changed()
            if self.durability.seconds_left() == 0:
                self.durability.go_on()

    def _wait_no_longer_than(self, milliseconds: float) -> None:
        """For a lock: what has waited in the queue has waited already, so that waits do not add up."""
        self._writer.execute(f"PRAGMA busy_timeout = {max(LEAST_BUSY_MS, int(milliseconds))}")

    def close(self) -> None:
        """Finish what is queued, then close every connection."""
        self._readers.shutdown()
        self._work.put(None)
        self._thread.join()
        for conn in self._reading:
            conn.close()
        self._moments.close()
        self.durability.into_the_file()
        self._writer.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def run_statements(conn: sqlite3.Connection, statements: str, values: Mapping[str, object] | None = None) -> None:
    """Run statements that end with ``;`` at a line's end, each with those of the values that it names."""
    for statement in statements.split(";\n"):
        if statement.strip():
            named = {name: value for name, value in (values or {}).items() if f":{name}" in statement}
            conn.execute(statement, named)


def remembered(conn: sqlite3.Connection, name: str) -> str | None:
    """What the data folder's companion keeps under this name."""
    row = conn.execute("SELECT value FROM companion WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row else None


def remember(conn: sqlite3.Connection, name: str, value: str) -> None:
    conn.execute("INSERT OR REPLACE INTO companion (name, value) VALUES (?, ?)", (name, value))


def interruptible(begin: Callable[[Progress], Future[T]], progress: Progress) -> T:
    """What the work gives that is begun with a progress; where the caller is interrupted, it ends before this does.

    It ends without a trace where it is whole or not at all, since the progress that it was given raises
    :class:`Cancelled` then.
    """
    stopped = threading.Event()

    def watched(done: int, of: int) -> None:
        if stopped.is_set():
            raise Cancelled
        progress(done, of)

    future = begin(watched)
    try:
        return future.result()
    except BaseException:
        stopped.set()
        future.exception()
        raise
