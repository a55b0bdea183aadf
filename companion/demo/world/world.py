"""A world like the case: two platforms, an operation among ordinary people, and what is true of each account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from companion.demo.world.doings import Doings, doings
from companion.demo.world.innocents import with_innocent_groups
from companion.demo.world.operation import Planted, befriended, followed, planted
from companion.demo.world.shape import Shape
from companion.demo.world.texts import bios, handles, names
from companion.demo.world.ties import Crowd, Ints, crowd, follows, friendships
from companion.demo.world.wardrobe import Wardrobe, wardrobe

PLATFORMS = ("facebook", "instagram")
POLITICIANS = 4
ROLES = ("ordinary", "planted", "seller", "politician")


@dataclass(frozen=True, eq=False)
class World:
    """Accounts are numbers from 0 to n - 1, dealt out so that a number tells nothing.

    ``platform``, ``role`` (n,) are positions in ``PLATFORMS`` and ``ROLES``; ``operator``, ``village`` and ``club``
    (n,) are -1 where there is none. ``friends`` (m, 2) has each pair once, ``follows`` (m, 2) is follower and followed.
    ``groups`` are those that form for innocent reasons beside villages and clubs: what each is, and its accounts.
    """

    platform: Ints
    role: Ints
    operator: Ints
    village: Ints
    club: Ints
    friends: Ints
    follows: Ints
    handles: list[str]
    names: list[str]
    bios: list[str]
    wardrobe: Wardrobe
    doings: Doings
    groups: tuple[tuple[str, Ints], ...] = ()

    def __len__(self) -> int:
        return len(self.platform)

    def all(self, role: str) -> Ints:
        return np.flatnonzero(self.role == ROLES.index(role))

    def degrees(self) -> tuple[Ints, Ints, Ints]:
        """Friends, followers and followed of each account, (n,) each, as its profile displays them."""
        count = len(self)
        return (
            np.bincount(self.friends.ravel(), minlength=count),
            np.bincount(self.follows[:, 1], minlength=count),
            np.bincount(self.follows[:, 0], minlength=count),
        )

    def truth(self) -> dict[str, Any]:
        """What is true, by handle, for whoever judges what was found."""
        friends, followers, _ = self.degrees()
        popularity = np.where(self.platform == 0, friends, followers)
        hubs = np.concatenate([np.flatnonzero(self.platform == at) for at in (0, 1)])
        hubs = hubs[(self.role[hubs] == 0) & (popularity[hubs] >= 10 * max(1.0, float(np.median(popularity))))]
        named = self.handles.__getitem__
        return {
            "planted": {
                PLATFORMS[at]: [named(i) for i in self.all("planted") if self.platform[i] == at] for at in (0, 1)
            },
            "operators": {
                str(operator): [named(i) for i in np.flatnonzero(self.operator == operator)]
                for operator in np.unique(self.operator[self.operator >= 0])
            },
            "seller": [named(i) for i in self.all("seller")],
            "politicians": [named(i) for i in self.all("politician")],
            "hubs": [named(i) for i in np.sort(hubs)],
            "aligned": [named(i) for i in np.flatnonzero(self.wardrobe.level == 2)],
            "groups": [{"kind": kind, "accounts": [*map(named, who)]} for kind, who in self.groups],
            "bursts": [
                {"operator": int(operator), "hour": str(np.datetime64(int(at), "s")), "accounts": [*map(named, who)]}
                for operator, at, who in self.doings.bursts
            ],
        }


def world(shape: Shape, rng: np.random.Generator) -> World:
    """The same world for the same shape and state of the generator."""
    people = [
        crowd(rng, shape.facebook, shape.friends, directed=False),
        crowd(rng, shape.instagram, shape.following, directed=True),
    ]
    ends = np.cumsum([shape.facebook, shape.planted_facebook, shape.instagram, shape.planted_instagram, 1, POLITICIANS])
    total = int(ends[-1])
    fakes = [
        planted(rng, shape.facebook, shape.planted_facebook),
        planted(rng, shape.instagram, shape.planted_instagram),
    ]
    seller = shape.instagram + shape.planted_instagram
    politicians = range(seller + 1, seller + 1 + POLITICIANS)
    friends = np.concatenate(
        [friendships(rng, people[0], shape.friends), befriended(rng, fakes[0], people[0], shape.friends)]
    )
    ordinary = follows(rng, people[1], shape.following)
    bought = followed(rng, fakes[1], people[1], shape.following, seller, politicians)
    voters = [np.flatnonzero(rng.random(len(people[1])) < share) for share in rng.uniform(0.02, 0.25, POLITICIANS)]
    voted = [np.stack([who, np.full(len(who), at)], axis=1) for who, at in zip(voters, politicians, strict=True)]
    followed_pairs = np.concatenate([ordinary, bought, *voted]) + int(ends[1])
    role = np.repeat([0, 1, 0, 1, 2, 3], np.diff(ends, prepend=0))
    platform = np.repeat([0, 0, 1, 1, 1, 1], np.diff(ends, prepend=0))
    village, club, operator = _labels(people, fakes, ends)
    to = rng.permutation(total)  # from the ordered numbers to those dealt out
    back = np.argsort(to)
    role, platform, village, club, operator = (each[back] for each in (role, platform, village, club, operator))
    worn = wardrobe(rng, role, operator, shape.aligned)
    made = World(
        platform,
        role,
        operator,
        village,
        club,
        np.sort(to[friends], axis=1),
        to[followed_pairs],
        handles(rng, total),
        names(rng, total),
        bios(rng, role, operator, village),
        worn,
        doings(rng, role, operator, shape.made_together),
    )
    return with_innocent_groups(rng, made, shape.innocents)


def _labels(people: list[Crowd], fakes: list[Planted], ends: Ints) -> tuple[Ints, Ints, Ints]:
    """Village, club and operator of each account, in the ordered numbers; labels differ between the platforms."""
    found: list[Ints] = []
    for name in ("village", "club"):
        label = np.full(int(ends[-1]), -1)
        first, second = (getattr(each, name) for each in people)
        label[: ends[0]] = first
        label[ends[1] : ends[2]] = second + first[-1] + 1
        found.append(label)
    operator = np.full(int(ends[-1]), -1)
    operator[ends[0] : ends[1]] = fakes[0].operator
    operator[ends[2] : ends[3]] = fakes[1].operator + (int(fakes[0].operator.max(initial=-1)) + 1)
    return found[0], found[1], operator
