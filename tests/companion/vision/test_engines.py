"""Which engine is taken, its model file from the first start on, and that no MediaPipe here could tell anybody."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from companion.cli import measuring
from companion.cli.commands import doctor
from companion.cli.main import eyeline
from companion.demo.photograph import PATH
from companion.errors import EngineError
from companion.settings import Settings
from companion.vision import engines, model_file
from companion.vision.decode import decode
from companion.vision.engines import NEWEST_SILENT, carries_models, open_engine
from companion.vision.landmarks import MAX_SIDE, FaceMesh
from companion.vision.landmarks_tasks import FaceLandmarker
from companion.vision.meter import CALIBRATIONS, bundled_calibration
from companion.vision.model_file import FACE_LANDMARKER
from scripts.environment.python_packages import PACKAGES, PACKAGES_FOR_TESTS

NAME_RESOLUTION = re.compile(rb"\0_?(getaddrinfo|gethostbyname)\0")
"""As the table of imported names spells them, on Linux and on macOS."""


def libraries_that_resolve_names(package: Path) -> list[str]:
    found = [path for path in package.rglob("*") if path.suffix in (".so", ".dylib")]
    assert found
    return [path.name for path in found if NAME_RESOLUTION.search(path.read_bytes())]


def test_this_mediapipe_cannot_open_a_connection() -> None:
    spec = importlib.util.find_spec("mediapipe")
    assert spec is not None
    assert spec.origin is not None
    assert libraries_that_resolve_names(Path(spec.origin).parent) == []
    assert engines.is_silent()


@pytest.mark.parametrize("lock", [PACKAGES, PACKAGES_FOR_TESTS], ids=lambda path: path.name)
def test_none_that_could_is_locked(lock: Path) -> None:
    versions = re.findall(r"^mediapipe==([\d.]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(versions) == 2
    assert all(tuple(map(int, each.split("."))) <= NEWEST_SILENT for each in versions)


def test_the_doctor_minds_one_that_tells(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engines, "version", lambda name: "1.0.0")
    found = {finding.subject: finding for finding in doctor.examine(Settings.of({"data": tmp_path, "port": 0}))}
    assert not found["Measuring"].well
    assert "tells its maker" in found["Measuring"].sentence


bundled = pytest.mark.skipif(not carries_models(), reason="MediaPipe carries no models for this Python")
"""Of what the engine of Python 3.10 to 3.12 alone does."""


@bundled
def test_where_mediapipe_carries_its_models_nothing_is_fetched(tmp_path: Path) -> None:
    assert carries_models()
    measuring.make_engine_ready(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []
    engine = open_engine(tmp_path)
    engine.close()
    assert isinstance(engine, FaceMesh)


@pytest.mark.parametrize("engine", CALIBRATIONS)
def test_each_engine_has_a_calibration_of_its_own(engine: str) -> None:
    assert bundled_calibration(engine).engine == engine


@pytest.fixture
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where only a newer MediaPipe installs; this one runs the other engine as well."""
    monkeypatch.setattr(engines, "carries_models", lambda: False)
    monkeypatch.delenv(model_file.MODELS, raising=False)


@pytest.fixture
def makers_server(monkeypatch: pytest.MonkeyPatch, shared_folder: Path) -> Iterator[ThreadingHTTPServer]:
    """Serves the real model file on this computer, in its maker's place."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(shared_folder / "models"))) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/{FACE_LANDMARKER.name}"
        monkeypatch.setattr(model_file, "FACE_LANDMARKER", replace(FACE_LANDMARKER, address=address))
        yield server
        server.shutdown()


@pytest.mark.usefixtures("without_models")
def test_the_first_start_fetches_the_model_and_the_next_needs_no_network(
    makers_server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    score = ["score", "--jsonl", "--data", str(tmp_path / "data"), str(PATH)]
    first = CliRunner().invoke(eyeline, score, catch_exceptions=False)
    assert first.exit_code == 0
    assert "Fetching the face model, once, from its maker (3.8 MB)" in first.stderr
    makers_server.shutdown()
    makers_server.server_close()
    second = CliRunner().invoke(eyeline, score, catch_exceptions=False)
    assert "Fetching" not in second.stderr
    assert json.loads(first.stdout)["status"] == "scored"
    assert first.stdout == second.stdout


@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize("arguments", [["score", str(PATH)], ["serve", "--port", "0"]], ids=lambda each: each[0])
def test_offline_it_says_so_before_it_begins(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unreachable = replace(FACE_LANDMARKER, address="http://127.0.0.1:9/face_landmarker.task")
    monkeypatch.setattr(model_file, "FACE_LANDMARKER", unreachable)
    result = CliRunner().invoke(eyeline, [*arguments, "--data", str(tmp_path)])
    assert isinstance(result.exception, EngineError)
    assert str(tmp_path / FACE_LANDMARKER.name) in result.exception.message
    assert result.stdout == ""


@pytest.mark.usefixtures("without_models")
def test_the_doctor_says_what_the_other_engine_lacks(tmp_path: Path, shared_folder: Path) -> None:
    def measuring() -> doctor.Finding:
        found = doctor.examine(Settings.of({"data": tmp_path, "port": 0}))
        return next(finding for finding in found if finding.subject == "Measuring")

    assert not measuring().well
    assert (
        f"put {FACE_LANDMARKER.address} there yourself, as {tmp_path / FACE_LANDMARKER.name}." in measuring().sentence
    )
    shutil.copy(shared_folder / "models" / FACE_LANDMARKER.name, tmp_path)
    assert measuring().well
    assert f"with the face model in {tmp_path} finds 1 face" in measuring().sentence


@bundled
@pytest.mark.usefixtures("without_models")
def test_both_engines_put_the_landmarks_at_the_same_places(shared_folder: Path) -> None:
    rgb = decode(PATH.read_bytes(), MAX_SIDE).rgb
    faces = []
    for engine in (FaceMesh(), open_engine(shared_folder / "models")):
        faces += engine.faces(rgb)
        engine.close()
    assert isinstance(engine, FaceLandmarker)
    bundled, other = (face.points for face in faces)
    assert np.abs(bundled - other).max() < 0.02
    assert np.abs(bundled - other).mean() < 0.005
