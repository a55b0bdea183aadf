"""Secondary cues on a decoded picture: the square they are measured in, and the table of what they are worth."""

from __future__ import annotations

import json
from importlib import resources

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.cues import WORKING_SIDE, CueTable, cues, table_from_json
from companion.core.seen import Seen
from companion.core.wire.evidence import Cue
from companion.vision.decode import Picture


def bundled_table() -> CueTable:
    """The cue table that ships with this version, made by ``scripts/research/evaluate_cues.py``."""
    return table_from_json(json.loads(resources.files(__package__).joinpath("cues.json").read_bytes()))


def cues_of(picture: Picture, seen: Seen, table: CueTable) -> list[Cue]:
    """The cues of the picture's main face, in its frame; none where no face is clearly the main one."""
    if seen.main is None:
        return []
    scale = picture.rgb.shape[1] / picture.width
    square = working_square(picture.rgb, *(scale * length for length in seen.frame))
    return cues(square, seen.points, table)


def working_square(rgb: NDArray[np.uint8], left: float, top: float, side: float) -> NDArray[np.uint8]:
    """The square at ``left``, ``top`` with this ``side``, in pixels of ``rgb`` (h, w, 3), at most WORKING_SIDE large.

    Raises ValueError where it does not lie in the picture.
    """
    x, y, size = round(left), round(top), round(side)
    square = rgb[max(0, y) : y + size, max(0, x) : x + size]
    size = min(square.shape[:2])
    if size < 2:
        raise ValueError("the square does not lie in the picture")
    square = square[:size, :size]
    # Halving first and then interpolating takes a sixth of the time that the mean over areas takes in one step.
    while size >= 2 * WORKING_SIDE:
        size //= 2
        square = _scaled(square[: 2 * size, : 2 * size], size, cv2.INTER_AREA)
    return _scaled(square, WORKING_SIDE, cv2.INTER_LINEAR) if size > WORKING_SIDE else square


def _scaled(square: NDArray[np.uint8], side: int, method: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(square, (side, side), interpolation=method), dtype=np.uint8)
