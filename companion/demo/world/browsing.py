"""What a person sees of a world: whose profile and list they open, when, and how far they scroll.

They look through the operation's accounts, whole clubs and other innocent groups, people whom those accounts are tied
to, and strangers. Lists are rarely read to their end, and popular accounts tend to stand near their top.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.core.wire.observations import CaptureKind
from companion.demo.world.doings import BROWSED, DAY
from companion.demo.world.shape import Shape
from companion.demo.world.ties import Ints
from companion.demo.world.world import World

FRIENDS, FOLLOWING, FOLLOWERS = range(3)
LISTS = (CaptureKind.friends, CaptureKind.following, CaptureKind.followers)
FARTHEST = 3000
"""Rows after which nobody scrolls on, unless every list is to be seen whole."""
LOST = 0.03
"""The share of ties that end between a first visit and a second."""
VISITS_A_DAY = 400


@dataclass(frozen=True, eq=False)
class Visits:
    """One visit a list, in order of time: ``owner``, ``list`` (in ``LISTS``), ``time`` (seconds since 1970).

    ``displayed`` is what the page says the list holds and ``complete`` whether its end was reached. Its members are
    ``members[starts[v]:starts[v + 1]]``, as they stood on the page. ``first`` says that the owner's profile was not
    opened before.
    """

    owner: Ints
    list: Ints
    time: Ints
    displayed: Ints
    complete: NDArray[np.bool_]
    first: NDArray[np.bool_]
    starts: Ints
    members: Ints


def browse(world: World, shape: Shape, rng: np.random.Generator) -> Visits:
    owners = _opened(world, shape, rng)
    lists = np.where(world.platform[owners] == 0, FRIENDS, FOLLOWING)
    rows = [np.stack([owners, lists, np.zeros_like(owners)])]
    followers = owners[(world.platform[owners] == 1) & (world.role[owners] > 0) & (rng.random(len(owners)) < 0.3)]
    rows.append(np.stack([followers, np.full_like(followers, FOLLOWERS), np.zeros_like(followers)]))
    again = rng.random(len(owners)) < shape.again
    rows.append(np.stack([owners[again], lists[again], np.ones_like(owners[again])]))
    owner, kind, later = np.concatenate(rows, axis=1)
    order = np.lexsort((rng.random(len(owner)), later))
    owner, kind, later = owner[order], kind[order], later[order].astype(bool)
    number = np.arange(len(owner))
    time = BROWSED + (number // VISITS_A_DAY) * DAY + 9 * 3600 + (number % VISITS_A_DAY) * 90
    time = time + np.where(later, 40 * DAY, 0)
    length, members = _lists(world, owner, kind, later, rng)
    seen, complete = _scrolled(length, shape.completeness, rng)
    position = np.arange(len(members)) - np.repeat(np.cumsum(length) - length, length)
    _, first_at = np.unique(owner, return_index=True)
    first = np.zeros(len(owner), bool)
    first[first_at] = True
    return Visits(
        owner,
        kind,
        time,
        length,
        complete,
        first,
        np.concatenate([[0], np.cumsum(seen)]),
        members[position < np.repeat(seen, length)],
    )


def _opened(world: World, shape: Shape, rng: np.random.Generator) -> Ints:
    """Whose profiles are opened, in random order."""
    planted, ordinary = world.all("planted"), world.all("ordinary")
    chosen = [planted[rng.random(len(planted)) < shape.visited_planted]]
    if len(planted):
        chosen += [world.all("seller"), world.all("politician")]
    wanted = round(shape.visited * len(ordinary))
    if wanted == len(ordinary):
        return rng.permutation(np.concatenate([*chosen, ordinary]))
    # Half of the ordinary ones are whole clubs, a quarter are tied to planted accounts, and the rest are strangers.
    clubs = rng.permutation(int(world.club.max()) + 1)
    sizes = np.cumsum(np.bincount(world.club[world.club >= 0])[clubs])
    picked = np.zeros(len(world), bool)
    picked[np.isin(world.club, clubs[: int(np.searchsorted(sizes, wanted / 2)) + 1])] = True
    for _, members in world.groups:
        picked[members[rng.random(len(members)) < shape.visited_planted]] = True
    fake = world.role == 1
    near = [pairs[fake[pairs].sum(axis=1) == 1].ravel() for pairs in (world.friends, world.follows)]
    for pool in (np.concatenate(near), ordinary):
        left = pool[(world.role[pool] == 0) & ~picked[pool]]
        if len(left):
            picked[rng.choice(left, wanted // 4)] = True
    return rng.permutation(np.concatenate([*chosen, np.flatnonzero(picked)]))


def _lists(
    world: World, owner: Ints, kind: Ints, later: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """The length of each visited list, and all lists' members one after the other, in the order of the page."""
    both = np.concatenate([world.friends, world.friends[:, ::-1]])
    lost_friends, lost_follows = (rng.random(len(pairs)) < LOST for pairs in (world.friends, world.follows))
    tables = [
        (both, np.tile(lost_friends, 2)),
        (world.follows, lost_follows),
        (world.follows[:, ::-1], lost_follows),
    ]
    popularity = np.bincount(np.concatenate([world.friends.ravel(), world.follows[:, 1]]), minlength=len(world)) + 1.0
    visit, member = [], []
    for which, (pairs, lost) in enumerate(tables):
        order = np.argsort(pairs[:, 0], kind="stable")
        starts = np.searchsorted(pairs[order, 0], np.arange(len(world) + 1))
        here = np.flatnonzero(kind == which)
        counts = starts[owner[here] + 1] - starts[owner[here]]
        rows = np.repeat(here, counts)
        offsets = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        edge = order[np.repeat(starts[owner[here]], counts) + offsets]
        kept = ~(later[rows] & lost[edge])
        visit.append(rows[kept])
        member.append(pairs[edge[kept], 1])
    visits, members = np.concatenate(visit), np.concatenate(member)
    place = rng.exponential(size=len(members)) / popularity[members] ** 0.3
    order = np.lexsort((place, visits))
    return np.bincount(visits, minlength=len(owner)), members[order]


def _scrolled(length: Ints, completeness: float, rng: np.random.Generator) -> tuple[Ints, NDArray[np.bool_]]:
    """How many rows of each list were seen, and whether its end was."""
    if completeness == 1:
        return length, np.ones(len(length), bool)
    if completeness == 0:
        return np.zeros_like(length), np.zeros(len(length), bool)
    share = rng.beta(3 * completeness, 3 * (1 - completeness), len(length))
    share[share > 0.95] = 1
    seen = np.minimum(np.rint(share * length).astype(np.int64), FARTHEST)
    return seen, seen == length
