"""Fits the two densities, and the thresholds that follow from them. Nothing here is random but k-means, by its seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2
from scipy.special import logsumexp

from companion.core.calibration import (
    Aligned,
    Calibration,
    Correction,
    Ratios,
    Students,
    shapes,
    student_log_density,
    whitening,
)
from companion.core.models import FloatArray

# The shape regression: landmarks are in fiftieths of the square, and the ridge is a share of the faces' number. Both it
# and the limit stand on a plateau: from 0.05 to 1, and from 1 to 2, nothing changes by more than 4 pictures of 546.
UNIT = 0.02
RIDGE = 0.2
LIMIT = 1.2
ALIGNED_DOF = 10.0
ORDINARY_PARTS = 6
ORDINARY_DOF = 8.0
ROUNDS = 60

STRONG_ONE_IN = 2000
SOME_ONE_IN = 500
CROPPED_ONE_IN = 1000
ABOVE = 0.25
STEPS = (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 3000)
"""The rarities that are told apart. The last is near the most that 5,640 pictures can bear witness to."""


@dataclass(frozen=True, eq=False)
class Faces:
    """n main faces: landmarks (n, 478, 2) in their frames, residuals (n, 4), and the frames' sides in pixels (n,)."""

    points: FloatArray
    residuals: FloatArray
    sides: FloatArray

    def __len__(self) -> int:
        return len(self.sides)

    def __getitem__(self, chosen: NDArray[np.bool_]) -> Faces:
        return Faces(self.points[chosen], self.residuals[chosen], self.sides[chosen])


def calibrate(engine: str, aligned: Mapping[int, Faces], ordinary: Faces) -> Calibration:
    """From aligned pictures, by the side of their frame in pixels, and ordinary ones."""
    correction = _fit_correction(aligned)
    fits = [_fit_student(_corrected(aligned[side], correction)) for side in sorted(aligned)]
    means, scales = np.array([mean for mean, _ in fits]), np.array([scale for _, scale in fits])
    calibration = Calibration(
        engine=engine,
        correction=correction,
        aligned=Aligned(np.array(sorted(aligned), dtype=float), means, scales, ALIGNED_DOF),
        ordinary=_fit_students(_corrected(ordinary, correction)),
        strong=np.inf,
        some=np.inf,
        cropped=np.inf,
        cropped_one_in=CROPPED_ONE_IN,
        rarities=(),
    )
    return _with_thresholds(calibration, ordinary)


def ratios(calibration: Calibration, faces: Faces) -> Ratios:
    return calibration.ratios(faces.points, faces.residuals, faces.sides)


def rarities(calibration: Calibration, found: Ratios) -> NDArray[np.int64]:
    """The ``one_in`` that each face is told, with the reading as a crop."""
    told = np.array([calibration.rarity(float(score)).one_in for score in found.aligned])
    return np.where(crops(calibration, found), np.maximum(told, calibration.cropped_one_in), told)


def crops(calibration: Calibration, found: Ratios) -> NDArray[np.bool_]:
    return np.array(
        [calibration.reads_as_crop(*each) for each in zip(found.aligned, found.cropped, strict=True)], dtype=bool
    )


