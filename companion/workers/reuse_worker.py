"""Looks for reuse in the background, on a thread of its own."""

from __future__ import annotations

import logging
import sqlite3
import threading
from typing import TYPE_CHECKING

from companion.store import reuse, standard_pictures
from companion.store.db import Store

if TYPE_CHECKING:
    from companion.workers.reuse import Reuse

log = logging.getLogger(__name__)

QUIET_SECONDS = 1.0
"""Pictures come in crowds, and comparing them at once would hold up the badges of those still to be measured."""


def _is_due(conn: sqlite3.Connection) -> bool:
    """Whether there is anything to do: what does it takes a second, and 70 MB for good, to import."""
    return reuse.is_behind(conn) or standard_pictures.are_due(conn)


class ReuseWorker:
    """Compares what is new whenever it is woken. The methods may be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reuse: Reuse | None = None
        self._woken = threading.Event()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reuse", daemon=True)

    def start(self) -> None:
        """Start, and take up what an earlier run left."""
        self._woken.set()
        self._thread.start()

    def wake(self) -> None:
        """There may be something new to compare."""
        self._woken.set()

    def close(self) -> None:
        """Ends after the few pictures that are being compared; the others are compared next time."""
        self._ends.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._woken.wait()
            if self._ends.is_set():
                return
            while self._woken.is_set() and not self._ends.is_set():
                self._woken.clear()
                self._woken.wait(QUIET_SECONDS)
            try:
                if self._reuse is None and not self._store.read_here(_is_due):
                    continue
                self._opened().catch_up(self._ends.is_set)
            except Exception:
                log.exception("Looking for reuse ended early; it goes on with the next picture")

    def _opened(self) -> Reuse:
        if self._reuse is None:
            from companion.workers.reuse import Reuse  # noqa: PLC0415 - brings OpenCV and faiss

            self._reuse = Reuse(self._store)
        return self._reuse
