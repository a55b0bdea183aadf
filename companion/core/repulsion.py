"""How discs push each other away: ForceAtlas2's repulsion, which falls with the distance.

Of few, pair by pair. Of many, by a grid: their masses are spread over its points, and what all of these push at each
is one convolution, by Fourier's transform (as Linderman et al. 2019, Nature Methods 16:243, have it for t-SNE). What is
nearer than a cell pushes less by that. 18,500 take a hundredth of a second so, and Barnes and Hut's tree a tenth.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import scipy.fft
from numpy.typing import NDArray

Places = NDArray[np.float32]

MOST_PAIRED = 1200
"""From more discs on the grid is quicker."""
_SIDE = 256
_NEAREST = 1e-4


def repulsion(share: NDArray[np.float32]) -> Callable[[Places], Places]:
    """What tells where places (n, 2) are pushed to (n, 2): each from every other by its share (n,) of the mass over the
    distance."""
    count = len(share)
    if count > MOST_PAIRED:
        return partial(_by_grid, share=share)
    # Of every pair: used again in each round, since new memory takes longer than it.
    return partial(_by_pairs, share=share, push=np.empty((count, count), np.float32))


def _by_pairs(at: Places, share: NDArray[np.float32], push: NDArray[np.float32]) -> Places:
    length = (at**2).sum(axis=1)
    np.matmul(at, -2 * at.T, out=push)  # squared distances
    push += length[:, None]
    push += length[None, :]
    np.maximum(push, _NEAREST, out=push)
    np.divide(share, push, out=push)
    met = push @ np.column_stack([at, np.ones(len(at), np.float32)])
    return np.asarray(at * met[:, 2:] - met[:, :2])


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
