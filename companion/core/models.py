"""What vision measures and core judges: landmarks, frames, residuals, and the result for one picture."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from companion.core.wire.evidence import Alignment, Evidence

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Face:
    """One face's landmarks: (478, 2), x and y as fractions of the picture's width and height.

    The order is that of MediaPipe FaceMesh with refined landmarks; points may lie outside 0..1.
    """

    points: FloatArray


class Frame(NamedTuple):
    """The square that a face is measured against, in pixels of the upright picture."""

    left: float
    top: float
    side: float


@dataclass(frozen=True)
class Residual:
    """The face's FFHQ square against the picture's frame; ``wire.evidence.Alignment`` says the units.

    Here the roll is in radians, so that all four numbers are of one size.
    """

    shift_x: float
    shift_y: float
    log_scale: float
    roll: float

    def vector(self) -> FloatArray:
        """(4,) in the order of the fields."""
        return np.array([self.shift_x, self.shift_y, self.log_scale, self.roll])


@dataclass(frozen=True, eq=False)
class Measured:
    """All that one picture gave: ``landmarks`` is (faces, 478, 2) float32, the largest face first, and may be empty.

    ``alignments`` has each face's alignment in the same order, also where no face is clearly the main one.
    ``width``, ``height`` (after EXIF orientation) and ``format`` (``jpeg``, ``png``, ``webp``, ``gif``, ``avif``) are
    None where the file could not be read.
    """

    evidence: Evidence
    landmarks: NDArray[np.float32]
    width: int | None
    height: int | None
    format: str | None
    alignments: tuple[Alignment, ...] = ()

    @classmethod
    def without(cls, found: Evidence) -> Measured:
        """What is known of a picture that could not be measured."""
        return cls(found, np.empty((0, 478, 2), np.float32), None, None, None)


def json_line(path: str, measured: Measured) -> str:
    """One JSON object without a line end; ``path`` comes first, as it was named."""
    found = measured.evidence.model_dump(mode="json", exclude={"picture"})
    size = {"width": measured.width, "height": measured.height, "format": measured.format}
    each_face = [alignment.model_dump(mode="json") for alignment in measured.alignments]
    return json.dumps({"path": path, **found, **size, "each_face": each_face}, ensure_ascii=False)


@dataclass(frozen=True)
class StoredFingerprints:
    """A picture's fingerprints: hashes of 32 bytes (several of them for parts), and what was hashed, where kept."""

    whole_hash: bytes | None = None
    whole_jpeg: bytes | None = None
    core_hash: bytes | None = None
    core_jpeg: bytes | None = None
    wide_hash: bytes | None = None
    wide_jpeg: bytes | None = None
    part_hashes: bytes | None = None
