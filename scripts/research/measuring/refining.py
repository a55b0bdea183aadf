"""Small pictures whose FFHQ square is known, from large ones, and the linear map that tells it from their pixels.

A large picture's landmarks say where the square lies. Cut anew, a little off, brought down and compressed, the picture
is a small one whose square is known; what the landmarks say of it then is off by what the map has to tell.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from companion.core.alignment import central_square, in_frame, residual
from companion.core.mirror import unmirrored
from companion.core.models import FloatArray, Frame, Residual
from companion.core.seen import Seen
from companion.errors import PictureError
from companion.vision.decode import Picture, decode
from companion.vision.landmarks import MAX_SIDE, LandmarkEngine
from companion.vision.looks import see, seen_twice
from companion.vision.refinement import Refinement, features
from scripts.research.measuring.fit import fit_student
from scripts.research.measuring.pictures import REFINEMENT_FOLDS, Labelled, fold_of

SAMPLES = 12
"""Small pictures that are made of each large one."""
SMALLEST, LARGEST = 26, 64
LEAST_LARGE, LARGE_SIDE = 192, 512
OFF = (0.012, 0.012, 0.07, 0.035)
"""How far off the small pictures are cut, as standard deviations of the residual."""
KINDS: tuple[tuple[str, dict[str, int]], ...] = (
    *(("JPEG", {"quality": quality}) for quality in (70, 80, 85, 85, 90)),
    ("WEBP", {"quality": 80}),
    ("PNG", {}),
)
RIDGE = 0.05
FAR = 0.4
"""Faces whose log scale is so far from 0 are none that could be aligned."""
LIMIT = 4.0
"""Nothing is moved further than so many deviations of the errors."""


@dataclass(frozen=True, eq=False)
class Samples:
    """n small pictures and mirror images: ``features`` (n, d), ``errors`` (n, 4), ``folds`` and ``sides`` (n,)."""

    features: FloatArray
    errors: FloatArray
    folds: NDArray[np.int64]
    sides: FloatArray

    @classmethod
    def joined(cls, parts: Iterable[Samples]) -> Samples:
        each = [part for part in parts if len(part.sides)]
        return cls(*(np.concatenate([getattr(part, field.name) for part in each]) for field in fields(cls)))


def samples_of(engine: LandmarkEngine, picture: Labelled) -> Samples:
    """Those of one picture; none of one that is not large or has no main face."""
    data = picture.path.read_bytes()
    rows = list(_rows(engine, data))
    return Samples(
        np.array([row.features for row in rows], dtype=float).reshape(len(rows), -1 if rows else 0),
        np.array([row.error for row in rows]).reshape(-1, 4),
        np.full(len(rows), fold_of(data)),
        np.array([row.side for row in rows]),
    )


class _Row(NamedTuple):
    features: FloatArray
    error: FloatArray
    side: float


def _rows(engine: LandmarkEngine, data: bytes) -> Iterator[_Row]:
    large = _large_square(data)
    if large is None or (face := see(engine, large).main) is None:
        return
    known = residual(in_frame(face, large.width, large.height, central_square(large.width, large.height)))
    rng = np.random.default_rng(int.from_bytes(data[-8:], "big"))
    for _ in range(SAMPLES):
        wanted = Residual(*(rng.normal(size=4) * OFF).tolist())
        side = round(math.exp(rng.uniform(math.log(SMALLEST), math.log(LARGEST))))
        kind, options = KINDS[rng.integers(len(KINDS))]
        small = decode(_encoded(_cut_anew(large.rgb, known, wanted, side), kind, options), MAX_SIDE)
        frame = Frame(0, 0, side)
        found = seen_twice(engine, small, Seen.of(engine.faces(small.rgb), frame, side, side, small.format))
        if found is None:
            continue
        points = in_frame(found, side, side, frame)
        mirrored = in_frame(unmirrored(found), side, side, frame)
        for rgb, seen, true in ((small.rgb, points, wanted), (small.rgb[:, ::-1], mirrored, _mirrored(wanted))):
            was = residual(seen)
            if abs(was.log_scale) < FAR:
                yield _Row(features(np.ascontiguousarray(rgb), frame, seen, was), error(was, true), side)


def _large_square(data: bytes) -> Picture | None:
    try:
        whole = decode(data, LARGE_SIDE)
    except PictureError:
        return None
    height, width = whole.rgb.shape[:2]
    left, top, side = (round(edge) for edge in central_square(width, height))
    rgb = np.ascontiguousarray(whole.rgb[top : top + side, left : left + side])
    return Picture(rgb, side, side, whole.format) if side >= LEAST_LARGE else None


def _mirrored(residual: Residual) -> Residual:
    return Residual(-residual.shift_x, residual.shift_y, residual.log_scale, -residual.roll)


def error(was: Residual, true: Residual) -> FloatArray:
    """How far off a square is, (4,) in its own frame: :func:`companion.vision.refinement.corrected` the other way."""
    scale, cos, sin = math.exp(was.log_scale), math.cos(was.roll), math.sin(was.roll)
    across, down = true.shift_x - was.shift_x, true.shift_y - was.shift_y
    turned = (cos * across + sin * down) / scale, (cos * down - sin * across) / scale
    return np.array([*turned, true.log_scale - was.log_scale, true.roll - was.roll])


def _cut_anew(rgb: NDArray[np.uint8], known: Residual, wanted: Residual, side: int) -> NDArray[np.uint8]:
    """The square picture (s, s, 3) cut so that its FFHQ square lies as ``wanted``, with this side."""
    whole = len(rgb)
    finer = max(1, round(whole / side))
    fine = side * finer
    scale, turn = math.exp(known.log_scale - wanted.log_scale), known.roll - wanted.roll
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    into = np.array([[cos, -sin], [sin, cos]])
    middle = np.array([0.5 + known.shift_x, 0.5 + known.shift_y])
    first = np.full(2, 0.5 / fine) - (0.5 + wanted.shift_x, 0.5 + wanted.shift_y)
    affine = np.column_stack([into * whole / fine, whole * (middle + into @ first) - 0.5])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(rgb, affine, (fine, fine), flags=flags, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(cv2.resize(cut, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _encoded(rgb: NDArray[np.uint8], kind: str, options: Mapping[str, int]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, kind, **options)
    return out.getvalue()


def fit(samples: Samples) -> Refinement:
    """Ridge regression, once for each fold, on the others."""
    mean = samples.features.mean(axis=0)
    design = samples.features - mean
    spread = 1.4826 * np.median(np.abs(samples.errors), axis=0)
    errors = np.clip(samples.errors, -LIMIT * spread, LIMIT * spread)
    weights, offsets = [], []
    for fold in range(REFINEMENT_FOLDS):
        kept = samples.folds != fold
        middle, offset = design[kept].mean(axis=0), errors[kept].mean(axis=0)
        off = design[kept] - middle
        gram = off.T @ off + RIDGE * len(off) * np.eye(off.shape[1])
        solved = np.linalg.solve(gram, off.T @ (errors[kept] - offset))
        weights.append(solved)
        offsets.append(offset - middle @ solved)
    return Refinement(mean, np.array(weights), np.array(offsets), LIMIT * spread)


def left_over(refinement: Refinement, samples: Samples) -> FloatArray:
    """The errors (n, 4) that remain, each sample judged by the map that was fitted without its picture."""
    told = np.empty_like(samples.errors)
    for fold in range(REFINEMENT_FOLDS):
        of = samples.folds == fold
        told[of] = (samples.features[of] - refinement.mean) @ refinement.weights[fold] + refinement.offsets[fold]
    return np.asarray(samples.errors - np.clip(told, -refinement.limit, refinement.limit))


def volume(errors: FloatArray) -> float:
    """How much room errors (n, 4) take: the root of the determinant of their robust scale."""
    return math.sqrt(float(np.linalg.det(fit_student(errors)[1])))
