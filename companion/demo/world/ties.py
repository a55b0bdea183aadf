"""Who knows whom among ordinary people: villages, clubs, friends of friends, and hubs that many follow.

Popularity is heavy-tailed, and people share friends for honest reasons: they live in the same village (hundreds of
people) and sit in the same class or club (8 to 40, densely tied). Whoever looks for coordination must not take these
for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CLUB, VILLAGE, ANYWHERE = 0.3, 0.4, 0.3
"""Where ordinary ties come from, as shares of the mean list."""
CLOSED = 0.1
"""Ties to a friend's friend, in addition, as a share of all others."""
MOST_FRIENDS = 5000  # Facebook's own limit


@dataclass(frozen=True, eq=False)
class Crowd:
    """The ordinary accounts of one platform, in the order of their villages and clubs.

    ``village`` and ``club`` (n,) are rising labels; a club lies within one village. ``size`` (n,) is how long each
    account's own list tends to be and ``pull`` (n,) how often others choose it.
    """

    village: Ints
    club: Ints
    size: Floats
    pull: Floats

    def __len__(self) -> int:
        return len(self.village)

    def chosen(self, rng: np.random.Generator, village: Ints) -> Ints:
        """An account of each of these villages (k,), by pull; -1 stands for anywhere."""
        sums = np.concatenate([[0.0], np.cumsum(self.pull)])
        bounds = np.searchsorted(self.village, np.arange(self.village[-1] + 2))
        anywhere = village < 0
        low = np.where(anywhere, 0.0, sums[bounds[np.maximum(village, 0)]])
        high = np.where(anywhere, sums[-1], sums[bounds[np.maximum(village, 0) + 1]])
        at = np.searchsorted(sums, low + rng.random(len(village)) * (high - low), side="right") - 1
        return np.asarray(np.clip(at, 0, len(self) - 1))


def crowd(rng: np.random.Generator, count: int, mean: float, *, directed: bool) -> Crowd:
    """``directed``: others' choice has nothing to do with one's own list, and a few are chosen by very many."""
    village = _parts(rng, [count], np.geomspace(60, 1500, 64))
    club = _parts(rng, np.bincount(village), np.arange(8, 41))
    size = mean * rng.lognormal(-0.32, 0.8, count)
    if directed:
        pull = np.minimum(rng.pareto(1.2, count) + 0.05, count / 20)
    else:
        hubs = rng.random(count) < 0.002
        size[hubs] *= rng.uniform(5, 40, hubs.sum())
        pull = size = np.minimum(size, min(MOST_FRIENDS, count / 8))
    return Crowd(village, club, size, pull)


def friendships(rng: np.random.Generator, people: Crowd, mean: float) -> Ints:
    """Pairs (m, 2), each once, the smaller first."""
    inside = np.concatenate(list(_within_clubs(rng, people, mean)) or [np.empty((0, 2), np.int64)])
    sources, targets = _drawn(rng, people, people.size / 2)
    pairs = np.concatenate([inside, np.stack([sources, targets], axis=1)])
    return unordered(np.concatenate([pairs, _closing(rng, pairs, len(people))]))


def follows(rng: np.random.Generator, people: Crowd, mean: float) -> Ints:
    """Directed pairs (m, 2), each once: follower, followed. Those near are often followed back, the famous rarely."""
    inside = np.concatenate(list(_within_clubs(rng, people, mean / 1.7)) or [np.empty((0, 2), np.int64)])
    turned = np.where(rng.random((len(inside), 1)) < 0.5, inside, inside[:, ::-1])
    sources, targets = _drawn(rng, people, people.size / 1.2)
    drawn = np.stack([sources, targets], axis=1)
    same = people.village[sources] == people.village[targets]
    back = drawn[rng.random(len(drawn)) < np.where(same, 0.4, 0.03)][:, ::-1]
    back_inside = turned[rng.random(len(turned)) < 0.7][:, ::-1]
    return ordered(np.concatenate([turned, back_inside, drawn, back, _closing(rng, drawn, len(people))]))


def ordered(pairs: Ints) -> Ints:
    """Each pair once, sorted, without those of one account with itself."""
    kept = pairs[pairs[:, 0] != pairs[:, 1]]
    codes = np.unique(kept[:, 0] << 32 | kept[:, 1])
    return np.stack([codes >> 32, codes & 0xFFFFFFFF], axis=1)


def unordered(pairs: Ints) -> Ints:
    return ordered(np.sort(pairs, axis=1))


def _parts(rng: np.random.Generator, wholes: list[int] | Ints, sizes: Floats | Ints) -> Ints:
    """A rising label of each account, so that every whole is cut into parts of sizes drawn from ``sizes``."""
    labels: list[Ints] = []
    first = 0
    for whole in wholes:
        drawn = rng.choice(sizes, int(whole / sizes.min()) + 1).astype(np.int64)
        ends = np.cumsum(drawn)
        part = np.searchsorted(ends, np.arange(whole), side="right")
        labels.append(part + first)
        first += int(part[-1]) + 1 if whole else 0
    return np.concatenate(labels)


def _within_clubs(rng: np.random.Generator, people: Crowd, mean: float) -> Iterator[Ints]:
    """Club by club of one size at once; how dense a club is differs, up to nearly everybody knowing everybody."""
    counts = np.bincount(people.club)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    for size in np.unique(counts[counts > 1]):
        clubs = np.flatnonzero(counts == size)
        chance = np.clip(CLUB * mean / (size - 1) * rng.uniform(0.4, 2.0, len(clubs)), 0, 0.85)
        first, second = np.triu_indices(size, 1)
        club, pair = np.nonzero(rng.random((len(clubs), len(first))) < chance[:, None])
        yield starts[clubs[club]][:, None] + np.stack([first[pair], second[pair]], axis=1)


def _drawn(rng: np.random.Generator, people: Crowd, size: Floats) -> tuple[Ints, Ints]:
    """Ties that each account forms within its village and anywhere, by the others' pull."""
    everyone = np.arange(len(people))
    near = np.repeat(everyone, rng.poisson(VILLAGE * size))
    far = np.repeat(everyone, rng.poisson(ANYWHERE * size))
    villages = np.concatenate([people.village[near], np.full(len(far), -1)])
    return np.concatenate([near, far]), people.chosen(rng, villages)


def _closing(rng: np.random.Generator, pairs: Ints, count: int) -> Ints:
    """Ties from an account to one that its tie's other end is tied to."""
    both = np.concatenate([pairs, pairs[:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    starts = np.searchsorted(both[:, 0], np.arange(count + 1))
    some = pairs[rng.random(len(pairs)) < CLOSED]
    through = some[:, 1]
    degree = starts[through + 1] - starts[through]
    third = both[starts[through] + (rng.random(len(some)) * degree).astype(np.int64), 1]
    return np.stack([some[:, 0], third], axis=1)
