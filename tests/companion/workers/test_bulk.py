"""Many files in several processes: what one would give, in order, whatever a picture does to the process it is in."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from companion.core.models import Measured
from companion.core.wire.evidence import Status
from companion.vision.bulk import measure_files
from companion.workers import bulk
from companion.workers.bulk import measure_in_processes
from companion.workers.picture_process import PictureProcess
from tests.companion.vision.made import aligned, drawn, encoded

opened: list[PictureProcess] = []


class Mortal(PictureProcess):
    """Its process is killed while it measures this name."""

    deadly = "none"

    def measure_files(self, paths: list[Path]) -> list[Measured]:
        opened.append(self)
        if any(path.stem == self.deadly for path in paths):
            assert self._process is not None
            self._process.kill()
        return super().measure_files(paths)


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Of 37 files, in two processes at least."""
    monkeypatch.setattr(bulk, "WORTH_A_PROCESS", 10)
    monkeypatch.setattr(bulk, "PictureProcess", Mortal)
    opened.clear()
    kinds = [encoded(aligned(200)), encoded(drawn()), encoded(aligned())[:900], b"words"]
    made = [tmp_path / f"{number:02}.jpg" for number in range(36)]
    for number, path in enumerate(made):
        path.write_bytes(kinds[number % 4])
    return [*made[:20], tmp_path / "missing.jpg", *made[20:]]


def test_it_gives_what_threads_give(paths: list[Path], tmp_path: Path) -> None:
    there = list(measure_in_processes(paths, 2, tmp_path))
    here = list(measure_files(paths, 2))
    assert len({id(process) for process in opened}) == 2
    assert [path for path, _ in there] == paths
    assert [each.evidence for _, each in there] == [each.evidence for _, each in here]
    assert [each.landmarks.tobytes() for _, each in there] == [each.landmarks.tobytes() for _, each in here]


def test_a_picture_that_ends_its_process_loses_no_other(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Mortal, "deadly", "09")
    found = {path.stem: measured.evidence for path, measured in measure_in_processes(paths, 1, tmp_path)}
    assert list(found) == [path.stem for path in paths]
    assert (found["09"].status, found["09"].score) == (Status.failed, None)
    assert "ended while it opened" in (found["09"].message or "")
    wanted = (Status.scored, Status.no_face, Status.undecodable, Status.undecodable)
    for number in {*range(36)} - {9}:
        assert found[f"{number:02}"].status is wanted[number % 4]


def test_ending_early_ends_the_processes(paths: list[Path], tmp_path: Path) -> None:
    with closing(measure_in_processes(paths * 20, 2, tmp_path)) as results:
        next(results)
        running = [process._process for process in opened]
    assert running
    assert all(process is not None and process.poll() is not None for process in running)


def test_few_pictures_are_measured_here(paths: list[Path], tmp_path: Path) -> None:
    assert len(list(measure_in_processes(paths[:9], 2, tmp_path))) == 9
    assert not opened
