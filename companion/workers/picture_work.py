"""All that is done to a picture's bytes."""

from __future__ import annotations

from pathlib import Path

from companion.core.models import Measured, StoredFingerprints
from companion.core.wire.evidence import Evidence
from companion.errors import PictureError
from companion.vision.bulk import measure_together
from companion.vision.decode import thumbnail
from companion.vision.landmarks import LandmarkEngine
from companion.vision.meter import Meter
from companion.vision.stored_fingerprints import landmarks_of, stored_fingerprints


class PictureWork:
    """It is for one thread. Bad pictures get a status or nothing, they do not raise."""

    def __init__(self, engine: LandmarkEngine | None = None) -> None:
        """As :class:`Meter`."""
        self._meter = Meter(engine)

    def close(self) -> None:
        self._meter.close()

    def kill(self) -> None:
        """Nothing here can be ended from outside."""

    def measure(self, content: bytes) -> Measured:
        return self._meter.measure(content)

    def measure_files(self, paths: list[Path]) -> list[Measured]:
        return measure_together(self._meter, paths)

    @property
    def measured_by(self) -> str:
        return self._meter.measured_by

    def by(self) -> str:
        """For a process, which is asked for what it does."""
        return self.measured_by

    def judge_again(self, found: Evidence, landmarks: bytes, width: int, height: int) -> Evidence:
        return self._meter.judge_again(found, landmarks_of(landmarks), width, height)

    def thumbnail(self, content: bytes, side: int) -> bytes | None:
        try:
            return thumbnail(content, side)
        except PictureError:
            return None

    def fingerprints(self, content: bytes, landmarks: bytes | None, keep_greys: bool) -> StoredFingerprints:
        return stored_fingerprints(content, landmarks_of(landmarks), keep_greys=keep_greys)
