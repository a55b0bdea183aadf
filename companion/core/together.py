"""Together: sets of accounts whose faces sit in the same place, wherever in the picture that place is.

Whoever crops a whole collection of generated faces alike moves every face off StyleGAN's place, and no single picture
says anything any more; but the faces still sit together. This looks for such sets: it lays balls around every face in
the space of the four residuals, measured in units of the landmarks' own noise, and asks of each ball whether more faces
lie in it than chance would put there. Chance is judged twice, and both must be beaten:

* by a model of where the faces of ordinary profile pictures sit (:class:`companion.core.background.Background`);
* by the surroundings, a shell around the ball. So a collection whose faces sit elsewhere than the model's, but no
  closer to each other, raises nothing. An ordinary crowd is itself denser in the middle than around it, up to
  ``PEAK`` times; only what is denser still counts.

Both are binomial tails, and every p-value is multiplied by the number of balls that were looked at (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.stats import binom

from companion.core.background import DIMENSIONS, Background, ball_volume, log_gaussian
from companion.core.models import FloatArray, Residual
from companion.core.wire.evidence import Alignment

RADII = (2.0, 3.0, 4.5, 6.75)
"""The balls' radii, in units of the noise."""
SHELL = (1.5, 3.0)
"""The shell's inner and outer radius, in radii of its ball."""
REACH = 4.5
"""How far from a set's centre, in its spreads, a face is still of it, and not of a second set beside it."""
PEAK = 6.0
LEAST_MEMBERS = 5
SIGNIFICANT = 1e-3
SMALLEST_P = 1e-300

_SHELL_TO_BALL = SHELL[1] ** DIMENSIONS - SHELL[0] ** DIMENSIONS
_PRIOR_MEMBERS = 8  # how many faces' worth of belief that a set spreads as the noise does
_ROUNDS = 25


@dataclass(frozen=True)
class CroppedAlignment:
    """Where a set sits: as StyleGAN's faces do once ``share`` (0..1) of the side was kept, around the middle."""

    share: float


@dataclass(frozen=True)
class Gathering:
    """One set of faces that sit in the same place.

    ``members`` are positions in the sequence that was searched, the surest first, each with its ``probability`` of
    belonging (0.5..1); ``pictures`` is the number of different pictures among them. ``centre`` and ``spread`` (standard
    deviations) say where. Within ``radius`` noises of the ball's middle lie ``observed`` pictures where ``expected``
    are due by chance; ``p_value`` is corrected for all balls that were looked at.
    """

    members: tuple[int, ...]
    probability: tuple[float, ...]
    pictures: int
    centre: Residual
    spread: Residual
    radius: float
    observed: int
    expected: float
    p_value: float


def place(alignment: Alignment) -> Residual:
    """The four residuals of a measured picture."""
    return Residual(alignment.shift_x, alignment.shift_y, alignment.log_scale, math.radians(alignment.roll))


def cropped_alignment(centre: Residual, background: Background) -> CroppedAlignment | None:
    """The central crop of StyleGAN's place that a set's centre is, or None where it is none.

    A crop to a share ``s`` divides shifts by it and adds ``-log s`` to the log scale; it leaves the roll.
    """
    point = centre.vector()
    share = float(np.exp(background.aligned[2] - point[2]))
    expected = np.array([background.aligned[0] / share, background.aligned[1] / share, point[2], background.aligned[3]])
    tolerance = REACH * background.noise / min(share, 1.0)
    if share > 1 + tolerance[2] or (np.abs(point - expected) > tolerance).any():
        return None
    return CroppedAlignment(min(share, 1.0))


def gatherings(
    residuals: Sequence[Residual],
    background: Background,
    pictures: Sequence[int] | None = None,
) -> list[Gathering]:
    """The sets of faces that sit in the same place, the least likely by chance first.

    ``pictures`` numbers the picture of each residual: the same picture on several accounts is one witness, not several.
    Raises ValueError where the two differ in length.
    """
    points = np.array([residual.vector() for residual in residuals]).reshape(-1, DIMENSIONS)
    numbers = np.arange(len(points)) if pictures is None else np.asarray(pictures)
    if len(numbers) != len(points):
        raise ValueError("every residual needs the number of its picture")
    _, first, which = np.unique(numbers, return_index=True, return_inverse=True)
    distinct = points[first]
    left = np.arange(len(distinct))
    found: list[Gathering] = []
    while len(left) >= LEAST_MEMBERS:
        ball = _densest(distinct[left], background)
        if ball is None or ball.p_value > SIGNIFICANT:
            break
        near, probability, centre, spread = _members(distinct[left], ball, background)
        inside = left[near]
        if len(inside) >= LEAST_MEMBERS:
            found.append(_gathering(inside, probability, which, ball, centre, spread))
        # The ball itself goes too, so that what remains of a set is not found again as a second one.
        taken = np.zeros(len(left), bool)
        taken[near] = True
        taken |= _distance(distinct[left], centre, np.maximum(spread, background.noise)) <= REACH
        taken[ball.middle] = True
        left = left[~taken]
    return found


