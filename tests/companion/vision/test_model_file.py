"""Fetching the model file, from a server on this computer that does what networks and servers do."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from companion.errors import EngineError
from companion.vision.model_file import FACE_LANDMARKER, MODELS, ModelFile

CONTENT = bytes(range(256)) * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()

Answer = Callable[[BaseHTTPRequestHandler], None]
Serve = Callable[[Answer], ModelFile]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server that answers so, and gives the file that it should have."""
    servers = []

    def start(answer: Answer) -> ModelFile:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer(self)

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/face.task"
        return ModelFile("face.task", address, len(CONTENT), SHA256)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def send(content: bytes, promised: int | None = None) -> Answer:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Length", str(len(content) if promised is None else promised))
        to.end_headers()
        to.wfile.write(content)

    return answer


def test_comes_whole_with_its_progress(serve: Serve, tmp_path: Path) -> None:
    model = serve(send(CONTENT))
    assert not model.is_in(tmp_path)
    came: list[int] = []
    model.fetch(tmp_path, came.append)
    assert model.read(tmp_path) == CONTENT
    assert sum(came) == len(CONTENT)
    assert len(came) > 1
    assert [path.name for path in tmp_path.iterdir()] == ["face.task"]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (send(CONTENT[:-1] + b"?"), "its hash differs"),
        (send(CONTENT + b"more"), "its hash differs"),
        (send(CONTENT[:1000], promised=len(CONTENT)), "1,000 of 256,000 bytes came"),
        (send(b"<html>Sign in to this network</html>"), "36 of 256,000 bytes came"),
        (lambda to: to.send_error(404), "Not Found"),
        (lambda to: to.send_error(503), "Service Unavailable"),
        (lambda to: to.wfile.write(b"not HTTP\r\n\r\n"), "not HTTP"),
    ],
)
def test_what_is_not_the_file_is_not_kept(serve: Serve, tmp_path: Path, answer: Answer, says: str) -> None:
    model = serve(answer)
    with pytest.raises(EngineError) as raised:
        model.fetch(tmp_path)
    assert says in raised.value.message
    assert f"put {model.address} there yourself, as {tmp_path / 'face.task'}." in raised.value.message
    assert list(tmp_path.iterdir()) == []


def test_reads_no_more_than_it_should_be(serve: Serve, tmp_path: Path) -> None:
    def endless(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.end_headers()
        try:
            while True:
                to.wfile.write(CONTENT)
        except OSError:
            gone.set()

    gone = threading.Event()
    with pytest.raises(EngineError, match="its hash differs"):
        serve(endless).fetch(tmp_path)
    assert gone.wait()


def test_without_a_network_it_says_what_to_put_where(serve: Serve, tmp_path: Path) -> None:
    model = replace(serve(send(b"")), address="http://127.0.0.1:9/face.task")
    with pytest.raises(EngineError, match="could not be fetched from its maker") as raised:
        model.fetch(tmp_path)
    assert str(tmp_path / "face.task") in raised.value.message
    (tmp_path / "face.task").write_bytes(CONTENT)  # as the sentence says
    assert model.read(tmp_path) == CONTENT


def test_what_lies_there_and_is_not_the_file_is_said_and_then_replaced(serve: Serve, tmp_path: Path) -> None:
    model = serve(send(CONTENT))
    with pytest.raises(EngineError, match=r"face\.task is not there"):
        model.read(tmp_path)
    (tmp_path / "face.task").write_bytes(CONTENT[:-1])  # as a copy that was cut short
    assert not model.is_in(tmp_path)
    with pytest.raises(EngineError, match="is not the file that it should be"):
        model.read(tmp_path)
    model.fetch(tmp_path)
    assert model.is_in(tmp_path)


def test_a_failed_fetch_leaves_what_was_there(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "face.task").write_bytes(CONTENT)
    model = serve(send(CONTENT[:1000], promised=len(CONTENT)))
    with pytest.raises(EngineError):
        model.fetch(tmp_path)
    assert model.read(tmp_path) == CONTENT


def test_several_starts_at_once_do_not_mix(serve: Serve, tmp_path: Path) -> None:
    model = serve(send(CONTENT))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: model.fetch(tmp_path), range(8)))
    assert model.read(tmp_path) == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["face.task"]


def test_a_folder_that_cannot_be_written_is_said(serve: Serve, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="cannot be written"):
        serve(send(CONTENT)).fetch(tmp_path / "missing")


def test_the_published_file_is_the_one_that_is_known(shared_folder: Path) -> None:
    assert FACE_LANDMARKER.is_in(shared_folder / "models")
    assert FACE_LANDMARKER.address.startswith("https://")
    assert FACE_LANDMARKER.address.endswith(f"/{FACE_LANDMARKER.name}")


def test_a_folder_that_the_environment_names_stands_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    model = ModelFile("face.task", "https://unused.example/", len(CONTENT), SHA256)
    own, common = tmp_path / "own", tmp_path / "common"
    for folder in (own, common):
        folder.mkdir()
    (common / model.name).write_bytes(CONTENT)
    assert not model.is_in(own)
    monkeypatch.setenv(MODELS, str(common))
    assert model.read(own) == CONTENT
    (own / model.name).write_bytes(b"another")
    assert not model.is_in(own), "the data folder's own goes first"
