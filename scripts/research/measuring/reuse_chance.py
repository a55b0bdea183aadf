"""How often two different pictures are taken for the same: counted, and extrapolated where none was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import genpareto

from companion.core.reuse import HASH_BITS, NEAR, agreement_needed
from companion.vision.agreement import agreement
from companion.vision.fingerprints import Fingerprint, Fingerprints
from companion.vision.hash_index import HashIndex
from companion.vision.likeness import likenesses

Pairs = NDArray[np.int64]
ROWS_AT_ONCE = 500
FAR = 84
"""Within so many bits pairs are looked at to learn the tail: within NEAR there are too few of them."""
MOST_LOOKED_AT = 4_000
TAIL = 0.1
"""The share of what was looked at to which the tail is fitted."""
LEAST_IN_TAIL = 20
RESAMPLES = 200
SEED = 1


@dataclass(frozen=True, eq=False)
class Sample:
    """``origins`` of each: what it is made of. Two that share an origin are not two different pictures."""

    name: str
    fingerprints: list[Fingerprints]
    origins: list[frozenset[str]]

    def different(self) -> NDArray[np.bool_]:
        """(n, n): whether two share no origin."""
        names = {name: number for number, name in enumerate(sorted(set().union(*self.origins)))}
        holders = np.zeros((len(self.origins), len(names)), np.float32)
        for row, origin in enumerate(self.origins):
            holders[row, [names[name] for name in origin]] = 1
        return np.asarray(holders @ holders.T == 0)


@dataclass(frozen=True, eq=False)
class Chance:
    """``expected`` false pairs in ten million, and the upper end of the interval that holds 95 of 100 resamplings;
    None where too few pairs came near to tell."""

    pairs: int
    near: int
    same: int
    expected: tuple[float, float] | None


def chance(sample: Sample) -> Chance:
    """Counts the pairs that pass for the same, and extrapolates from how well those agree that do not.

    The excesses of the agreement over its highest tenth are fitted with a generalised Pareto distribution (Pickands
    1975), to all pairs within FAR bits; that a false pair must also be within NEAR bits is left out, so it is too high
    rather than too low.
    """
    different = sample.different()
    pairs = int(np.triu(different, 1).sum())
    near: set[tuple[int, int]] = set()
    far: list[tuple[str, int, int, bool]] = []
    for region in ("whole", "core", "wide"):
        for first, second, distance, mirrored in _within_far(sample, region, different):
            if distance <= NEAR:
                near.add((first, second))
            far.append((region, first, second, mirrored))
    near.update(_near_by_part(sample, different))
    same = sum(_same(sample, pair) for pair in sorted(near))
    rng = np.random.default_rng(SEED)
    chosen = rng.permutation(len(far))[:MOST_LOOKED_AT]
    agreed = np.array([_agreed(sample, *far[number]) for number in chosen])
    expected = None
    if len(agreed) * TAIL >= LEAST_IN_TAIL:
        each = 1e7 * len(far) / pairs
        rates = [each * _beyond(rng.choice(agreed, len(agreed))) for _ in range(RESAMPLES)]
        expected = each * _beyond(agreed), float(np.quantile(rates, 0.95))
    return Chance(pairs, len(near), same, expected)


def _within_far(sample: Sample, region: str, different: NDArray[np.bool_]) -> Iterator[tuple[int, int, int, bool]]:
    some = [(number, getattr(each, region)) for number, each in enumerate(sample.fingerprints) if getattr(each, region)]
    if not some:
        return
    numbers = np.array([number for number, _ in some])
    signs = np.unpackbits(np.array([small.hash for _, small in some]), axis=1).astype(np.float32) * 2 - 1
    half = HASH_BITS // 2
    for start in range(0, len(some), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        even = (half - signs[rows, :half] @ signs[:, :half].T) / 2
        odd = (half - signs[rows, half:] @ signs[:, half:].T) / 2
        distance = even + np.minimum(odd, half - odd)
        apart = different[np.ix_(numbers[rows], numbers)] & (numbers[rows, None] < numbers)
        for row, column in zip(*np.nonzero((distance <= FAR) & apart), strict=True):
            turned = bool(odd[row, column] > half / 2)
            yield int(numbers[start + row]), int(numbers[column]), int(distance[row, column]), turned


def _near_by_part(sample: Sample, different: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    index = HashIndex()
    for number, each in enumerate(sample.fingerprints):
        if each.parts is not None:
            index.add([number] * len(each.parts), each.parts)
    for number, each in enumerate(sample.fingerprints):
        if each.whole is not None:
            (found,) = index.near(each.whole.hash[None])
            yield from (
                (min(number, near.picture), max(number, near.picture))
                for near in found
                if different[number, near.picture]
            )


def _same(sample: Sample, pair: tuple[int, int]) -> bool:
    first, second = pair
    return any(
        found.same for found in likenesses(first, sample.fingerprints[first], second, sample.fingerprints[second])
    )


def _agreed(sample: Sample, region: str, first: int, second: int, mirrored: bool) -> float:
    own: Fingerprint = getattr(sample.fingerprints[first], region)
    other: Fingerprint = getattr(sample.fingerprints[second], region)
    if own.grey is None or other.grey is None:
        raise ValueError("pictures are compared whose fingerprints were kept")
    return agreement(own.grey, np.ascontiguousarray(other.grey[:, ::-1]) if mirrored else other.grey)


def _beyond(agreed: NDArray[np.float64]) -> float:
    """The probability of agreeing as well as pictures must that are taken for the same."""
    start = float(np.quantile(agreed, 1 - TAIL))
    excess = agreed[agreed > start] - start
    shape, _, scale = genpareto.fit(excess, floc=0)
    return TAIL * float(genpareto.sf(agreement_needed(NEAR) - start, shape, scale=scale))


def rows(samples: Sequence[Sample]) -> Iterator[str]:
    """The lines of a table."""
    yield "| pictures | pairs | near by hash | taken for the same | expected in 10 million pairs (up to) |"
    yield "|---|---:|---:|---:|---:|"
    for sample in samples:
        found = chance(sample)
        told = "too few near" if found.expected is None else "{:.2g} ({:.2g})".format(*found.expected)
        yield f"| {sample.name} | {found.pairs:,} | {found.near:,} | {found.same} | {told} |"
