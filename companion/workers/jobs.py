"""Long work on threads of its own: it says how far it is, can be cancelled, and needs nobody to wait for it."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from companion.core.progress import Cancelled, Progress
from companion.core.wire.jobs import Job, JobState
from companion.errors import CompanionError, NotFoundError
from companion.texts.catalogue import SOURCE

log = logging.getLogger(__name__)

AT_ONCE = 2
MOST_KEPT = 50
ENDED = (JobState.done, JobState.failed, JobState.cancelled)


@dataclass(frozen=True)
class Outcome:
    """What a job gave: data for the page, or a file to be fetched under a name."""

    data: dict[str, Any] | None = None
    file: Path | None = None
    name: str | None = None


Work = Callable[[Progress], Outcome]


@dataclass
class _Kept:
    job: Job
    outcome: Outcome | None = None
    error: CompanionError | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def said_in(self, language: str) -> Job:
        return self.job if self.error is None else self.job.model_copy(update={"message": self.error.said_in(language)})


class Jobs:
    """Every job since the companion began, the newest fifty. Every method may be called from any thread."""

    def __init__(self, clock: Callable[[], datetime], changed: Callable[[], None] = lambda: None) -> None:
        """``changed`` is called whenever a job is further or ends."""
        self._clock = clock
        self._changed = changed
        self._numbers = itertools.count(1)
        self._kept: dict[int, _Kept] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="job")

    def start(self, kind: str, title: str, work: Work) -> Job:
        """Queue the work; it is called with its progress, on a thread of a pool."""
        job = Job(job=next(self._numbers), kind=kind, title=title, state=JobState.waiting, began_at=self._clock())
        kept = _Kept(job)
        with self._lock:
            self._kept[job.job] = kept
            self._forget_the_oldest()
        self._pool.submit(self._run, kept, work)
        self._changed()
        return job

    def all(self, language: str = SOURCE) -> list[Job]:
        """The newest first; what failed says why in the language."""
        with self._lock:
            return [kept.said_in(language) for kept in reversed(self._kept.values())]

    def outcome(self, number: int, language: str = SOURCE) -> tuple[Job, Outcome | None]:
        """The job, and what it gave once it is done. Raises :class:`NotFoundError`."""
        kept = self._of(number)
        return kept.said_in(language), kept.outcome

    @property
    def are_under_way(self) -> bool:
        """Whether one waits or runs."""
        with self._lock:
            return any(kept.job.state not in ENDED for kept in self._kept.values())

    def cancel(self, number: int) -> Job:
        """Ask it to end; what it had begun is undone. Raises :class:`NotFoundError`."""
        kept = self._of(number)
        kept.cancelled.set()
        return kept.job

    def close(self) -> None:
        """Cancel all, wait for those that run, and delete the files that were made."""
        for kept in list(self._kept.values()):
            kept.cancelled.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for kept in self._kept.values():
            _delete_file(kept)

    def _run(self, kept: _Kept, work: Work) -> None:
        def progress(done: int, of: int) -> None:
            if kept.cancelled.is_set():
                raise Cancelled
            self._update(kept, done=done, of=of)

        try:
            progress(0, 0)
            self._update(kept, state=JobState.running)
            kept.outcome = work(progress)
            name = kept.outcome.name if kept.outcome.file is not None else None
            self._update(kept, state=JobState.done, file=name, ended_at=self._clock())
        except Cancelled:
            self._update(kept, state=JobState.cancelled, ended_at=self._clock())
        except CompanionError as error:
            kept.error = error
            self._update(kept, state=JobState.failed, ended_at=self._clock())
        except Exception:
            log.exception("The job %s failed", kept.job.kind)
            kept.error = CompanionError("internal.job")
            self._update(kept, state=JobState.failed, ended_at=self._clock())

    def _update(self, kept: _Kept, **changes: Any) -> None:
        if changes.get("of") == 0:
            changes["of"] = None
        kept.job = kept.job.model_copy(update=changes)
        self._changed()

    def _of(self, number: int) -> _Kept:
        with self._lock:
            if number not in self._kept:
                raise NotFoundError("jobs.unknown")
            return self._kept[number]

    def _forget_the_oldest(self) -> None:
        ended = [number for number, kept in self._kept.items() if kept.job.state in ENDED]
        for number in ended[: max(0, len(self._kept) - MOST_KEPT)]:
            _delete_file(self._kept.pop(number))


def _delete_file(kept: _Kept) -> None:
    if kept.outcome is not None and kept.outcome.file is not None:
        kept.outcome.file.unlink(missing_ok=True)
