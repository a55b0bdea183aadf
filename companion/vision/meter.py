"""Bytes of a picture → all that can be measured on it."""

from __future__ import annotations

import hashlib
import json
import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import resources
from types import TracebackType
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from companion import __version__
from companion.core.alignment import alignment
from companion.core.calibration import Calibration
from companion.core.evidence import evidence, judged_again
from companion.core.models import Measured
from companion.core.seen import CLEARLY_LARGER, Seen
from companion.core.turning import alignment_before, turned_back
from companion.core.wire.evidence import Evidence, Level, Status
from companion.errors import PictureError
from companion.vision.cues import bundled_table, cues_of
from companion.vision.decode import Picture, decode
from companion.vision.engines import open_engine
from companion.vision.landmarks import MAX_SIDE, FaceMesh, LandmarkEngine
from companion.vision.landmarks_tasks import FaceLandmarker
from companion.vision.looks import see, see_again, see_upright
from companion.vision.provenance import statements
from companion.vision.refinement import bundled_refinement
from companion.vision.way_up import bundled_way_up

log = logging.getLogger(__name__)

T = TypeVar("T")
U = TypeVar("U")

NEAR_ONE_IN = 10
"""Small pictures that are at least so rare at first are looked at again; with all others it could change no level."""

CALIBRATIONS = {FaceMesh.name: "calibration.json", FaceLandmarker.name: "calibration_tasks.json"}
"""Each engine's landmarks lie and scatter in their own way, so each is judged by its own."""


def bundled_calibration(engine: str = FaceMesh.name) -> Calibration:
    """The calibration that ships with this version, made for the engine by ``scripts/research/calibrate.py``."""
    return Calibration.from_json(json.loads(_calibration_file(engine)))


def measured_by(engine: str = FaceMesh.name) -> str:
    """What stored measurements are known by: Eyeline's version, the engine, and the calibration that judged."""
    return f"{__version__} {engine} {hashlib.sha256(_calibration_file(engine)).hexdigest()[:8]}"


def _calibration_file(engine: str) -> bytes:
    return resources.files(__package__).joinpath(CALIBRATIONS[engine]).read_bytes()


class _Upright(NamedTuple):
    """A picture turned so that its largest face stands upright, what is seen in it, and by how many quarters it was."""

    picture: Picture
    seen: Seen
    quarters: int


class Meter:
    """Measures pictures. It is for one thread: make one per worker, and close it or use it in a ``with``."""

    def __init__(self, engine: LandmarkEngine | None = None, calibration: Calibration | None = None) -> None:
        """Without an engine it takes this machine's, with its model file, if it needs one, in the default data folder.

        Raises EngineError.
        """
        self._engine = engine or open_engine()
        self._calibration = calibration or bundled_calibration(self._engine.name)
        self.measured_by = measured_by(self._engine.name)
        self._refinement = bundled_refinement(self._engine.name)
        self._way_up = bundled_way_up()
        self._cue_table = bundled_table()

    def __enter__(self) -> Meter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.close()

    def measure(self, data: bytes) -> Measured:
        """The picture's evidence. Never raises for a bad picture: then the evidence's status and message say why."""
        return self.measure_all([data])[0]

    def measure_all(self, contents: Sequence[bytes]) -> list[Measured]:
        """Each picture's evidence. Step by step: what is done again at once is still in the processor's caches."""
        stored = [_tried(_stored, data) for data in contents]
        upright = _each(self._see_upright, _each(self._see, stored))
        found = iter(evidence([each.seen for each in upright if isinstance(each, _Upright)], self._calibration))
        judged = [
            each if isinstance(each, Measured) else (data, each, next(found))
            for data, each in zip(contents, upright, strict=True)
        ]
        return _each(self._measured, judged)

    def _see(self, stored: Picture) -> tuple[Picture, Seen]:
        return stored, see(self._engine, stored)

    def _see_upright(self, first: tuple[Picture, Seen]) -> _Upright:
        return _Upright(*see_upright(self._engine, self._way_up, *first))

    def _measured(self, judged: tuple[bytes, _Upright, Evidence]) -> Measured:
        data, (picture, seen, quarters), found = judged
        if found.rarity is not None and found.rarity.one_in >= NEAR_ONE_IN:
            again = see_again(self._engine, self._refinement, picture, seen)
            if again is not seen:
                seen, (found,) = again, evidence([again], self._calibration)
        # A cue's worth is known among aligned pictures only, and it costs time.
        aligned = found.level in (Level.strong, Level.some)
        cues = cues_of(picture, seen, self._cue_table) if aligned else []
        found = found.model_copy(update={"cues": cues, "file": statements(data)})
        return _there(measured(seen, found, quarters), picture.there)

    def judge_again(self, found: Evidence, landmarks: NDArray[np.float32], width: int, height: int) -> Evidence:
        """What this meter's calibration says of stored evidence, without the picture.

        ``landmarks`` (faces, 478, 2), the main face first, and the file's size are as they were measured. Evidence that
        is not scored stays as it is.
        """
        if found.alignment is None or len(landmarks) == 0:
            return found
        return judged_again(found, landmarks[0].astype(float), width, height, self._calibration)


