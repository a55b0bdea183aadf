"""Pictures waiting → vision → store, on threads of their own, each with a process that opens the pictures.

A picture is stored as waiting before it comes here, so that nothing is lost when the companion ends. Those that
a request waits for are measured first; then comes what measured pictures are compared by with others, which nobody
waits for; then what an earlier run left behind, what an earlier calibration judged, and last what an earlier method
made to compare pictures by.
"""

from __future__ import annotations

import functools
import itertools
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager

from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.pictures import KeepPictures
from companion.errors import PictureProcessError
from companion.store import picture_results, picture_views
from companion.store.db import Store
from companion.store.picture_results import Result
from companion.store.times import now, text_of
from companion.workers.meters import Meter
from companion.workers.results import Results

log = logging.getLogger(__name__)

THUMBNAIL_SIDE = 256
AGAIN_SECONDS = 5.0  # until the store is tried again
FEW = 8  # pictures that one worker is soon done with
REST_SECONDS = 300.0
"""Without a picture for so long, a worker's process ends: it holds 150 MB, and is there again in a second or two."""
STOP_SECONDS = 1.5  # a worker that needs longer is left; its picture stays waiting

Pending = Future[Evidence | None]

_STOP, _ASKED_FOR, _TO_VIEW, _LEFT_BEHIND, _JUDGED_EARLIER, _VIEWED_EARLIER = range(6)
_SOME_JUDGED_EARLIER = 0
"""In the place of a picture's number: as many as are judged again at once."""
JUDGED_AT_ONCE = 100
_SOON = -1
"""In the place of a picture's number: pictures are about to come."""


