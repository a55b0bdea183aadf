"""Fits the two densities, and the thresholds that follow from them. Nothing here is random but k-means, by its seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2
from scipy.special import logsumexp

from companion.core.calibration import (
    Aligned,
    Calibration,
    Correction,
    Ordinary,
    Ratios,
    Students,
    aside,
    shapes,
    whitening,
)
from companion.core.models import FloatArray
from companion.core.rarity import CROPPED_ONE_IN, STRONG_ONE_IN, BySide, Rarities
from scripts.research.measuring.sources import carries, least_scores

# The shape regression: landmarks are in fiftieths of the square, and the ridge is a share of the faces' number. Both it
# and the limit stand on a plateau: from 0.05 to 1, and from 1 to 2, nothing changes by more than 4 pictures of 546.
UNIT = 0.02
RIDGE = 0.2
LIMIT = 1.2
ALIGNED_DOF = 10.0
WIDENING_RIDGE = 0.1
"""A share of the faces' number; without it, or with 0.4, at most one picture of 546 is found more or less."""
ORDINARY_PARTS = 6
ORDINARY_DOF = 8.0
ROUNDS = 60

FULL_SIDE = 256
"""Pictures of this side and more count as one size: the engine scales them alike."""
FOLDS = 5
CROPS_ONE_IN = 500
"""Of the ordinary pictures so few read as a crop: those that are told SOME_ONE_IN for their score come on top."""
STEPS = (2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""The rarities that are told apart, where there are pictures enough: the last asks for 3,688 of each size."""


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


class SourcedFaces(Protocol):
    """Ordinary faces of one size, and whose picture each is: ``groups`` (n,)."""

    @property
    def faces(self) -> Faces: ...

    @property
    def groups(self) -> NDArray[np.int64]: ...


def calibrate(engine: str, aligned: Mapping[int, Faces], ordinary: Mapping[int, SourcedFaces]) -> Calibration:
    """From the aligned pictures and the ordinary ones, each by the side of their frame in pixels.

    Of STEPS it tells those that the ordinary pictures of every size can carry.
    """
    correction = _fit_correction(aligned)
    seen = [ordinary[side] for side in sorted(ordinary)]
    sides = np.array(sorted(ordinary), dtype=float)
    untold = BySide(sides, np.empty((len(sides), 0)))
    calibration = Calibration(
        engine=engine,
        correction=correction,
        aligned=_fit_aligned(aligned, correction),
        ordinary=Ordinary(sides, tuple(_fit_students(_corrected(each.faces, correction)) for each in seen)),
        rarities=Rarities((), untold, untold),
    )
    steps = tuple(one_in for one_in in STEPS if all(carries(len(each.faces), one_in) for each in seen))
    thresholds = [_thresholds(each, held_out(calibration, each), steps) for each in seen]
    scores = BySide(sides, np.array([least for least, _ in thresholds]))
    cropped = BySide(sides, np.array([[crop] for _, crop in thresholds]))
    return replace(calibration, rarities=Rarities(steps, scores, cropped))


def ratios(calibration: Calibration, faces: Faces) -> Ratios:
    return calibration.ratios(faces.points, faces.residuals, faces.sides)


def folds(groups: NDArray[np.int64]) -> Iterator[NDArray[np.bool_]]:
    """FOLDS times the pictures (n,) that are held out: each source once, with all its pictures."""
    shuffled = np.random.default_rng(0).permutation(np.unique(groups))
    for fold in range(FOLDS):
        yield np.isin(groups, shuffled[fold::FOLDS])


def held_out(calibration: Calibration, ordinary: SourcedFaces) -> Ratios:
    """The ordinary faces of one size, each judged by an ordinary density that was fitted without its source."""
    x = _corrected(ordinary.faces, calibration.correction)
    found = np.empty((3, len(x)))
    for out in folds(ordinary.groups):
        without = Ordinary(np.ones(1), (_fit_students(x[~out]),))
        found[:, out] = ratios(replace(calibration, ordinary=without), ordinary.faces[out])
    return Ratios(*found)


def told(calibration: Calibration, found: Ratios, sides: FloatArray) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The ``one_in`` that each face (n,) is told, and whether it reads as a crop."""
    rarities = calibration.rarities
    each = list(zip(found.aligned.tolist(), found.cropped.tolist(), sides.tolist(), strict=True))
    crops = np.array([rarities.reads_as_crop(*one) for one in each], dtype=bool)
    plain = [rarities.told(score, side) for score, _, side in each]
    read = [rarities.told_as_crop(one) if crop else one for one, crop in zip(plain, crops, strict=True)]
    return np.array([one.one_in for one in read], dtype=np.int64), crops


def _thresholds(ordinary: SourcedFaces, found: Ratios, steps: Sequence[int]) -> tuple[list[float], float]:
    """The least score for each of the steps, and that for a reading as a crop.

    Whoever is told SOME_ONE_IN or less may also have been told it for a crop, so crops are counted there.
    """
    score, groups = found.aligned, ordinary.groups
    (strong,) = least_scores(score, groups, [STRONG_ONE_IN])
    as_crop = np.where((score < strong) & (found.cropped > score), found.cropped, -np.inf)
    cropped = max(0.0, *least_scores(as_crop, groups, [CROPS_ONE_IN]))
    counted = np.where(as_crop >= cropped, np.inf, score)
    common = [one_in for one_in in steps if one_in <= CROPPED_ONE_IN]
    rare = [one_in for one_in in steps if one_in > CROPPED_ONE_IN]
    return [*least_scores(counted, groups, common), *least_scores(score, groups, rare)], cropped


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


def _fit_aligned(faces: Mapping[int, Faces], correction: Correction) -> Aligned:
    """How much more landmarks of faces scatter that are turned aside, of all sizes together; and where they lie."""
    sides = sorted(faces)
    x = [_corrected(faces[side], correction) for side in sides]
    turned = [aside(shapes(faces[side].points, faces[side].residuals)) for side in sides]
    usual = float(np.concatenate(turned).mean())
    spread = np.concatenate([_log_distance(each) for each in x])
    further = np.concatenate(turned) - usual
    widening = float(further @ spread / (further @ further) / (1 + WIDENING_RIDGE) / 2)
    level = Aligned(np.array(sides, dtype=float), np.empty(0), np.empty(0), ALIGNED_DOF, usual, widening)
    fits = [fit_student(each, level.width(how_far)) for each, how_far in zip(x, turned, strict=True)]
    return replace(level, means=np.array([mean for mean, _ in fits]), scales=np.array([scale for _, scale in fits]))


def _log_distance(x: FloatArray) -> FloatArray:
    """How far off the mean each face lies, (n, 4) → (n,): the logarithm of its square, of mean 0."""
    mean, scale = fit_student(x)
    off = x - mean
    spread = np.log(np.einsum("ni,ij,nj->n", off, np.linalg.inv(scale), off) + 0.5)
    return np.asarray(spread - spread.mean())


def fit_student(x: FloatArray, width: FloatArray | float = 1.0) -> tuple[FloatArray, FloatArray]:
    """Mean and scale of one Student t, by expectation–maximisation: far points weigh less.

    ``width`` (n,): how many times as wide as the scale each point scatters.
    """
    width = np.broadcast_to(width, len(x))
    mean, scale = np.median(x, axis=0), np.cov(x.T)
    for _ in range(ROUNDS):
        off = (x - mean) / width[:, None]
        distance = np.einsum("ni,ij,nj->n", off, np.linalg.inv(scale), off)
        weight = (ALIGNED_DOF + x.shape[1]) / (ALIGNED_DOF + distance)
        at_mean = weight / width**2
        mean = at_mean @ x / at_mean.sum()
        off = (x - mean) / width[:, None]
        scale = (weight[:, None] * off).T @ off / len(x)
    return mean, scale


def _fit_students(x: FloatArray, seed: int = 0) -> Students:
    """A mixture of Student t, by expectation–maximisation, begun by k-means."""
    _, labels = kmeans2((x - x.mean(axis=0)) / x.std(axis=0), ORDINARY_PARTS, minit="++", seed=seed)
    belonging = np.eye(ORDINARY_PARTS)[labels].T
    means = np.array([x[labels == part].mean(axis=0) for part in range(ORDINARY_PARTS)])
    scales = np.array([np.cov(x.T)] * ORDINARY_PARTS)
    floor = 0.01 * np.diag(x.var(axis=0))
    # Parts come first here, so that all is products of matrices: as one sum over indices it takes four times as long.
    off = x - means[:, None]
    distance = np.square(off @ whitening(scales).swapaxes(1, 2)).sum(axis=-1)
    for _ in range(ROUNDS):
        weight = belonging * (ORDINARY_DOF + x.shape[1]) / (ORDINARY_DOF + distance)
        means = weight @ x / weight.sum(axis=1)[:, None]
        off = x - means[:, None]
        scales = (weight[..., None] * off).swapaxes(1, 2) @ off / belonging.sum(axis=1)[:, None, None] + floor
        white = whitening(scales)
        distance = np.square(off @ white.swapaxes(1, 2)).sum(axis=-1)
        volume = np.log(np.einsum("kii->ki", white)).sum(axis=1) + np.log(belonging.mean(axis=1))
        terms = volume[:, None] - (ORDINARY_DOF + x.shape[1]) / 2 * np.log1p(distance / ORDINARY_DOF)
        belonging = np.exp(terms - logsumexp(terms, axis=0))
    return Students(belonging.mean(axis=1), means, scales, ORDINARY_DOF)


def as_json(calibration: Calibration) -> dict[str, object]:
    """The part of the calibration file that ``Calibration.from_json`` reads, without the version."""
    correction, aligned, ordinary = calibration.correction, calibration.aligned, calibration.ordinary
    rarities = calibration.rarities
    return {
        "engine": calibration.engine,
        "rarities": {
            "one_in": list(rarities.one_in),
            "sides": _rounded(rarities.scores.sides),
            "scores": _rounded(rarities.scores.values),
            "cropped": _rounded(rarities.cropped.values[:, 0]),
        },
        "aligned": {
            name: _rounded(getattr(aligned, name)) for name in ("sides", "means", "scales", "dof", "turned", "widening")
        },
        "ordinary": [
            {
                "side": _rounded(float(side)),
                "mixture": {name: _rounded(getattr(mixture, name)) for name in ("weights", "means", "scales", "dof")},
            }
            for side, mixture in zip(ordinary.sides, ordinary.mixtures, strict=True)
        ],
        "correction": {name: _rounded(getattr(correction, name)) for name in ("mean", "weights", "limit")},
    }


def _rounded(value: float | FloatArray) -> object:
    """Six significant digits: far below the landmarks' noise."""
    if isinstance(value, np.ndarray):
        return [_rounded(each) for each in value]
    return value if isinstance(value, int) else float(f"{float(value):.6g}")