def measured(seen: Seen, found: Evidence, quarters: int = 0) -> Measured:
    """All of it in the file's own terms: the picture was turned clockwise by so many quarters before it was seen."""
    first = found.alignment
    known = [] if first is None else [first]  # the first face's, where it is the main one
    others = [alignment(face, seen.width, seen.height, seen.frame) for face in seen.faces[len(known) :]]
    alignments = tuple(alignment_before(each, quarters) for each in (*known, *others))
    landmarks = np.array([turned_back(face.points, quarters) for face in seen.faces], dtype=np.float32)
    return Measured(
        found if first is None else found.model_copy(update={"alignment": alignments[0]}),
        landmarks.reshape(-1, 478, 2),
        *((seen.height, seen.width) if quarters % 2 else (seen.width, seen.height)),
        seen.format,
        alignments,
    )


def _there(found: Measured, there: float) -> Measured:
    """What was measured on a picture of which so large a share of the rows is there: as it is, where that is all.

    The score of one that is cut short is kept where its main face is, and what is missing could hold no other that is
    as large. Else it is unknown whose picture it is.
    """
    if there == 1:
        return found
    cut = PictureError("pictures.cut_short", status=Status.undecodable.value, percent=math.ceil(100 * (1 - there)))
    if found.evidence.status is Status.scored:
        main = found.landmarks[0]
        top, bottom = main[:, 1].min(), main[:, 1].max()
        if bottom <= there and bottom - top >= math.sqrt(CLEARLY_LARGER) * (1 - there):
            kept = found.evidence.model_copy(update={"message": cut.message})
            return replace(found, evidence=kept)
    return Measured.without(Evidence(status=Status.undecodable, message=cut.message, file=found.evidence.file))


def _stored(data: bytes) -> Picture | Measured:
    """The picture as it is stored, or why it is not measured."""
    try:
        return decode(data, MAX_SIDE)
    except PictureError as error:
        status = Status(error.picture_status)
        return Measured.without(Evidence(status=status, message=error.message, file=statements(data)))


def _each(step: Callable[[T], U | Measured], before: Sequence[T | Measured]) -> list[U | Measured]:
    """What a step gives for each picture that no step before it ended."""
    return [each if isinstance(each, Measured) else _tried(step, each) for each in before]


def _tried(step: Callable[[T], U | Measured], value: T) -> U | Measured:
    try:
        return step(value)
    except Exception:
        log.exception("a picture could not be measured")
        return Measured.without(
            Evidence(status=Status.failed, message="Eyeline failed on this picture; its log says why.")
        )
