"""How discs push each other away: ForceAtlas2's repulsion, which falls with the distance.

Of few, pair by pair. Of many, by a grid: their masses are spread over its points, and what all of these push at each
is one convolution, by Fourier's transform (as Linderman et al. 2019, Nature Methods 16:243, have it for t-SNE). What is
nearer than a cell pushes less by that. 18,500 take a hundredth of a second so, and Barnes and Hut's tree a tenth.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import scipy.fft
from numpy.typing import NDArray

Places = NDArray[np.float32]

MOST_PAIRED = 1200
"""From more discs on the grid is quicker."""
_SIDE = 256
_NEAREST = 1e-4


def pushed(at: Places, share: NDArray[np.float32]) -> Places:
    """Where each of the places (n, 2) is pushed to (n, 2): from every other by its share (n,) of the mass over the
    distance."""
    return _by_pairs(at, share) if len(at) <= MOST_PAIRED else _by_grid(at, share)


def _by_pairs(at: Places, share: NDArray[np.float32]) -> Places:
    length = (at**2).sum(axis=1)
    near = length[:, None] + length[None, :] - 2 * (at @ at.T)
    np.maximum(near, _NEAREST, out=near)
    push = share / near
    return np.asarray(at * push.sum(axis=1, keepdims=True) - push @ at)


def _by_grid(at: Places, share: NDArray[np.float32]) -> Places:
    low = at.min(axis=0)
    cell = max(float((at.max(axis=0) - low).max()), _NEAREST) / (_SIDE - 2)
    within = (at - low) / cell
    first = within.astype(np.int64)
    x, y = (within - first).T
    corner = first @ np.array([_SIDE, 1])
    corners = [
        (corner, (1 - x) * (1 - y)),
        (corner + 1, (1 - x) * y),
        (corner + _SIDE, x * (1 - y)),
        (corner + _SIDE + 1, x * y),
    ]
    mass = sum(np.bincount(point, part * share, _SIDE * _SIDE) for point, part in corners)
    spread = scipy.fft.rfft2(np.asarray(mass, dtype=np.float32).reshape(_SIDE, _SIDE), (2 * _SIDE, 2 * _SIDE))
    moved = np.empty_like(at)
    for axis, kernel in enumerate(_kernels()):
        field = scipy.fft.irfft2(spread * kernel)[:_SIDE, :_SIDE].ravel() / cell
        moved[:, axis] = sum(part * field[point] for point, part in corners)
    return moved


@cache
def _kernels() -> tuple[NDArray[np.complex64], NDArray[np.complex64]]:
    """The transforms of what a mass of 1 pushes points of the grid by, along each axis."""
    steps = np.arange(2 * _SIDE, dtype=np.float32)
    away = np.where(steps > _SIDE, steps - 2 * _SIDE, steps)
    x, y = np.meshgrid(away, away, indexing="ij")
    square = x**2 + y**2
    square[0, 0] = 1
    return scipy.fft.rfft2(x / square), scipy.fft.rfft2(y / square)
