"""The two densities that a position is judged by, and what follows from them.

They are fitted by ``scripts/research/calibrate.py``.

*Aligned* is where faces sit in pictures that StyleGAN made; *ordinary* is where they sit in other profile pictures.
Both are over the corrected residual: the residual (:mod:`companion.core.alignment`) minus the part that the face's own
shape (its pose and expression, seen in the landmarks) foretells.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from companion.core.models import FloatArray
from companion.core.rarity import BySide, Rarities

CALIBRATION_VERSION = 3

ZOOMS: FloatArray = np.arange(0.06, 0.46, 0.02)
"""Central crops that are looked for, as the log of the enlargement: from 94 % of the side kept down to 64 %."""

# Lids, irises, mouth, nose tip, oval and brows: the landmarks that tell pose and expression.
SHAPE_LANDMARKS = (33, 133, 159, 145, 362, 263, 386, 374, 468, 473, 61, 291, 13, 14, 1, 10, 152, 234, 454, 70, 300)
_NOSE, _CHEEKS = 1, (234, 454)
NO_WIDTH = 1e-6

NARROWEST, WIDEST = -0.6, 1.2
"""How much less and more than others a face may scatter for how it is turned, as logarithms."""


def shapes(points: FloatArray, residuals: FloatArray) -> FloatArray:
    """(n, 478, 2) landmarks and their (n, 4) residuals → (n, 42): the shape in the FFHQ square's own frame."""
    off = (points[:, SHAPE_LANDMARKS] - 0.5 - residuals[:, None, :2]) / np.exp(residuals[:, 2])[:, None, None]
    cos, sin = np.cos(residuals[:, 3])[:, None], np.sin(residuals[:, 3])[:, None]
    turned = np.stack([off[..., 0] * cos + off[..., 1] * sin, off[..., 1] * cos - off[..., 0] * sin], axis=-1)
    return np.asarray(turned.reshape(len(points), -1))


def aside(shape: FloatArray) -> FloatArray:
    """(n, 42) → (n,): how far each face is turned aside, as the nose's way from its middle in shares of its width."""
    across = {landmark: shape[:, 2 * SHAPE_LANDMARKS.index(landmark)] for landmark in (_NOSE, *_CHEEKS)}
    left, right = (across[cheek] for cheek in _CHEEKS)
    return np.asarray(np.abs(across[_NOSE] - (left + right) / 2) / np.maximum(np.abs(right - left), NO_WIDTH))


@dataclass(frozen=True, eq=False)
class Correction:
    """The residual that a shape foretells in an aligned picture: linear, and never more than ``limit`` (4,)."""

    mean: FloatArray
    weights: FloatArray
    limit: FloatArray

    def __call__(self, shape: FloatArray) -> FloatArray:
        """(n, 42) → (n, 4)."""
        foretold = np.einsum("ni,ij->nj", shape - self.mean, self.weights)
        return np.asarray(np.clip(foretold, -self.limit, self.limit))


@dataclass(frozen=True, eq=False)
class Students:
    """A mixture of multivariate Student t: ``weights`` (k,), ``means`` (k, 4), ``scales`` (k, 4, 4), one ``dof``."""

    weights: FloatArray
    means: FloatArray
    scales: FloatArray
    dof: float

    @cached_property
    def _whitenings(self) -> FloatArray:
        return whitening(self.scales)

    def log_density(self, x: FloatArray) -> FloatArray:
        """(n, 4) → (n,)."""
        terms = np.log(self.weights) + student_log_density(x[:, None] - self.means, self._whitenings, self.dof)
        return np.asarray(np.logaddexp.reduce(terms, axis=1))


def student_log_density(off: FloatArray, whiten: FloatArray, dof: float) -> FloatArray:
    """Log density of Student t at ``off`` from its mean, (…, d) → (…); ``whiten`` (…, d, d) is of the scale."""
    size = off.shape[-1]
    distance = np.square(np.einsum("...ij,...j->...i", whiten, off)).sum(axis=-1)
    volume = np.log(np.einsum("...ii->...i", whiten)).sum(axis=-1)
    constant = math.lgamma((dof + size) / 2) - math.lgamma(dof / 2) - size / 2 * math.log(dof * math.pi)
    return np.asarray(constant + volume - (dof + size) / 2 * np.log1p(distance / dof))


def whitening(scales: FloatArray) -> FloatArray:
    """The lower triangular W of each scale (…, d, d), with W·scale·Wᵀ = 1: the inverse of Cholesky's root.

    Not LAPACK's: its threads wait for each other by spinning, and with a meter on every core that costs more than all
    else here.
    """
    size = scales.shape[-1]
    root, inverse = np.zeros((2, size, size, *scales.shape[:-2]))
    for i in range(size):
        for j in range(i):
            root[i, j] = (scales[..., i, j] - sum(root[i, k] * root[j, k] for k in range(j))) / root[j, j]
        root[i, i] = np.sqrt(scales[..., i, i] - sum(root[i, k] * root[i, k] for k in range(i)))
        inverse[i, i] = 1 / root[i, i]
        for j in range(i):
            inverse[i, j] = -inverse[i, i] * sum(root[i, k] * inverse[k, j] for k in range(j, i))
    return np.moveaxis(inverse, (0, 1), (-2, -1)).copy()


