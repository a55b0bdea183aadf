"""What would outlast a power cut: commits are gathered, and the write-ahead log is synced for all of them at once.

A commit alone only hands its pages to the operating system. Whoever sent something may let go of its own copy once
:attr:`Durability.synced` has come to the number that its commit had.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SYNC_SECONDS = 1.0
"""The log is synced at most so long after the oldest commit that is not, whatever comes meanwhile."""
PAUSE_SECONDS = 0.1
"""Where nothing comes for so long, it is synced at once."""
QUIET_SECONDS = 3.0
"""After so long without a write, the log is brought into the file while nobody waits for it."""


@dataclass(frozen=True)
class Mark:
    """How far a run of the companion has come: its commits, and how many of these were synced. Each run counts anew."""

    run: str
    committed: int
    synced: int

    def __str__(self) -> str:
        return f"{self.run} {self.committed} {self.synced}"


class Durability:
    """Of the writer's connection, on the writer's thread; only :attr:`mark` may be read from any."""

    def __init__(self, writer: sqlite3.Connection, busy_ms: int) -> None:
        self._writer = writer
        self._busy_ms = busy_ms
        self.mark = Mark(secrets.token_hex(8), 0, 0)
        self._oldest: float | None = None  # of the commits that are not synced
        self._last: float | None = None  # of the commits that are not in the file

    def count(self) -> None:
        """Something was committed."""
        self.mark = Mark(self.mark.run, self.mark.committed + 1, self.mark.synced)
        self._last = time.monotonic()
        self._oldest = self._oldest or self._last

    def seconds_left(self) -> float | None:
        """Until there is something to do here; 0 where it is due, None where nothing is left."""
        if self._last is None:
            return None
        due = self._last + QUIET_SECONDS
        if self._oldest is not None:
            due = min(self._oldest + SYNC_SECONDS, self._last + PAUSE_SECONDS)
        return max(0.0, due - time.monotonic())

    def go_on(self) -> None:
        """Sync the log; where that is done, bring it into the file. What does not succeed is tried again later."""
        if self._oldest is not None:
            self._oldest = None if self._sync() else time.monotonic()
        elif self.into_the_file():
            self._last = None
        else:
            self._last = time.monotonic()

    def _sync(self) -> bool:
        """By a commit that waits until the log is on the disk, up to and with its own page."""
        mark = Mark(self.mark.run, self.mark.committed, self.mark.committed)
        with self._without_waiting():
            self._writer.execute("PRAGMA synchronous = FULL")
            try:
                self._writer.execute(f"PRAGMA user_version = {mark.synced % 2**31}")  # a page of our own to commit
            except sqlite3.Error:  # as where the disk is full, or another program writes
                return False
            finally:
                self._writer.execute("PRAGMA synchronous = NORMAL")
        self.mark = mark
        return True

    def into_the_file(self) -> bool:
        """Bring the log into the file and empty it, as far as others let; False where they read it yet."""
        with self._without_waiting():
            try:
                return not self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.Error:
                return True  # as where the disk is full: it stands in the log, and is tried again after the next write

    @contextmanager
    def _without_waiting(self) -> Iterator[None]:
        """For others who hold a lock: it is tried again later."""
        self._writer.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self._writer.execute(f"PRAGMA busy_timeout = {self._busy_ms}")