@dataclass(frozen=True)
class _Ball:
    middle: int
    radius: float
    observed: int
    expected: float
    p_value: float


def _densest(points: FloatArray, background: Background) -> _Ball | None:
    """The ball that chance explains least, its p-value corrected for the search; None where none holds enough faces."""
    count = len(points)
    scaled = points / background.noise
    tree = cKDTree(scaled)
    best: _Ball | None = None
    best_log = math.inf
    for radius in RADII:
        others = _neighbours(tree, scaled, radius)
        full = np.flatnonzero(others >= LEAST_MEMBERS - 1)
        if not len(full):
            continue
        inside = others[full]
        shell = _neighbours(tree, scaled[full], SHELL[1] * radius) - _neighbours(tree, scaled[full], SHELL[0] * radius)
        share = background.share_within(points[full], radius)
        by_model = _log_tail(inside, count - 1, share)
        by_surroundings = _log_tail(inside, inside + shell, PEAK / (PEAK + _SHELL_TO_BALL))
        log_p = np.maximum(by_model, by_surroundings) + math.log(count * len(RADII))
        least = int(np.argmin(log_p))
        if log_p[least] < best_log:
            best_log = float(log_p[least])
            due = max(float((count - 1) * share[least]), float(shell[least]) / _SHELL_TO_BALL)
            p_value = min(1.0, max(SMALLEST_P, math.exp(max(best_log, -700.0))))
            best = _Ball(int(full[least]), radius, int(inside[least]) + 1, due, p_value)
    return best


def _log_tail(inside: NDArray[np.int64], of: NDArray[np.int64] | int, share: FloatArray | float) -> FloatArray:
    """The log of the probability that ``inside`` or more of ``of`` fall where ``share`` is due.

    SciPy takes the log of the probability itself, so that below 1e-308 the balls of a large set would be alike, and the
    first be taken. There it is bounded from above by a geometric series: each further face is ever less likely.
    """
    tail = np.asarray(binom.logsf(inside - 1, of, share))
    far = np.isneginf(tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        further = (of - inside) / (inside + 1) * share / (1 - np.asarray(share))
        bound = binom.logpmf(inside, of, share) - np.log1p(-np.where(far, further, 0.0))
    return np.asarray(np.where(far, bound, tail))


def _neighbours(tree: cKDTree, points: FloatArray, radius: float) -> NDArray[np.int64]:
    """How many others lie within the radius of each of the tree's own ``points``."""
    return np.asarray(tree.query_ball_point(points, radius, return_length=True)) - 1


def _members(
    points: FloatArray, ball: _Ball, background: Background
) -> tuple[NDArray[np.int64], FloatArray, FloatArray, FloatArray]:
    """Who belongs to the set that the ball found: positions (surest first), probabilities, centre (4), spread (4).

    Expectation–maximisation with two parts: the set, a Gaussian along the axes, whose spread is held near the noise
    while its members are few; and everyone else, as dense as the model or the ball's surroundings say, the greater.
    """
    noise = background.noise
    weight = (_distance(points, points[ball.middle], noise) <= ball.radius).astype(float)
    volume = ball_volume(ball.radius, noise)
    others = np.maximum(
        background.log_density(points) + math.log(len(points)), math.log(ball.expected / volume + 1e-300)
    )
    for _ in range(_ROUNDS):
        total = float(weight.sum())
        centre = weight @ points / total
        scatter = weight @ (points - centre) ** 2
        spread = np.sqrt((scatter + _PRIOR_MEMBERS * noise**2) / (total + _PRIOR_MEMBERS))
        own = math.log(total) + log_gaussian(points, centre, np.diag(spread**2))
        weight = np.exp(own - np.logaddexp(own, others))
    near = np.flatnonzero(weight >= 0.5)
    near = near[np.argsort(-weight[near], kind="stable")]
    return near, weight[near], centre, spread


def _gathering(
    inside: NDArray[np.int64],
    probability: FloatArray,
    which: NDArray[np.int64],
    ball: _Ball,
    centre: FloatArray,
    spread: FloatArray,
) -> Gathering:
    pairs = [
        (int(position), float(sure))
        for picture, sure in zip(inside, probability, strict=True)
        for position in np.flatnonzero(which == picture)
    ]
    return Gathering(
        members=tuple(position for position, _ in pairs),
        probability=tuple(sure for _, sure in pairs),
        pictures=len(inside),
        centre=Residual(*map(float, centre)),
        spread=Residual(*map(float, spread)),
        radius=ball.radius,
        observed=ball.observed,
        expected=ball.expected,
        p_value=ball.p_value,
    )


def _distance(points: FloatArray, centre: FloatArray, unit: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.norm((points - centre) / unit, axis=1))
