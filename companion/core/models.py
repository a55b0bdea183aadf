"""What vision measures and core judges: faces, residuals, and the result for one picture."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from companion.core.wire.evidence import Alignment, Evidence

FloatArray = NDArray[np.float64]

CLEARLY_LARGER = 2.0
"""The main face is clear where its area is this many times the next one's."""


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
class Seen:
    """What vision found: the faces, the largest first; what to measure them against; and the upright file's size."""

    faces: tuple[Face, ...]
    frame: Frame
    width: int
    height: int
    format: str

    @property
    def main(self) -> Face | None:
        """The face that the picture is of: the only one, or the one that is clearly larger than the next."""
        if len(self.faces) > 1 and self._area(self.faces[0]) < CLEARLY_LARGER * self._area(self.faces[1]):
            return None
        return self.faces[0] if self.faces else None

    def with_main(self, face: Face) -> Seen:
        """With this in the place of the main face. Raises ValueError where there is none."""
        if self.main is None:
            raise ValueError("no face is clearly the main one")
        return replace(self, faces=(face, *self.faces[1:]))

    @classmethod
    def of(cls, faces: Iterable[Face], frame: Frame, width: int, height: int, kind: str) -> Seen:
        """The faces in any order."""
        unordered = cls(tuple(faces), frame, width, height, kind)
        return replace(unordered, faces=tuple(sorted(unordered.faces, key=unordered._area, reverse=True)))

    def _area(self, face: Face) -> float:
        """The face's bounding box in pixels of the file."""
        extent = (face.points.max(axis=0) - face.points.min(axis=0)) * (self.width, self.height)
        return float(extent[0] * extent[1])


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
