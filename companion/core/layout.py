"""Where the discs of a drawn network stand: by forces, the same for the same network, in a bounded time.

The forces are ForceAtlas2's (Jacomy, Venturini, Heymann, Bastian 2014, PLoS ONE 9:e98679): discs push each other away,
those of many edges more, edges pull, and so does the middle. Each round moves less than the one before, so that it ends
when it should. Whole groups are laid out first, and their accounts from there.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.core.repulsion import Places, repulsion

_MOST_ROUNDS, _FEWEST_ROUNDS = 120, 24
_MOVES = 500_000
"""In all rounds together: of 20,000 that begin from communities, 66 % of a disc's nearest are of its own after 25
rounds, and 65 % after 120."""
_GRAVITY = 0.2
_GROUPS_MOVE, _ACCOUNTS_MOVE = 0.3, 0.1
_GOLDEN = np.pi * (3 - np.sqrt(5))
_APART_ROUNDS = 80


def sunflower(count: int) -> FloatArray:
    """``count`` places (n, 2) in the unit disc, evenly dense, from its middle outwards (Vogel 1979)."""
    at = np.arange(count) + 0.5
    radius, angle = np.sqrt(at / max(count, 1)), at * _GOLDEN
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def laid_out(links: csr_array, groups: IntArray) -> FloatArray:
    """Places (n, 2) around 0 for a network of n; ``links`` (n, n) go both ways.

    ``groups`` (n,) are where to begin from: communities, or which side an account is of.
    """
    ties = csr_array(links, dtype=np.float32)
    mass = np.asarray(ties.sum(axis=1), dtype=np.float32) + 1
    return _by_forces(ties, mass, start(ties, mass, groups), _ACCOUNTS_MOVE).astype(np.float64)


def start(ties: csr_array, mass: Places, groups: IntArray) -> FloatArray:
    """Where accounts begin (n, 2): those of one group (n,) close together, and the groups where forces between them
    put discs of all their mass."""
    _, of, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    member = csr_array((np.ones_like(mass), (np.arange(len(of)), of)), shape=(len(of), len(sizes)))
    between = csr_array(member.T @ ties @ member)
    at = _by_forces(between, member.T @ mass, sunflower(len(sizes)), _GROUPS_MOVE)[of].astype(np.float64)
    for number, size in enumerate(sizes):
        at[of == number] += sunflower(int(size)) * np.sqrt(size / len(of)) * 0.5
    return at


def _by_forces(ties: csr_array, mass: Places, begun: FloatArray, first: float) -> Places:
    """The places (n, 2) that discs of this mass (n,) take; ``first`` is how far one moves in the first round at most.

    What ties a disc to itself does not pull.
    """
    at, count = begun.astype(np.float32), len(begun)
    if not count:
        return at
    pushed = repulsion(mass / mass.sum())
    pull = np.asarray(ties.sum(axis=1))[:, None]
    rounds = min(_MOST_ROUNDS, max(_FEWEST_ROUNDS, _MOVES // count))
    for number in range(rounds):
        moved = pushed(at) + (ties @ at - pull * at) / mass[:, None] - _GRAVITY * at
        far = np.sqrt((moved**2).sum(axis=1, keepdims=True))
        most = first * (1 - number / rounds) + 0.002
        at += moved * np.minimum(1.0, most / np.maximum(far, 1e-9))
        at -= at.mean(axis=0)
    return at


def fitted(at: FloatArray, width: float, height: float, margin: float) -> FloatArray:
    """The places (n, 2) in a box from 0 to ``width`` and ``height``, as large as it lets them be.

    A few far out would make all others small: what is beyond nineteen in twenty is drawn in.
    """
    if not len(at):
        return at
    from_middle = at - np.median(at, axis=0)
    scaled = from_middle / np.maximum(np.percentile(np.abs(from_middle), 95, axis=0), 1e-9)
    beyond = np.maximum(np.abs(scaled) - 1, 0)
    drawn_in = np.sign(scaled) * (np.minimum(np.abs(scaled), 1) + np.log1p(beyond) / 3)
    low, high = drawn_in.min(axis=0), drawn_in.max(axis=0)
    unit = (drawn_in - low) / np.maximum(high - low, 1e-9)
    box = np.array([width, height]) - 2 * margin
    return np.asarray(margin + np.where(high > low, unit, 0.5) * box)


def apart(at: FloatArray, radii: FloatArray, width: float, height: float, gap: float = 1.0) -> FloatArray:
    """The places moved so that discs of these radii (n,) lie beside each other, as far as the box has room.

    Of two that overlap the smaller gives way more. Those in the very same place are first told apart.
    """
    count = len(at)
    if count < 2:
        return at
    at = at + sunflower(count) * 0.1
    lowest, highest = radii[:, None], np.array([[width, height]]) - radii[:, None]
    largest = float(radii.max())
    for _ in range(_APART_ROUNDS):
        pairs = cKDTree(at).query_pairs(2 * largest + gap, output_type="ndarray")
        if not len(pairs):
            break
        one, other = pairs.T
        between = at[one] - at[other]
        distance = np.maximum(np.sqrt((between**2).sum(axis=1)), 1e-6)
        missing = radii[one] + radii[other] + gap - distance
        close = missing > 0.05
        if not close.any():
            break
        one, other, between = one[close], other[close], (between[close] / distance[close, None]) * missing[close, None]
        weight = radii**2
        give = (weight[other] / (weight[one] + weight[other]))[:, None]
        moved = np.zeros_like(at)
        np.add.at(moved, one, between * give)
        np.add.at(moved, other, -between * (1 - give))
        at = np.clip(at + 0.8 * moved, lowest, np.maximum(highest, lowest))
    return np.asarray(at)
