"""A database at one moment, in which everything is read once, however many ask for it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from pydantic import BaseModel

from companion.store.connection import Connection

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(eq=False)
class _Kept:
    """One thing that was read, or is being read by whoever holds the lock."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    is_there: bool = False
    value: Any = None


class Moment:
    """What was read of a database in one state, by what was asked. Nobody may change what it gives."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Kept] = {}
        self._lock = threading.Lock()

    def once(self, asked: Hashable, work: Callable[[], T]) -> T:
        """What the work gave to who asked this first; others wait for it. What it raises is nobody else's."""
        with self._lock:
            kept = self._kept.setdefault(asked, _Kept())
        with kept.lock:
            if not kept.is_there:
                kept.value = work()
                kept.is_there = True
        found: T = kept.value
        return found


class Moments:
    """The moment that several connections to a database share, until anybody writes to it."""

    def __init__(self, watch: sqlite3.Connection) -> None:
        """``watch`` is a connection for this alone."""
        self._watch = watch
        self._lock = threading.Lock()
        self._version = -1
        self._moment = Moment()

    def begin(self, conn: sqlite3.Connection) -> Moment:
        """Begin a transaction; gives what was read already in the state that it sees."""
        with self._lock:
            before = self._now()
            _begin(conn)
            if self._now() != before:  # either state may be the one that it sees
                return Moment()
            if before != self._version:
                self._moment, self._version = Moment(), before
            return self._moment

    def _now(self) -> int:
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._watch.close()


@contextmanager
def one_moment(conn: sqlite3.Connection) -> Iterator[None]:
    """One view of the database, whatever is written meanwhile; the caller's own where one is under way."""
    if conn.in_transaction:
        yield
        return
    if not isinstance(conn, Connection):
        _begin(conn)
    elif conn.moments is None:
        _begin(conn)
        conn.moment = Moment()
    else:
        conn.moment = conn.moments.begin(conn)
    try:
        yield
    finally:
        if isinstance(conn, Connection):
            conn.moment = None
        conn.execute("ROLLBACK")


def _begin(conn: sqlite3.Connection) -> None:
    conn.execute("BEGIN")
    conn.execute("SELECT 1 FROM sqlite_schema").fetchone()  # only what reads sees a state


def at_once(conn: sqlite3.Connection, asked: Hashable, work: Callable[[], T]) -> T:
    """What the work gives; once in a moment, where the connection reads at one."""
    moment = conn.moment if isinstance(conn, Connection) else None
    return work() if moment is None else moment.once(asked, work)


def once(read: Callable[Concatenate[sqlite3.Connection, P], T]) -> Callable[Concatenate[sqlite3.Connection, P], T]:
    """A reader that reads the same only once in a moment."""

    @wraps(read)
    def reading(conn: sqlite3.Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if not isinstance(conn, Connection) or conn.moment is None:
            return read(conn, *args, **kwargs)
        asked = (read, *map(told, args), *((name, told(value)) for name, value in sorted(kwargs.items())))
        return conn.moment.once(asked, lambda: read(conn, *args, **kwargs))

    return reading


def told(value: Any) -> Hashable:
    """The same for the same value: of an array its bytes, of a model its fields."""
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, BaseModel):
        return type(value), value.model_dump_json()
    if isinstance(value, (list, tuple)):
        return tuple(map(told, value))
    if isinstance(value, dict):
        return tuple((key, told(each)) for key, each in sorted(value.items()))
    known: Hashable = value
    return known
