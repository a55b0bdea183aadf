"""What measuring gave, on its way to the store."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

from companion.core.wire.pictures import KeepPictures
from companion.store import picture_results
from companion.store.db import Store
from companion.store.picture_results import Result
from companion.store.times import now, text_of

log = logging.getLogger(__name__)


class Results:
    """Results that come while the writer is busy are written together, in its next transaction.

    Where they cannot be stored nobody waits for them any more, and they are written again a little later.
    """

    def __init__(
        self,
        store: Store,
        keep: Callable[[], KeepPictures],
        *,
        stored: Callable[[Sequence[Result]], None],
        not_yet: Callable[[Mapping[int, None]], None],
        later: Callable[[Callable[[], object]], None],
    ) -> None:
        """``keep``: what is kept of pictures now. ``not_yet`` is told the pictures whose results could not be stored;
        ``later`` calls what it is given a little later."""
        self._store = store
        self._keep = keep
        self._stored = stored
        self._not_yet = not_yet
        self._later = later
        self._lock = threading.Lock()
        self._results: list[Result] = []  # not in the store yet
        self._writing = False  # a write of them is queued, or waits to be tried again

    def add(self, result: Result) -> None:
        """From any thread."""
        with self._lock:
            self._results.append(result)
            if self._writing:
                return
            self._writing = True
        self._submit()

    def _submit(self) -> None:
        self._store.submit(self._write).add_done_callback(self._written)

    def _write(self, conn: sqlite3.Connection) -> list[Result]:
        with self._lock:
            results = list(self._results)
        picture_results.finish(conn, results, self._keep().value, text_of(now()))
        return results

    def _written(self, written: Future[list[Result]]) -> None:
        if (error := written.exception()) is not None:
            log.error("Results could not be stored yet: %s", error)
            with self._lock:
                waiting = [result.picture for result in self._results]
            self._not_yet(dict.fromkeys(waiting))
            self._later(self._submit)
            return
        results = written.result()
        with self._lock:
            del self._results[: len(results)]
            self._writing = bool(self._results)
        if self._writing:
            self._submit()
        self._stored(results)
