"""A model that a landmark engine needs and MediaPipe does not carry: fetched once from its maker, checked, and kept."""

from __future__ import annotations

import hashlib
import http.client
import os
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from companion.errors import EngineError

PATIENCE = 30.0  # seconds without a byte
PIECE = 64 * 1024
MODELS = "EYELINE_MODELS"
"""Names a folder in the environment where models lie that the data folder does not hold."""


@dataclass(frozen=True)
class ModelFile:
    """One published file: where its maker keeps it, and what it must be, to the byte."""

    name: str
    address: str
    size: int
    sha256: str

    def is_in(self, folder: Path) -> bool:
        """Whether the folder, or the environment's, holds the file, whole."""
        try:
            return self._is(self._bytes_in(folder))
        except OSError:
            return False

    def read(self, folder: Path) -> bytes:
        """The file's bytes. Raises EngineError where it is missing or is something else."""
        path = folder / self.name
        try:
            content = self._bytes_in(folder)
        except FileNotFoundError as error:
            raise EngineError("engine.model.missing", file=path, advice=self._what_to_do(path)) from error
        except OSError as error:
            raise EngineError("engine.model.unreadable", file=path, reason=error) from error
        if not self._is(content):
            raise EngineError("engine.model.other_file", file=path, advice=self._what_to_do(path))
        return content

    def fetch(self, folder: Path, came: Callable[[int], object] = lambda count: None) -> None:
        """Fetch it into the folder, which exists: whole or not at all, also where several do it at once.

        ``came`` is told how many bytes came, again and again. Raises EngineError.
        """
        path = folder / self.name
        try:
            content = self._download(came)
        except (OSError, http.client.HTTPException) as error:
            raise EngineError(
                "engine.model.not_fetched", reason=_reason(error), advice=self._what_to_do(path)
            ) from error
        if not self._is(content):
            advice = self._what_to_do(path)
            if len(content) < self.size:
                raise EngineError("engine.model.cut_short", came=len(content), size=self.size, advice=advice)
            raise EngineError("engine.model.other_hash", advice=advice)
        try:
            _write_whole(path, content)
        except OSError as error:
            if self.is_in(folder):  # Windows does not let two put it there at once
                return
            raise EngineError("engine.model.unwritable", file=path, reason=error) from error

    def _download(self, came: Callable[[int], object]) -> bytes:
        content = bytearray()
        request = urllib.request.Request(self.address, headers={"User-Agent": "eyeline"})  # noqa: S310 - a constant
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - the same
                while len(content) <= self.size and (piece := answer.read(PIECE)):
                    content += piece
                    came(len(piece))
        except urllib.error.HTTPError as error:
            error.close()  # it is an open answer, too
            raise
        return bytes(content)

    def _bytes_in(self, folder: Path) -> bytes:
        """One byte too many at most, whatever was put there."""
        path = folder / self.name
        if (elsewhere := os.environ.get(MODELS)) and not path.exists():
            path = Path(elsewhere) / self.name
        with path.open("rb") as file:
            return file.read(self.size + 1)

    def _is(self, content: bytes) -> bool:
        return len(content) == self.size and hashlib.sha256(content).hexdigest() == self.sha256

    def _what_to_do(self, path: Path) -> EngineError:
        return EngineError("engine.advice.model", address=self.address, file=path)


FACE_LANDMARKER = ModelFile(
    name="face_landmarker.task",
    address="https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/face_landmarker.task",
    size=3_758_596,
    sha256="64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
)


def _write_whole(path: Path, content: bytes) -> None:
    number, half = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(half).replace(path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    return str(getattr(inner, "strerror", None) or inner) or type(inner).__name__