def _with_thresholds(calibration: Calibration, ordinary: Faces) -> Calibration:
    """The least scores such that no more of the ordinary pictures reach them than each rarity says.

    Crops get half of their rarity's share, and the score the rest, so that both together keep it.
    """
    found = ratios(calibration, ordinary)
    score = found.aligned
    strong = _reached_by(score, len(score) // STRONG_ONE_IN)
    as_crop = np.where((score < strong) & (found.cropped > score), found.cropped, -np.inf)
    cropped = _reached_by(as_crop, len(score) // (2 * CROPPED_ONE_IN))
    counted = np.where(as_crop >= cropped, np.inf, score)
    table = tuple(
        (_reached_by(counted if one_in <= CROPPED_ONE_IN else score, len(score) // one_in), one_in) for one_in in STEPS
    )
    some = table[STEPS.index(SOME_ONE_IN)][0]
    return replace(calibration, strong=strong, some=some, cropped=cropped, rarities=table)


def _reached_by(values: FloatArray, count: int) -> float:
    """The threshold that ``count`` of the values reach: a little above the next one below."""
    upper, lower = np.append(np.inf, np.sort(values)[::-1])[[count, count + 1]]
    return float(lower + min(ABOVE, (upper - lower) / 2))


def _corrected(faces: Faces, correction: Correction) -> FloatArray:
    return faces.residuals - correction(shapes(faces.points, faces.residuals))


def _fit_correction(aligned: Mapping[int, Faces]) -> Correction:
    targets = np.concatenate([faces.residuals - np.median(faces.residuals, axis=0) for faces in aligned.values()])
    targets = np.clip(targets, *np.percentile(targets, [0.5, 99.5], axis=0))
    shape = np.concatenate([shapes(faces.points, faces.residuals) for faces in aligned.values()])
    mean = shape.mean(axis=0)
    design = (shape - mean) / UNIT
    gram = design.T @ design + RIDGE * len(design) * np.eye(design.shape[1])
    weights = np.linalg.solve(gram, design.T @ targets) / UNIT
    return Correction(mean, weights, LIMIT * ((shape - mean) @ weights).std(axis=0))


def _fit_student(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean and scale of one Student t, by expectation–maximisation: far points weigh less."""
    mean, scale = np.median(x, axis=0), np.cov(x.T)
    for _ in range(ROUNDS):
        off = x - mean
        distance = np.einsum("ni,ij,nj->n", off, np.linalg.inv(scale), off)
        weight = (ALIGNED_DOF + x.shape[1]) / (ALIGNED_DOF + distance)
        mean = weight @ x / weight.sum()
        off = x - mean
        scale = (weight[:, None] * off).T @ off / len(x)
    return mean, scale


def _fit_students(x: FloatArray, seed: int = 0) -> Students:
    """A mixture of Student t, by expectation–maximisation, begun by k-means."""
    _, labels = kmeans2((x - x.mean(axis=0)) / x.std(axis=0), ORDINARY_PARTS, minit="++", seed=seed)
    belonging = np.eye(ORDINARY_PARTS)[labels]
    means = np.array([x[labels == part].mean(axis=0) for part in range(ORDINARY_PARTS)])
    scales = np.array([np.cov(x.T)] * ORDINARY_PARTS)
    floor = 0.01 * np.diag(x.var(axis=0))
    for _ in range(ROUNDS):
        off = x[:, None] - means
        distance = np.einsum("nki,kij,nkj->nk", off, np.linalg.inv(scales), off)
        weight = belonging * (ORDINARY_DOF + x.shape[1]) / (ORDINARY_DOF + distance)
        means = np.einsum("nk,ni->ki", weight, x) / weight.sum(axis=0)[:, None]
        off = x[:, None] - means
        scales = np.einsum("nk,nki,nkj->kij", weight, off, off) / belonging.sum(axis=0)[:, None, None] + floor
        terms = np.log(belonging.mean(axis=0)) + student_log_density(off, whitening(scales), ORDINARY_DOF)
        belonging = np.exp(terms - logsumexp(terms, axis=1, keepdims=True))
    return Students(belonging.mean(axis=0), means, scales, ORDINARY_DOF)


def as_json(calibration: Calibration) -> dict[str, object]:
    """The part of the calibration file that ``Calibration.from_json`` reads, without the version."""
    correction, aligned, ordinary = calibration.correction, calibration.aligned, calibration.ordinary
    return {
        "engine": calibration.engine,
        "levels": {
            name: _rounded(getattr(calibration, name)) for name in ("strong", "some", "cropped", "cropped_one_in")
        },
        "rarities": [[_rounded(score), one_in] for score, one_in in calibration.rarities],
        "aligned": {name: _rounded(getattr(aligned, name)) for name in ("sides", "means", "scales", "dof")},
        "ordinary": {name: _rounded(getattr(ordinary, name)) for name in ("weights", "means", "scales", "dof")},
        "correction": {name: _rounded(getattr(correction, name)) for name in ("mean", "weights", "limit")},
    }


def _rounded(value: float | FloatArray) -> object:
    """Six significant digits: far below the landmarks' noise."""
    if isinstance(value, np.ndarray):
        return [_rounded(each) for each in value]
    return value if isinstance(value, int) else float(f"{float(value):.6g}")
