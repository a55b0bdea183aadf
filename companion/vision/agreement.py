"""How well two cuts agree once one is laid on the other, though some of their blocks do not at all.

A sticker or a caption changes a few blocks of a picture beyond knowing and leaves the others as they are; another
picture differs everywhere. So the correlation is that of the blocks that remain when the worst are left out, up to a
quarter: the least trimmed squares of Rousseeuw (1984), by blocks. Drawings with few shapes have their detail in so few
blocks that the others prove nothing; of them no block is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.vision.fingerprints import PARTS, SIDE, Grey, fine_detail

BLOCK = 8
"""A block's side, in pixels of a cut."""
MOST_LEFT_OUT = 0.25
"""Share of what two cuts both show that may be left out."""
LEAST_BLOCKS = 16.0
"""Over so many blocks the detail of what remains must be spread, for any to be left out."""

Warp = NDArray[np.float32]
Blocks = NDArray[np.float64]

_CERTAIN = 0.95  # laying the cuts on each other more exactly would change nothing
_HOPELESS = 0.6  # nor would it here, by leaving out what disagrees
_LEAST_OVERLAP = 0.5
_MOST_ZOOM = 1.35
_ECC_STOP = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4)
_ECC_BLUR = 3
_REACH = np.ones((13, 13), np.uint8)
"""So far, 6 pixels, what lies beyond the edge of what both show enters the detail within: a border is sharper than most
pictures."""
_EVERYWHERE = np.ones((SIDE, SIDE), np.uint8)


@dataclass(frozen=True, eq=False)
class _Laid:
    """``agreement``, -1..1, of two cuts by one map, and the pixels (64, 64) of the blocks that remained."""

    agreement: float
    remained: NDArray[np.uint8]


def agreement(first: Grey, second: Grey, part: int | None = None) -> float:
    """How well two cuts (64, 64) agree, -1..1, once the second is laid on the first by the affine map that fits best.

    The map is found by ECC maximisation (Evangelidis and Psarakis 2008), from where the second shows all of the first,
    or the given one of its PARTS, and once more without the blocks that disagreed. A map that keeps less than half of
    the picture, or changes its size much, does not count.
    """
    detail = fine_detail(first)
    warp = _from_part(part)
    best = _laid(detail, second, warp)
    remained = _EVERYWHERE
    for _ in range(2):
        if best.agreement >= _CERTAIN:
            break
        found = _fitted(first, second, warp, remained)
        if found is None:
            break
        warp, laid = found, _laid(detail, second, found)
        best = max(best, laid, key=lambda each: each.agreement)
        if laid.agreement < _HOPELESS:
            break
        remained = laid.remained
    return best.agreement


def _from_part(part: int | None) -> Warp:
    warp = np.eye(2, 3, dtype=np.float32)
    if part is not None:
        middle = (SIDE - 1) / 2
        share, *shifts = PARTS[part]
        warp[:, :2] /= share
        warp[:, 2] = [middle - (middle + SIDE * shift) / share for shift in shifts]
    return warp


def _fitted(first: Grey, second: Grey, warp: Warp, where: NDArray[np.uint8]) -> Warp | None:
    """The map that fits best from ``warp`` on, by the pixels of ``where``; None for none that is nearly a shift."""
    images = first.astype(np.float32), second.astype(np.float32)
    try:
        _, fitted = cv2.findTransformECC(*images, warp.copy(), cv2.MOTION_AFFINE, _ECC_STOP, where, _ECC_BLUR)
    except cv2.error:  # it did not converge: nothing of the one is in the other
        return None
    found = np.asarray(fitted, np.float32)
    zooms = np.linalg.svd(found[:, :2], compute_uv=False)
    if zooms.min() < 1 / _MOST_ZOOM or zooms.max() > _MOST_ZOOM or np.linalg.det(found[:, :2]) < 0:
        return None
    return found


def _laid(detail: NDArray[np.float32], second: Grey, warp: Warp) -> _Laid:
    """The agreement of ``detail``, the first's, with the second's by this map; 0 where they share too little."""
    backwards = cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(
        second, warp, (SIDE, SIDE), flags=cv2.INTER_CUBIC | backwards, borderMode=cv2.BORDER_REPLICATE
    )
    covered = cv2.warpAffine(_EVERYWHERE, warp, (SIDE, SIDE), flags=cv2.INTER_NEAREST | backwards)
    if covered.mean() < _LEAST_OVERLAP:
        return _Laid(0.0, _EVERYWHERE)
    both = cv2.erode(covered, _REACH).astype(np.float32)
    own, other = detail * both, fine_detail(np.asarray(laid, np.uint8)) * both
    energy, others, shared = _by_block(own * own), _by_block(other * other), _by_block(own * other)
    remained = _remaining(energy, others, shared, _by_block(both))
    if _spread(energy[remained]) < LEAST_BLOCKS:
        remained = np.ones_like(remained)
    scale = float(np.sqrt(energy[remained].sum() * others[remained].sum()))
    agreed = float(shared[remained].sum()) / scale if scale else 0.0
    return _Laid(agreed, np.kron(remained, np.ones((BLOCK, BLOCK), bool)).astype(np.uint8))


def _remaining(energy: Blocks, others: Blocks, shared: Blocks, area: Blocks) -> NDArray[np.bool_]:
    """Which blocks remain when those are left out whose detail differs most, the other's contrast made the first's."""
    remained = np.ones(energy.shape, bool)
    for _ in range(3):  # the contrast is that of what remains, and what remains is by the contrast
        gain = np.sqrt(energy[remained].sum() / max(others[remained].sum(), 1e-9))
        differs = energy + gain * gain * others - 2 * gain * shared
        worst = np.argsort(-differs, axis=None, kind="stable")
        left_out = worst[np.cumsum(area.ravel()[worst]) <= MOST_LEFT_OUT * area.sum()]
        remained = np.ones(energy.shape, bool)
        remained.ravel()[left_out] = False
    return remained


def _spread(energy: Blocks) -> float:
    """Over how many blocks the energy is spread, as if evenly: the participation ratio."""
    squares = float((energy * energy).sum())
    return float(energy.sum()) ** 2 / squares if squares else 0.0


def _by_block(pixels: NDArray[np.float32]) -> Blocks:
    some = SIDE // BLOCK
    return np.asarray(pixels.reshape(some, BLOCK, some, BLOCK).sum(axis=(1, 3), dtype=np.float64))
