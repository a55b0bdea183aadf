"""Fit where ordinary faces sit, for finding faces that sit together: ``python -m scripts.research.calibrate_together``.

Reads ``../shared`` (or the folder given) and writes ``companion/vision/background.json``: a mixture of Gaussians over
the residuals of the ordinary pictures, and the scatter of faces that were all cropped alike, from the StyleGAN ones.
Prints the held-out log likelihood by number of parts, cross-validated by group, from which ``PARTS`` was chosen.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2
from scipy.optimize import minimize_scalar
from scipy.special import expit, logsumexp
from scipy.stats import betabinom, chi2

from companion.core.background import BACKGROUND_VERSION, Background
from companion.core.roll import UPRIGHT_WITHIN, UprightNull
from companion.core.together import place
from companion.vision.landmarks import FaceMesh
from companion.vision.meter import Meter
from scripts.research.measuring.documents import ROOT, SHARED
from scripts.research.ordinary_faces import hash_of_background, large_faces

OUTPUT = ROOT / "companion" / "vision" / "background.json"
PARTS = 8
FOLDS = 5
ROUNDS = 80
RIDGE = 0.02
"""Added to every variance, as a share of the whole sample's, so that no part shrinks onto a few pictures."""
UNLIKELY = 0.01
SPREADS = np.geomspace(1, 2000, 200)
"""Of beta distributions, alpha + beta: the widest first."""

Floats = NDArray[np.float64]


def fit(residuals: Floats, noise: Floats, aligned: Floats, parts: int = PARTS, seed: int = 0) -> Background:
    """A mixture of Gaussians by expectation–maximisation, begun by k-means with the seed."""
    middle, scale = residuals.mean(axis=0), residuals.std(axis=0)
    points = (residuals - middle) / scale
    _, labels = kmeans2(points, parts, minit="++", seed=seed)
    belonging = np.eye(parts)[labels]
    for _ in range(ROUNDS):
        mass = belonging.sum(axis=0) + 1e-9
        means = belonging.T @ points / mass[:, None]
        off = points[:, None] - means
        covariances = np.einsum("nk,nki,nkj->kij", belonging, off, off) / mass[:, None, None] + RIDGE * np.eye(4)
        model = Background(mass / mass.sum(), means, covariances, np.ones(4), np.zeros(4))
        terms = model.log_terms(points)
        belonging = np.exp(terms - logsumexp(terms, axis=1, keepdims=True))
    spread = np.diag(scale)
    covariances = spread @ model.covariances @ spread
    return Background(model.weights, model.means * scale + middle, covariances, noise, aligned)


def _arrays(model: Background) -> tuple[Floats, Floats, Floats]:
    return model.weights, model.means, model.covariances


def held_out(residuals: Floats, groups: NDArray[np.int64], parts: int) -> float:
    """Mean log density of pictures whose group had no part in the fit."""
    order = np.random.default_rng(0).permutation(np.unique(groups))
    logs = []
    for fold in range(FOLDS):
        out = np.isin(groups, order[fold::FOLDS])
        logs.append(fit(residuals[~out], np.ones(4), np.zeros(4), parts).log_density(residuals[out]))
    return float(np.concatenate(logs).mean())


def aligned_residuals(shared: Path) -> tuple[Floats, str]:
    """The residuals (n, 4) of the pictures labelled ``gan``, and a hash over the hashes of their files."""
    faces = shared / "faces"
    found, hashes = [], hashlib.sha256()
    with (faces / "manifest.csv").open(newline="") as file, Meter() as meter:
        for row in csv.DictReader(file):
            if row["label"] != "gan":
                continue
            hashes.update(bytes.fromhex(row["sha256"]))
            evidence = meter.measure((faces / row["path"]).read_bytes()).evidence
            if evidence.alignment is not None:
                found.append(place(evidence.alignment).vector())
    return np.array(found), hashes.hexdigest()


def robust_spread(residuals: Floats) -> Floats:
    """The standard deviations that a normal sample with these medians of absolute deviations would have."""
    return np.asarray(1.4826 * np.median(np.abs(residuals - np.median(residuals, axis=0)), axis=0))


def fit_upright(rolls: Floats, groups: NDArray[np.int64]) -> UprightNull:
    """How the share of upright heads differs between sources; ``rolls`` (n,) in degrees.

    Of the beta distributions that the sources do not rule out at UNLIKELY (by profile likelihood) it is the widest: a
    few dozen sources say little of the next one, and the likeliest distribution is too narrow as often as too wide.
    """
    _, which = np.unique(groups, return_inverse=True)
    faces = np.bincount(which)
    standing = np.bincount(which, np.abs(rolls) < UPRIGHT_WITHIN)

    def unlikely(logit: float, spread: float) -> float:
        return -float(betabinom.logpmf(standing, faces, expit(logit) * spread, expit(-logit) * spread).sum())

    fits = [minimize_scalar(unlikely, bounds=(-5, 5), args=(spread,), method="bounded") for spread in SPREADS]
    best = min(each.fun for each in fits)
    widest = next(number for number, each in enumerate(fits) if each.fun - best <= chi2.ppf(1 - UNLIKELY, 1) / 2)
    mean, spread = expit(fits[widest].x), SPREADS[widest]
    return UprightNull(float(mean * spread), float((1 - mean) * spread))


def main(arguments: list[str]) -> int:
    shared = Path(arguments[0]) if arguments else SHARED
    ordinary = large_faces(shared)
    aligned, aligned_hash = aligned_residuals(shared)
    for parts in (1, 4, PARTS, 16, 32):
        print(f"{parts:3} parts: held-out log likelihood {held_out(ordinary.residuals, ordinary.groups, parts):.3f}")
    model = fit(ordinary.residuals, robust_spread(aligned), np.median(aligned, axis=0))
    standing = fit_upright(np.degrees(ordinary.residuals[:, 3]), ordinary.groups)
    document = {
        "version": BACKGROUND_VERSION,
        "inputs": {
            "ordinary": {
                "pictures": len(ordinary.residuals),
                "groups": len(np.unique(ordinary.groups)),
                "sha256": hash_of_background(shared, FaceMesh.name),
            },
            "aligned": {"pictures": len(aligned), "sha256": aligned_hash},
        },
        "upright": {name: _short(value) for name, value in asdict(standing).items()},
        "noise": _short(model.noise),
        "aligned": _short(model.aligned),
        "components": [
            {"weight": _short(weight), "mean": _short(mean), "covariance": _short(covariance)}
            for weight, mean, covariance in zip(*_arrays(model), strict=True)
        ],
    }
    OUTPUT.write_text(json.dumps(document, indent=1) + "\n")
    print(f"wrote {OUTPUT.relative_to(ROOT)}")
    return 0


def _short(values: Floats | float) -> object:
    return json.loads(json.dumps(np.asarray(values).tolist()), parse_float=lambda text: float(f"{float(text):.6g}"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
