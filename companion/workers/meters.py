"""What opens pictures for the workers: a process of its own for each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from companion.core.wire.evidence import Evidence
from companion.workers.picture_process import PictureProcess

if TYPE_CHECKING:
    from companion.core.models import Measured, StoredFingerprints


class Meter(Protocol):
    """What opens pictures: :class:`companion.workers.picture_process.PictureProcess`.

    Bad pictures get a status or nothing; it raises :class:`PictureProcessError` where a picture ended it.
    """

    @property
    def measured_by(self) -> str: ...

    def measure(self, content: bytes) -> Measured: ...

    def judge_again(self, found: Evidence, landmarks: bytes, width: int, height: int) -> Evidence: ...

    def thumbnail(self, content: bytes, side: int) -> bytes | None: ...

    def fingerprints(self, content: bytes, landmarks: bytes | None, keep_greys: bool) -> StoredFingerprints: ...

    def rest(self) -> None:
        """Hold nothing until it is asked for something, or is to be ready."""

    def make_ready(self) -> None:
        """Begin to become as quick as it can be."""

    def kill(self) -> None:
        """From any thread: whatever it does now ends with a PictureProcessError."""


def meters_of(data: Path) -> Callable[[], AbstractContextManager[Meter]]:
    """Opens meters of this machine's engine; ``data`` is the folder of the model file, where it needs one."""
    return lambda: PictureProcess(data)
