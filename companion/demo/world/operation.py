"""The operation: accounts that a few operators run, and what their lists have in common.

Each operator takes the accounts' friends from lists of its own (people of a few villages), adds some of its other
accounts, and camouflages both with ordinary people and hubs: more than half of a planted account's list. On Instagram
they follow each other, the politicians they were made for, and an engagement seller that all of them bought from, as
have many ordinary accounts. Some accounts are sleepers with hardly a tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from companion.demo.world.ties import Crowd, Ints, ordered, unordered

PER_OPERATOR = 60
TARGETS, COMMON_TARGETS = 130, 80
TARGET_VILLAGES = 8
SLEEPERS = 0.08


@dataclass(frozen=True, eq=False)
class Planted:
    """``accounts`` (k,), each with its ``operator`` (k,) and whether it is a ``sleeper`` (k,)."""

    accounts: Ints
    operator: Ints
    sleeper: np.ndarray[tuple[int], np.dtype[np.bool_]]


def planted(rng: np.random.Generator, first: int, count: int) -> Planted:
    operators = max(1, round(count / PER_OPERATOR))
    return Planted(np.arange(first, first + count), rng.integers(operators, size=count), rng.random(count) < SLEEPERS)


def befriended(rng: np.random.Generator, accounts: Planted, people: Crowd, mean: float) -> Ints:
    """Friendships (m, 2) of the planted accounts."""
    pairs = [np.empty((0, 2), np.int64), *_camouflage(rng, accounts, people, 0.35 * mean)]
    common = _targets(rng, people, COMMON_TARGETS)
    for operator in np.unique(accounts.operator):
        own = accounts.accounts[(accounts.operator == operator) & ~accounts.sleeper]
        pairs.append(_each(rng, own, _targets(rng, people, TARGETS), 0.45 * mean))
        pairs.append(_each(rng, own, common, 0.1 * mean))
        pairs.append(_each(rng, own, own, 0.1 * mean))
    awake = accounts.accounts[~accounts.sleeper]
    pairs.append(_each(rng, awake, awake, 0.03 * mean))
    return unordered(np.concatenate(pairs))


def followed(
    rng: np.random.Generator, accounts: Planted, people: Crowd, mean: float, seller: int, politicians: Sequence[int]
) -> Ints:
    """Follows (m, 2) of the planted accounts and the seller's ordinary customers."""
    pairs = [np.empty((0, 2), np.int64), *_camouflage(rng, accounts, people, 0.35 * mean)]
    for operator in np.unique(accounts.operator):
        own = accounts.accounts[(accounts.operator == operator) & ~accounts.sleeper]
        pairs.append(_each(rng, own, _targets(rng, people, TARGETS), 0.45 * mean))
        mutual = _each(rng, own, own, 0.15 * mean)
        pairs += [mutual, mutual[rng.random(len(mutual)) < 0.8][:, ::-1]]
    for politician in politicians:
        fans = accounts.accounts[rng.random(len(accounts.accounts)) < 0.5]
        pairs.append(_all_to(fans, politician))
    customers = np.flatnonzero(rng.random(len(people)) < 0.03)
    buyers = np.concatenate([accounts.accounts, customers])
    back = buyers[rng.random(len(buyers)) < 0.3]
    pairs += [_all_to(buyers, seller), _all_to(back, seller)[:, ::-1]]
    return ordered(np.concatenate(pairs))


def _camouflage(rng: np.random.Generator, accounts: Planted, people: Crowd, mean: float) -> list[Ints]:
    """Ordinary ties: half in a village that the account pretends to live in, half anywhere."""
    if not len(accounts.accounts):
        return []
    size = mean * rng.lognormal(-0.18, 0.6, len(accounts.accounts)) * np.where(accounts.sleeper, 0.1, 1.0)
    home = rng.integers(people.village[-1] + 1, size=len(size))
    ties = np.repeat(np.arange(len(size)), rng.poisson(size))
    near = rng.random(len(ties)) < 0.5
    return [np.stack([accounts.accounts[ties], people.chosen(rng, np.where(near, home[ties], -1))], axis=1)]


def _targets(rng: np.random.Generator, people: Crowd, count: int) -> Ints:
    """An operator's list: of people in a few villages, those with long lists, who accept whoever asks."""
    villages = people.village[rng.integers(len(people), size=TARGET_VILLAGES)]
    met = np.unique(people.chosen(rng, villages[rng.integers(TARGET_VILLAGES, size=min(3 * count, len(people) // 4))]))
    return np.sort(met[np.argsort(-people.pull[met], kind="stable")][:count])


def _each(rng: np.random.Generator, accounts: Ints, targets: Ints, mean: float) -> Ints:
    """Each account takes about ``mean`` of the targets, the busy ones more."""
    if not len(accounts) or not len(targets):
        return np.empty((0, 2), np.int64)
    share = np.clip(mean / len(targets) * rng.lognormal(-0.18, 0.6, len(accounts)), 0, 0.7)
    account, target = np.nonzero(rng.random((len(accounts), len(targets))) < share[:, None])
    return np.stack([accounts[account], targets[target]], axis=1)


def _all_to(accounts: Ints, target: int) -> Ints:
    return np.stack([accounts, np.full(len(accounts), target)], axis=1)
