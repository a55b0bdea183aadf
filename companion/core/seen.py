"""The faces that vision found in one picture, and where the main one lies in its frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from companion.core.alignment import in_frame, residual
from companion.core.models import Face, FloatArray, Frame, Residual

CLEARLY_LARGER = 2.0
"""The main face is clear where its area is this many times the next one's."""


@dataclass(frozen=True, eq=False)
class Seen:
    """What vision found: the faces, the largest first; what to measure them against; and the upright file's size."""

    faces: tuple[Face, ...]
    frame: Frame
    width: int
    height: int
    format: str

    @cached_property
    def main(self) -> Face | None:
        """The face that the picture is of: the only one, or the one that is clearly larger than the next."""
        if len(self.faces) > 1 and self._area(self.faces[0]) < CLEARLY_LARGER * self._area(self.faces[1]):
            return None
        return self.faces[0] if self.faces else None

    @cached_property
    def points(self) -> FloatArray:
        """The main face's landmarks (478, 2) as fractions of the frame. Raises ValueError where there is none."""
        return in_frame(self._main(), self.width, self.height, self.frame)

    @cached_property
    def residual(self) -> Residual:
        """The main face's. Raises ValueError where there is none."""
        return residual(self.points)

    @property
    def largest(self) -> Seen:
        """With no other face than the largest, which is the main one then."""
        return self if len(self.faces) < 2 or self.main is not None else replace(self, faces=self.faces[:1])

    def with_main(self, face: Face) -> Seen:
        """With this in the place of the main face. Raises ValueError where there is none."""
        self._main()
        return replace(self, faces=(face, *self.faces[1:]))

    @classmethod
    def of(cls, faces: Iterable[Face], frame: Frame, width: int, height: int, kind: str) -> Seen:
        """The faces in any order."""
        found = cls(tuple(faces), frame, width, height, kind)
        if len(found.faces) < 2:
            return found
        return replace(found, faces=tuple(sorted(found.faces, key=found._area, reverse=True)))

    def _main(self) -> Face:
        if self.main is None:
            raise ValueError("no face is clearly the main one")
        return self.main

    def _area(self, face: Face) -> float:
        """The face's bounding box in pixels of the file."""
        extent = (face.points.max(axis=0) - face.points.min(axis=0)) * (self.width, self.height)
        return float(extent[0] * extent[1])
