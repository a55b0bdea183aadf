"""The whole set-up in an empty folder, as a person would run it. Long, as it fetches and installs everything."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from companion.errors import EngineError
from companion.vision.landmarks_tasks import FaceLandmarker
from companion.vision.meter import Meter
from companion.vision.model_file import FACE_LANDMARKER, MODELS
from scripts.environment import interpreter
from scripts.research.measuring.pictures import read_manifest
from tests.companion.vision.test_engines import libraries_that_resolve_names

EVERY = 4
"""Of the real pictures, one in so many is measured."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")


def test_says_how_it_is_used_before_it_does_anything(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, root / "scripts" / "start.py", "--help"], capture_output=True, text=True, check=True
    )
    assert "python3 scripts/start.py [options of eyeline serve]" in done.stdout
    assert all(line.startswith("Using ") for line in done.stderr.splitlines())  # another Python, where that fits better


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """The project's files as they are now, without what is built or installed, in a folder of their own."""
    copy = tmp_path / "a checkout"
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=root, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (root / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, copy / name)
    return copy


class Start(Protocol):
    def __call__(
        self, data: str = "data", python: str = sys.executable, **environment: str
    ) -> subprocess.Popen[str]: ...


@pytest.fixture
def start(checkout: Path) -> Iterator[Start]:
    """Starts ``start.py`` in the checkout; what still runs at the end of the test is killed."""
    with contextlib.ExitStack() as stack:

        def begin(data: str = "data", python: str = sys.executable, **environment: str) -> subprocess.Popen[str]:
            options = ["--no-window", "--json", "--port", "0", "--data", checkout.parent / data]
            process = subprocess.Popen(
                [python, checkout / "scripts" / "start.py", *options],
                env={**os.environ, **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield begin


def use_and_end(companion: subprocess.Popen[str]) -> str:
    """Talk to the companion, end it as a service would, and give what stood on standard error."""
    assert companion.stdout is not None
    first = companion.stdout.readline()
    if not first:
        pytest.fail(companion.communicate()[1])
    told = json.loads(first)
    assert told["pid"] == companion.pid
    with urllib.request.urlopen(told["url"] + "/api/v1/hello") as answer:
        assert json.load(answer)["name"] == "eyeline"
    with urllib.request.urlopen(told["url"] + "/api/v1/setup") as answer:
        assert Path(json.load(answer)["firefox"]).is_file()
    companion.terminate()
    rest, said = companion.communicate()
    assert (companion.returncode, rest) == (0, "")
    return said


@pytest.mark.soak
@pytest.mark.timeout(1200)
@posix
def test_an_interrupted_set_up_goes_on_and_the_next_start_has_nothing_to_do(start: Start) -> None:
    for step, signal_number in (("Making", signal.SIGKILL), ("Installing the Python packages", signal.SIGINT)):
        process = start()
        assert process.stderr is not None
        assert any(line.startswith(step) for line in process.stderr)
        time.sleep(2)  # into the step, wherever that is
        process.send_signal(signal_number)
        assert process.communicate()[0] == ""
    assert "Building the extension" in use_and_end(start())
    again = use_and_end(start())
    assert not any(word in again for word in ("Making", "Installing", "Building"))


def only(tmp_path: Path, *names: str) -> Path:
    """A folder for PATH with these programs and no other."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in names:
        (programs / name).symlink_to(str(shutil.which(name)))
    return programs


@pytest.mark.soak
@pytest.mark.timeout(1200)
@posix
def test_without_node_on_path_and_in_two_starts_at_once(start: Start, tmp_path: Path) -> None:
    programs = only(tmp_path, "sh", "uname")
    first, second = start("one", PATH=str(programs)), start("two", PATH=str(programs))
    said = use_and_end(first) + use_and_end(second)
    assert "installing one into .venv" in said
    assert "Another set-up is under way" in said
    assert said.count("Building the extension") == 1


@pytest.mark.soak
def test_without_network_it_says_so_in_one_sentence(checkout: Path, start: Start) -> None:
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
    process = start(**nowhere, PIP_EXTRA_INDEX_URL="", PIP_FIND_LINKS="", PIP_NO_CACHE_DIR="1")
    printed, said = process.communicate()
    assert (process.returncode, printed) == (1, "")
    last = said.splitlines()[-1]
    assert last.startswith("Installing the Python packages failed. The network could not be reached. ")
    assert str(checkout / "build" / "setup.log") in last


@pytest.fixture
def newer_python() -> str:
    found = interpreter.newer_here()
    if found is None:
        pytest.skip("there is no Python 3.13 or later here, on PATH or from pyenv")
    return found


@dataclass(frozen=True)
class Installed:
    """The ``eyeline`` of a checkout that a newer Python set up."""

    command: Path
    environment: dict[str, str]

    def run(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.command, *arguments],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )


@contextlib.contextmanager
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address to give as a proxy, and what came there."""
    came: list[bytes] = []

    class Takes(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            came.append(self.request.recv(4096))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Takes) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", came
        server.shutdown()


NOWHERE = "http://127.0.0.1:9"


@pytest.mark.soak
@pytest.mark.timeout(2400)
@posix
def test_where_only_a_newer_python_is_there_the_other_engine_measures(
    checkout: Path, start: Start, newer_python: str, tmp_path: Path, shared_folder: Path
) -> None:
    """From an empty checkout to evidence; the model file is put where the download would put it."""
    only_this = {"PATH": str(only(tmp_path, "sh", "uname", "node", "npm")), "PYENV_ROOT": str(tmp_path)}
    data = checkout.parent / "data"
    data.mkdir()
    shutil.copy(shared_folder / "models" / FACE_LANDMARKER.name, data)
    said = use_and_end(start("data", newer_python, **only_this))
    if "Using" in said:
        pytest.skip("this machine has a better Python in /usr/local/bin")
    again = use_and_end(start("data", newer_python, **only_this))
    assert not any(word in again for word in ("Making", "Installing", "Building", "Fetching"))
    without_models = {name: value for name, value in os.environ.items() if name != MODELS}
    installed = Installed(checkout / ".venv" / "bin" / "eyeline", {**without_models, **only_this})

    assert (
        f"with the face model in {data} finds 1 face" in installed.run("doctor", "--data", data, "--port", "0").stdout
    )
    empty = tmp_path / "empty"
    assert f"put {FACE_LANDMARKER.address} there" in installed.run("doctor", "--data", empty, "--port", "0").stdout
    offline = installed.run("score", "--data", empty, *checkout.parent.rglob("grace_hopper.jpg"), https_proxy=NOWHERE)
    assert offline.returncode == EngineError.exit_code
    assert "could not be fetched from its maker" in offline.stderr
    assert str(empty / FACE_LANDMARKER.name) in offline.stderr

    folder = shared_folder / "faces"
    chosen = {
        label: [each.path for each in read_manifest(folder / "manifest.csv", folder) if each.label == label][::EVERY]
        for label in ("gan", "real")
    }
    with listener() as (address, came):
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "ALL_PROXY"), address) | {"no_proxy": "", "NO_PROXY": ""}
        scored = installed.run("score", "--jsonl", "--data", data, *chosen["gan"], *chosen["real"], **proxies)
    assert scored.returncode == 0, scored.stderr
    assert came == [], "MediaPipe speaks to the network"
    (mediapipe,) = (checkout / ".venv").glob("lib/*/site-packages/mediapipe")
    assert libraries_that_resolve_names(mediapipe) == []
    lines = {Path(line["path"]): line for line in map(json.loads, scored.stdout.splitlines())}
    strong = {label: [lines[path]["level"] == "strong" for path in paths] for label, paths in chosen.items()}
    assert sum(strong["gan"]) >= 0.97 * len(strong["gan"]) > 130
    assert not any(strong["real"])

    with Meter(FaceLandmarker(FACE_LANDMARKER.read(data))) as here:  # the same engine in this MediaPipe
        for path in (*chosen["gan"][::20], *chosen["real"][::20]):
            score = here.measure(path.read_bytes()).evidence.score
            assert lines[path]["score"] == pytest.approx(score, abs=0.05)
