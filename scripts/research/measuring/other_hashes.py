"""Perceptual hashes of others, for comparison: ImageHash's pHash, and PDQ where ``pdqhash`` is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Bits = NDArray[np.bool_]


def _phash(picture: Image.Image) -> Bits:
    return np.asarray(imagehash.phash(picture).hash.ravel(), bool)


def _pdq(picture: Image.Image) -> Bits:
    import pdqhash  # noqa: PLC0415 - has to be compiled, so it is not among the tests' packages

    return np.asarray(pdqhash.compute(np.ascontiguousarray(picture))[0], bool)


@dataclass(frozen=True)
class OtherHash:
    """``near``: at most so many bits apart is the same picture, as its makers or users recommend."""

    name: str
    near: int
    of: Callable[[Image.Image], Bits]


PHASH = OtherHash("pHash, ≤ 10 of 64", 10, _phash)
PDQ = (OtherHash("PDQ, ≤ 31 of 256", 31, _pdq), OtherHash("PDQ, ≤ 48", 48, _pdq))


def other_hashes() -> list[OtherHash]:
    """Those that can be had here."""
    return [*(PDQ if importlib.util.find_spec("pdqhash") else ()), PHASH]


def both_ways(hash_of: Callable[[Image.Image], Bits], picture: Image.Image) -> Bits:
    """The bits of a picture and of its mirror image, (2, n)."""
    return np.stack([hash_of(picture), hash_of(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT))])


def pairs_within(hashes: Sequence[Bits], near: int, different: NDArray[np.bool_]) -> int:
    """How many pairs of pictures, each (2, n) bits, are that near, straight or mirrored; ``different``: (n, n)."""
    straight = np.array([each[0] for each in hashes], np.float32) * 2 - 1
    mirrored = np.array([each[1] for each in hashes], np.float32) * 2 - 1
    bits = straight.shape[1]
    nearest = np.minimum(bits - straight @ straight.T, bits - straight @ mirrored.T) / 2
    return int((np.triu(nearest <= near, 1) & different).sum())
