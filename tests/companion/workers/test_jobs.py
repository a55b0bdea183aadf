"""Long work on its own threads, as the window sees it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.core.progress import Progress
from companion.core.wire.jobs import JobState
from companion.errors import BadRequestError, NotFoundError
from companion.store.times import now
from companion.workers.jobs import ENDED, Jobs, Outcome, Work


class Watched:
    """Jobs, and a way to wait until one has ended."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.jobs = Jobs(now, self._notify)

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def ended(self, number: int) -> JobState:
        with self._changed:
            self._changed.wait_for(lambda: self.jobs.outcome(number)[0].state in ENDED, timeout=60)
        return self.jobs.outcome(number)[0].state

    def run(self, work: Work) -> int:
        number = self.jobs.start("analysis", "shared", work).job
        self.ended(number)
        return number


@pytest.fixture
def watched() -> Iterator[Watched]:
    made = Watched()
    yield made
    made.jobs.close()


def test_what_it_gave_is_there_when_it_is_done(watched: Watched) -> None:
    def work(progress: Progress) -> Outcome:
        progress(3, 4)
        return Outcome({"found": 1})

    job, outcome = watched.jobs.outcome(watched.run(work))
    assert (job.state, job.done, job.of) == (JobState.done, 3, 4)
    assert outcome is not None
    assert outcome.data == {"found": 1}


def test_it_can_be_cancelled_on_the_way(watched: Watched) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> Outcome:
        begun.set()
        while True:
            progress(1, 2)

    number = watched.jobs.start("export", "gexf", work).job
    begun.wait(60)
    watched.jobs.cancel(number)
    assert watched.ended(number) is JobState.cancelled
    assert watched.jobs.outcome(number)[1] is None


def test_a_failure_says_why_and_a_mistake_of_ours_says_nothing_private(watched: Watched) -> None:
    def refused(progress: Progress) -> Outcome:
        raise BadRequestError("imports.empty", file="The file")

    def broken(progress: Progress) -> Outcome:
        raise ValueError("a secret")

    job, _ = watched.jobs.outcome(watched.run(refused))
    assert (job.state, job.message) == (JobState.failed, "The file is empty.")
    job, _ = watched.jobs.outcome(watched.run(broken))
    assert job.state is JobState.failed
    assert job.message is not None
    assert "secret" not in job.message


def test_old_ones_go_with_their_files(watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "made.gexf"
    file.touch()
    first = watched.run(lambda _: Outcome(file=file, name="made.gexf"))
    assert watched.jobs.outcome(first)[0].file == "made.gexf"
    for _ in range(50):
        watched.run(lambda _: Outcome())
    assert len(watched.jobs.all()) == 50
    assert not file.exists()
    with pytest.raises(NotFoundError):
        watched.jobs.outcome(first)
