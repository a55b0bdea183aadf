"""Where the faces of ordinary profile pictures sit: the density that sets of faces are held against."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import logsumexp

from companion.core.models import FloatArray

BACKGROUND_VERSION = 3
DIMENSIONS = 4
"""Of the residual."""


@dataclass(frozen=True, eq=False)
class Background:
    """Where the faces of ordinary profile pictures sit: a mixture of Gaussians over the four residuals.

    ``weights`` (k), ``means`` (k, 4), ``covariances`` (k, 4, 4), in the order and units of :class:`Residual`.
    ``noise`` (4) is how far, as a standard deviation, faces scatter that were all cropped alike, and ``aligned`` (4) is
    where StyleGAN's faces sit in pictures that were not cropped.
    """

    weights: FloatArray
    means: FloatArray
    covariances: FloatArray
    noise: FloatArray
    aligned: FloatArray

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Background:
        """What ``scripts/research/calibrate_together.py`` wrote. Raises ValueError for another version's file."""
        if data["version"] != BACKGROUND_VERSION:
            raise ValueError(f"background version {data['version']} is not {BACKGROUND_VERSION}")
        components = data["components"]
        return cls(
            weights=np.array([component["weight"] for component in components]),
            means=np.array([component["mean"] for component in components]),
            covariances=np.array([component["covariance"] for component in components]),
            noise=np.array(data["noise"]),
            aligned=np.array(data["aligned"]),
        )

    def log_density(self, points: FloatArray, blur: FloatArray | float = 0.0) -> FloatArray:
        """The log density at ``points`` (n, 4); ``blur`` (4, 4) is added to every covariance."""
        return np.asarray(logsumexp(self.log_terms(points, blur), axis=1))

    def log_terms(self, points: FloatArray, blur: FloatArray | float = 0.0) -> FloatArray:
        """The log of each component's part in that density, (n, k)."""
        terms = np.empty((len(points), len(self.weights)))
        for k, (weight, mean, covariance) in enumerate(zip(self.weights, self.means, self.covariances, strict=True)):
            terms[:, k] = math.log(weight) + log_gaussian(points, mean, covariance + blur)
        return terms

    def share_within(self, points: FloatArray, radius: float) -> FloatArray:
        """The share of ordinary faces within ``radius`` noises of each of ``points`` (n, 4).

        The ball is replaced by a Gaussian of the same volume and second moments, for which the integral is exact.
        """
        volume = ball_volume(radius, self.noise)
        blur = np.diag(self.noise**2) * radius**2 / (DIMENSIONS + 2)
        return np.minimum(volume * np.exp(self.log_density(points, blur)), 1.0)


def ball_volume(radius: float, noise: FloatArray) -> float:
    """The volume of a ball in four dimensions, whose radius is in units of the noise (4)."""
    return math.pi**2 / 2 * radius**DIMENSIONS * float(np.prod(noise))


def log_gaussian(points: FloatArray, mean: FloatArray, covariance: FloatArray) -> FloatArray:
    """The log density (n,) of a normal distribution at ``points`` (n, 4)."""
    lower = np.linalg.cholesky(covariance)
    white = np.linalg.solve(lower, (points - mean).T)
    logs = 0.5 * DIMENSIONS * math.log(2 * math.pi) + float(np.log(np.diag(lower)).sum())
    return np.asarray(-0.5 * (white**2).sum(axis=0) - logs)