@dataclass(frozen=True, eq=False)
class Aligned:
    """Where aligned faces sit, by the side of the FFHQ square in the picture's pixels.

    ``sides`` (k,) rise; ``means`` (k, 4) and ``scales`` (k, 4, 4) belong to them. Between two sides both are
    interpolated over the side's logarithm, because small pictures' landmarks scatter more and lie off by a little.
    Landmarks of a face that is turned aside scatter more, too: by exp(``widening``) for each of its width that it is
    turned further than ``turned``, at which the scales are.
    """

    sides: FloatArray
    means: FloatArray
    scales: FloatArray
    dof: float
    turned: float = 0
    widening: float = 0

    def width(self, turned: FloatArray) -> FloatArray:
        """How much more than at ``turned`` faces scatter that are turned aside so far: (n,) → (n,)."""
        return np.exp(np.clip(self.widening * (turned - self.turned), NARROWEST, WIDEST))

    def at(self, side: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(n,) → means (n, 4) and scales (n, 4, 4)."""
        logs = np.log(self.sides)
        place = np.interp(np.log(side), logs, np.arange(len(logs)))
        lower = np.minimum(place.astype(int), len(logs) - 2)
        part = place - lower
        means = self.means[lower] * (1 - part)[:, None] + self.means[lower + 1] * part[:, None]
        share = part[:, None, None]
        return means, self.scales[lower] * (1 - share) + self.scales[lower + 1] * share

    def log_density(self, x: FloatArray, side: FloatArray, turned: FloatArray) -> FloatArray:
        """(n, k, 4) residuals, k of each face, at its (n,) side and turned aside so far (n,) → (n, k)."""
        means, scales = self.at(side)
        whiten = whitening(scales) / self.width(turned)[:, None, None]
        return student_log_density(x - means[:, None], whiten[:, None], self.dof)


@dataclass(frozen=True, eq=False)
class Ordinary:
    """Where ordinary faces are seen, by the side of the frame in the picture's pixels: small ones are seen elsewhere.

    ``sides`` (k,) rise, and each has its mixture. Between two sides the log densities are interpolated over the side's
    logarithm; beyond the first and the last that one's holds.
    """

    sides: FloatArray
    mixtures: tuple[Students, ...]

    def log_density(self, x: FloatArray, side: FloatArray) -> FloatArray:
        """(n, 4) residuals in frames of the sides (n,) → (n,)."""
        place = np.interp(np.log(side), np.log(self.sides), np.arange(len(self.sides)))
        total = np.zeros(len(x))
        for number in {*np.floor(place).astype(int).tolist(), *np.ceil(place).astype(int).tolist()}:
            share = np.clip(1 - np.abs(place - number), 0, None)
            near = share > 0
            total[near] += share[near] * self.mixtures[number].log_density(x[near])
        return total


def uncropped(x: FloatArray) -> FloatArray:
    """(n, 4) residuals → (n, len(ZOOMS), 4): what they were if a central crop has enlarged the face by exp(zoom)."""
    before = np.repeat(x[:, None], len(ZOOMS), axis=1)
    before[..., :2] /= np.exp(ZOOMS)[:, None]
    before[..., 2] -= ZOOMS
    return before


class Ratios(NamedTuple):
    """For n faces: log10 of how much better each reading explains the position than "ordinary" does, (n,) each."""

    aligned: FloatArray
    cropped: FloatArray
    """"Aligned, then cropped around the centre", by any of ZOOMS."""
    zoom: FloatArray
    """The likeliest of ZOOMS."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """All that judging needs."""

    engine: str
    correction: Correction
    aligned: Aligned
    ordinary: Ordinary
    rarities: Rarities

    def ratios(self, points: FloatArray, residuals: FloatArray, sides: FloatArray) -> Ratios:
        """For n faces' landmarks (n, 478, 2), residuals (n, 4), and frames' sides in the file's pixels (n,)."""
        shape = shapes(points, residuals)
        x = residuals - self.correction(shape)
        faces = sides * np.exp(residuals[:, 2])
        terms = self.aligned.log_density(np.concatenate([x[:, None], uncropped(x)], axis=1), faces, aside(shape))
        crops = terms[:, 1:] - 2 * ZOOMS  # both shifts grow with the zoom, so the density thins
        cropped = np.logaddexp.reduce(crops, axis=1) - math.log(len(ZOOMS))
        ordinary = self.ordinary.log_density(x, sides)
        per_ten = 1 / math.log(10)
        return Ratios((terms[:, 0] - ordinary) * per_ten, (cropped - ordinary) * per_ten, ZOOMS[crops.argmax(axis=1)])

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Calibration:
        """Raises ValueError for another version's file."""
        if data["version"] != CALIBRATION_VERSION:
            raise ValueError(f"calibration version {data['version']} is not {CALIBRATION_VERSION}")

        def arrays(part: Mapping[str, Any]) -> dict[str, Any]:
            return {key: np.array(value, dtype=float) for key, value in part.items() if np.ndim(value) > 0}

        ordinary, told = data["ordinary"], data["rarities"]
        sides = np.array(told["sides"], dtype=float)
        return cls(
            engine=data["engine"],
            correction=Correction(**arrays(data["correction"])),
            aligned=Aligned(**{**data["aligned"], **arrays(data["aligned"])}),
            ordinary=Ordinary(
                np.array([each["side"] for each in ordinary], dtype=float),
                tuple(Students(**arrays(each["mixture"]), dof=each["mixture"]["dof"]) for each in ordinary),
            ),
            rarities=Rarities(
                one_in=tuple(int(one_in) for one_in in told["one_in"]),
                scores=BySide(sides, np.array(told["scores"], dtype=float)),
                cropped=BySide(sides, np.array(told["cropped"], dtype=float)[:, None]),
            ),
        )
