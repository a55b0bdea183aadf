"""Many files, in order, on several threads."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from companion.core.wire.evidence import Status
from companion.vision.bulk import measure_files
from companion.vision.meter import Meter
from tests.companion.vision.made import aligned, drawn, encoded


def test_the_order_is_the_inputs_and_bad_files_lose_nothing(tmp_path: Path) -> None:
    kinds = {"face": encoded(aligned()), "drawing": encoded(drawn()), "broken": encoded(aligned())[:900]}
    paths = []
    for number in range(30):
        name = list(kinds)[number % 3]
        paths.append(tmp_path / f"{number:02}-{name}.jpg")
        paths[-1].write_bytes(kinds[name])
    paths.insert(7, tmp_path / "missing.jpg")
    found = list(measure_files(paths, threads=2))
    assert [path for path, _ in found] == paths
    wanted = {"face": Status.scored, "drawing": Status.no_face, "broken": Status.undecodable}
    for path, measured in found:
        if path.name == "missing.jpg":
            assert measured.evidence.status is Status.failed
        else:
            assert measured.evidence.status is wanted[path.stem.split("-")[1]]


def test_what_has_no_end_is_read_no_further_than_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (endless := Path("/dev/zero")).exists():
        pytest.skip("This system has no file without an end.")
    monkeypatch.setattr("companion.vision.bulk.MAX_FILE_BYTES", 2**20)
    (tmp_path / "face.jpg").write_bytes(encoded(aligned()))
    found = [each.evidence for _, each in measure_files([endless, tmp_path / "face.jpg"], threads=1)]
    assert [each.status for each in found] == [Status.undecodable, Status.scored]
    assert "more than 1 MB" in (found[0].message or "")


def test_ending_early_closes_the_meters_and_their_threads(tmp_path: Path) -> None:
    path = tmp_path / "face.jpg"
    path.write_bytes(encoded(aligned()))
    closed: list[Meter] = []

    class Watched(Meter):
        def close(self) -> None:
            closed.append(self)
            super().close()

    results = measure_files([path] * 200, threads=2, make_meter=Watched)
    assert next(results)[1].evidence.status is Status.scored
    results.close()
    assert len(closed) in (1, 2)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("measure")]
