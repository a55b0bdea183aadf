"""``eyeline cluster score`` with a real scheduler and two workers, of which one is killed on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from companion.cluster import pictures
from companion.cluster.pictures import Done, Part, measure_on
from companion.cluster.scheduler import connected
from companion.core.wire.evidence import Status
from tests.companion.cli.commands.process import COMPANION, ROOT, run
from tests.companion.cluster.dask import Dask, dask
from tests.companion.vision.made import aligned, drawn, encoded, ordinary

PICTURES = 260


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few pictures, listed over and over."""
    tmp_path = tmp_path_factory.mktemp("archive")
    (tmp_path / "aligned.jpg").write_bytes(encoded(aligned()))
    (tmp_path / "ordinary.png").write_bytes(encoded(ordinary(), "PNG"))
    (tmp_path / "drawing.webp").write_bytes(encoded(drawn(), "WEBP"))
    (tmp_path / "broken.jpg").write_bytes(encoded(aligned())[:700])
    names = ["aligned.jpg", "ordinary.png", "drawing.webp", "broken.jpg", "gone.jpg"]
    listed = tmp_path / "archive.csv"
    listed.write_text("path\n" + "".join(f"{names[at % len(names)]}\n" for at in range(PICTURES)))
    return listed


@pytest.fixture(scope="module")
def here(manifest: Path) -> list[str]:
    """The lines of the one-machine path."""
    paths = [str(manifest.parent / name) for name in manifest.read_text().splitlines()[1:]]
    return run("score", "--jsonl", *paths).stdout.splitlines()


def differences(lines: list[str], here: list[str]) -> list[str]:
    """Which field is not the same in which line: a line is too long to be seen whole in a message."""
    return [
        f"line {at}, {name}: {ours[name]!r} here, {theirs.get(name)!r} there"
        for at, (theirs, ours) in enumerate(zip(map(json.loads, lines), map(json.loads, here), strict=False))
        for name in ours
        if ours[name] != theirs.get(name)
    ]


def test_pictures_give_the_same_lines_though_a_worker_is_killed(cluster: Dask, manifest: Path, here: list[str]) -> None:
    command = [*COMPANION, "cluster", "score", str(manifest), "--scheduler", cluster.address]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as scoring:
        assert scoring.stdout is not None
        assert scoring.stderr is not None
        first = scoring.stdout.readline()
        cluster.kill(cluster.workers[0])
        assert scoring.poll() is None
        rest, said = scoring.stdout.read(), scoring.stderr.read()
    assert scoring.returncode == 0, said
    cluster.add_worker()
    lines = [first.rstrip("\n"), *rest.splitlines()]
    assert lines == here, differences(lines, here)
    assert len(lines) == PICTURES
    assert "Traceback" not in said


def test_a_file_of_lines_goes_on_where_it_was_left(
    cluster: Dask, manifest: Path, here: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    kept = [line.replace('"status"', '"kept": 1, "status"') for line in here[:200]]
    output.write_text("".join(f"{line}\n" for line in kept) + here[200][:50])
    done = run("cluster", "score", str(manifest), "--scheduler", cluster.address, "-o", str(output))
    assert done.returncode == 0, done.stderr
    lines = output.read_text().splitlines()
    assert lines == kept + here[200:], differences(lines, kept + here[200:])
    assert f"200 of {PICTURES} pictures have their lines already" in done.stderr


def test_what_is_no_file_of_lines_is_left_alone(manifest: Path, tmp_path: Path) -> None:
    output = tmp_path / "notes.txt"
    output.write_text("my notes")
    done = run("cluster", "score", str(manifest), "-o", str(output))
    assert (done.returncode, output.read_text()) == (1, "my notes")
    assert "Line 1 of" in done.stderr


def test_a_worker_that_cannot_see_the_files_is_no_result(cluster: Dask, tmp_path: Path) -> None:
    """What this machine can read and a worker cannot, stands for another machine's missing folder."""
    code = (
        "import sys; from pathlib import Path; from companion.cluster import pictures; "
        "from companion.cluster.scheduler import connected; pictures._can_be_read = lambda path: True\n"
        "with connected(sys.argv[1]) as client: list(pictures.measure_on(client, [Path('/nowhere/a.jpg')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, cluster.address], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "ClusterError: A worker cannot read /nowhere/a.jpg" in done.stderr


@pytest.mark.soak
def test_a_picture_at_which_every_worker_ends_costs_no_other(
    manifest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No picture is known to do so; an exit stands for what one could do to the engine."""

    def measured_here(part: Part) -> Done:
        import os

        from companion.cluster.pictures import measured_here as truly

        if any(path.name == "deadly.jpg" for path in part):
            os._exit(1)
        return truly(part)

    monkeypatch.setattr(pictures, "measured_here", measured_here)
    (tmp_path / "deadly.jpg").write_bytes(b"")
    paths = [manifest.parent / "aligned.jpg", tmp_path / "deadly.jpg", manifest.parent / "ordinary.png"]
    with dask(tmp_path, workers=0, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as started:
        started.add_worker(nanny=True)
        with connected(started.address) as client:
            measured = list(measure_on(client, paths))
    assert [path for path, _ in measured] == paths
    assert [each.evidence.status for _, each in measured] == [Status.scored, Status.failed, Status.scored]
    assert "Each worker" in str(measured[1][1].evidence.message)