class Scoring:
    """The workers. Every method may be called from any thread."""

    def __init__(
        self,
        store: Store,
        keep: KeepPictures,
        workers: int,
        open_meter: Callable[[], AbstractContextManager[Meter]],
        finished: Callable[[], None] = lambda: None,
    ) -> None:
        """``finished`` is called each time there is more to compare."""
        self._store = store
        self.keep = keep  # may be chosen anew at any time
        self._open_meter = open_meter
        self._finished = finished
        self._lock = threading.Lock()
        self._order = itertools.count()
        self._jobs: queue.PriorityQueue[tuple[int, int, int | None]] = queue.PriorityQueue()
        self._bytes: dict[int, bytes | None] = {}  # not begun yet; None: still in the database only
        self._to_view: set[int] = set()  # measured, and not viewed yet
        self._pending: dict[int, Pending] = {}
        self._results = Results(
            store, lambda: self.keep, stored=self._stored, not_yet=self._settle_all, later=self._later
        )
        self._meters: list[Meter] = []
        self._resting = 0
        self._closed = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"meter-{n}", daemon=True) for n in range(max(1, workers))
        ]

    def start(self) -> None:
        """Start a worker, and take up what an earlier run left waiting."""
        self._threads[0].start()
        for picture in self._store.submit(picture_results.waiting).result():
            self._add(picture, None, _LEFT_BEHIND)
        self._view_later(self._store.submit(picture_views.without_views).result())
        self._jobs.put((_JUDGED_EARLIER, next(self._order), _SOME_JUDGED_EARLIER))
        self._view_later(self._store.submit(picture_views.with_earlier_views).result(), _VIEWED_EARLIER)

    def take(self, waiting: Mapping[int, bytes]) -> dict[int, Pending]:
        """Measure these pictures next. Each future gives the evidence once it is stored, or None where it must wait."""
        return {picture: self._add(picture, content, _ASKED_FOR) for picture, content in waiting.items()}

    @property
    def is_under_way(self) -> bool:
        """Whether a picture waits or is being measured."""
        with self._lock:
            return bool(self._pending)

    def expect(self) -> None:
        """Pictures are about to be fetched: a worker that rests makes itself ready meanwhile."""
        if self._resting:
            self._jobs.put((_ASKED_FOR, next(self._order), _SOON))

    def stop_waiting(self) -> None:
        """Let everyone who waits for a picture go with nothing, as the companion ends."""
        with self._lock:
            self._bytes.clear()
            self._to_view.clear()
            pending = list(self._pending.values())
            self._pending.clear()
        for future in pending:
            _settle(future, None)

    def close(self) -> None:
        """Finish the pictures that are being measured; the others stay waiting in the store."""
        self._closed.set()
        self.stop_waiting()
        for _ in self._threads:
            self._jobs.put((_STOP, next(self._order), None))
        for _ in range(2):
            for thread in self._threads:
                if thread.is_alive():
                    thread.join(STOP_SECONDS / len(self._threads))
            for meter in self._meters:  # those that are needed longer; idle ones have gone with their threads
                meter.kill()

    def _add(self, picture: int, content: bytes | None, priority: int) -> Pending:
        with self._lock:
            if picture in self._pending and picture not in self._bytes:  # being measured now
                return self._pending[picture]
            self._bytes[picture] = content
            future = self._pending.setdefault(picture, Future())
        self._jobs.put((priority, next(self._order), picture))
        self._start_another()
        return future

    def _start_another(self) -> None:
        """Where many pictures wait: a worker takes seconds of a core to start, and its memory for good."""
        with self._lock:
            started = sum(thread.ident is not None for thread in self._threads)
            if 0 < started < len(self._threads) and self._jobs.qsize() > FEW * started:
                self._threads[started].start()

    def _work(self) -> None:
        try:
            with self._open_meter() as meter:
                self._meters.append(meter)
                while (picture := self._next(meter)) is not None:
                    try:
                        if picture == _SOON:
                            continue
                        if picture == _SOME_JUDGED_EARLIER:
                            self._judge_again(meter)
                            continue
                        self._measure(meter, picture)
                        self._view(meter, picture)
                    except PictureProcessError as error:
                        self._ended_at(picture, error)
                    except sqlite3.OperationalError as error:  # as a full disk, or a lock that another program holds
                        log.error("Picture %d waits: %s", picture, error)
                        self._settle_all({picture: None})
                        self._later(functools.partial(self._add, picture, None, _LEFT_BEHIND))
                    except Exception:
                        log.exception("Picture %d stays waiting", picture)
                        self._settle_all({picture: None})
        except Exception:
            # The pictures stay waiting: whatever is wrong here, it says nothing about them.
            log.exception("The measuring of pictures ended")

    def _next(self, meter: Meter) -> int | None:
        """The next picture's number, as soon as there is one; None at the end."""
        try:
            return self._jobs.get(timeout=REST_SECONDS)[2]
        except queue.Empty:
            meter.rest()
        with self._lock:
            self._resting += 1
        picture = self._jobs.get()[2]
        with self._lock:
            self._resting -= 1
        if picture is not None:
            meter.make_ready()
        return picture

    def _ended_at(self, picture: int, error: PictureProcessError) -> None:
        """It is tried again after the others; where the companion itself ended the process, it was no try."""
        if picture == _SOME_JUDGED_EARLIER:
            return
        self._settle_all({picture: None})
        if self._closed.is_set():
            self._store.submit(lambda conn: picture_results.take_back_try(conn, picture))
            return
        log.error("Picture %d: %s", picture, error)
        self._add(picture, None, _LEFT_BEHIND)

    def _measure(self, meter: Meter, picture: int) -> None:
        with self._lock:
            if picture not in self._bytes:  # another worker has it, or the companion ends
                return
            content = self._bytes.pop(picture)
        if content is not None:
            self._store.submit(lambda conn: picture_results.count_try(conn, picture))
        else:
            content = self._store.submit(
                lambda conn: picture_results.take_up_again(conn, picture, text_of(now()))
            ).result()
        if content is None:
            self._settle_all({picture: None})
            return
        self._results.add(self._result(meter, picture, content))

    def _result(self, meter: Meter, picture: int, content: bytes) -> Result:
        try:
            measured = meter.measure(content)
            return Result(
                picture,
                measured.evidence,
                measured.landmarks.astype("<f4").tobytes(),
                measured.width,
                measured.height,
                measured.format,
                None if self.keep is KeepPictures.none else meter.thumbnail(content, THUMBNAIL_SIDE),
                views_follow=measured.format is not None,
                measured_by=meter.measured_by,
            )
        except PictureProcessError:
            raise
        except Exception:
            log.exception("Picture %d could not be measured", picture)
            message = "Something went wrong while this picture was measured; the companion's log says what."
            return Result(picture, Evidence(status=Status.failed, message=message))

    def _judge_again(self, meter: Meter) -> None:
        """Pictures that an earlier calibration judged, a few at once, until there are none."""
        by = meter.measured_by
        earlier = self._store.read_here(lambda conn: picture_results.judged_earlier(conn, by, JUDGED_AT_ONCE))
        if earlier:
            now_say = [meter.judge_again(e.evidence, e.landmarks, e.width, e.height) for e in earlier]
            self._store.submit(lambda conn: picture_results.judge_again(conn, now_say, by)).result()
            self._jobs.put((_JUDGED_EARLIER, next(self._order), _SOME_JUDGED_EARLIER))

    def _view_later(self, measured: Iterable[int], priority: int = _TO_VIEW) -> None:
        for picture in measured:
            with self._lock:
                self._to_view.add(picture)
            self._jobs.put((priority, next(self._order), picture))

    def _view(self, meter: Meter, picture: int) -> None:
        """Write what the picture is compared by with others; small pictures of it only where pictures are kept."""
        with self._lock:
            if picture not in self._to_view:
                return
            self._to_view.remove(picture)
        found = self._store.read_here(lambda conn: picture_views.to_view(conn, picture))
        if found is not None:
            content, landmarks = found
            fingerprints = meter.fingerprints(content, landmarks, self.keep is not KeepPictures.none)
            self._store.submit(
                lambda conn: picture_views.keep_fingerprints_of(conn, picture, fingerprints, self.keep.value)
            ).result()
            self._finished()

    def _stored(self, results: Sequence[Result]) -> None:
        self._settle_all({r.picture: r.evidence.model_copy(update={"picture": r.picture}) for r in results})
        self._view_later(r.picture for r in results if r.views_follow)

    def _later(self, work: Callable[[], object]) -> None:
        timer = threading.Timer(AGAIN_SECONDS, lambda: None if self._closed.is_set() else work())
        timer.daemon = True
        timer.start()

    def _settle_all(self, evidence: Mapping[int, Evidence | None]) -> None:
        with self._lock:
            pending = [(self._pending.pop(picture, None), given) for picture, given in evidence.items()]
        for future, given in pending:
            if future is not None:
                _settle(future, given)


def _settle(future: Pending, evidence: Evidence | None) -> None:
    if future.set_running_or_notify_cancel():
        future.set_result(evidence)
