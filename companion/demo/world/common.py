"""What groups of a world have in common, whatever formed them: ties, idols, words, pictures, doings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from companion.demo.world.doings import BROWSED, DAY, Doings
from companion.demo.world.ties import Ints, ordered, unordered
from companion.demo.world.wardrobe import Wardrobe

if TYPE_CHECKING:
    from companion.demo.world.world import World

FIRST_OBJECT = 10_000_000
"""Above every other object's number."""
OBJECTS_A_GROUP = 1_000


def objects_of(serial: int) -> int:
    """The first number of the objects of one group; ``serial`` is that of the group in its world."""
    return FIRST_OBJECT + serial * OBJECTS_A_GROUP


def famous(rng: np.random.Generator, world: World, members: Ints, count: int) -> Ints:
    """Well-known ordinary accounts of the members' platform."""
    friends, followers, _ = world.degrees()
    known = np.where(world.platform == 0, friends, followers)
    here = np.flatnonzero((world.platform == world.platform[members[0]]) & (world.role == 0))
    here = here[~np.isin(here, members)]
    return rng.choice(here[np.argsort(-known[here])][:400], count, replace=False)


def tied(rng: np.random.Generator, world: World, members: Ints, density: float) -> World:
    """So many of their pairs are tied; of follows 60 % both ways."""
    first, second = np.triu_indices(len(members), 1)
    some = rng.random(len(first)) < density
    pairs = np.stack([members[first[some]], members[second[some]]], axis=1)
    return _with_ties(world, np.concatenate([pairs, pairs[rng.random(len(pairs)) < 0.6][:, ::-1]]))


def following(rng: np.random.Generator, world: World, members: Ints, idols: Ints, share: float) -> World:
    """So many of them follow, or befriend, each of the idols."""
    who, whom = np.nonzero(rng.random((len(members), len(idols))) < share)
    return _with_ties(world, np.stack([members[who], idols[whom]], axis=1))


def _with_ties(world: World, pairs: Ints) -> World:
    """On Facebook a tie is a friendship, on Instagram a follow."""
    if not len(pairs):
        return world
    if world.platform[pairs[0, 0]] == 0:
        return replace(world, friends=unordered(np.concatenate([world.friends, pairs])))
    return replace(world, follows=ordered(np.concatenate([world.follows, pairs])))


def describing(rng: np.random.Generator, world: World, members: Ints, phrase: str, share: float) -> World:
    """So many of them begin their description with the phrase."""
    bios = list(world.bios)
    for member in members[rng.random(len(members)) < share].tolist():
        bios[member] = f"{phrase}. {bios[member]}".strip()
    return replace(world, bios=bios)


def doing(world: World, accounts: Ints, kind: int, objects: Ints, times: Ints) -> World:
    """Further doings (k,) of these accounts (k,)."""
    rows = np.stack([accounts, np.full_like(accounts, kind), objects, times])
    does: Doings = world.doings
    return replace(world, doings=does.with_more(rows))


def doing_at(
    rng: np.random.Generator, world: World, accounts: Ints, kind: int, thing: int, begin: int, seconds: int
) -> World:
    """Each of the accounts did it to that object (-1: none) at a second of this span."""
    times = begin + rng.integers(seconds, size=len(accounts))
    return doing(world, accounts, kind, np.full(len(accounts), thing), times)


def wearing(world: World, members: Ints) -> World:
    """All of them wear the picture of the first."""
    if not len(members):
        return world
    worn, level = world.wardrobe.worn.copy(), world.wardrobe.level.copy()
    worn[members], level[members] = members[0], level[members[0]]
    return replace(world, wardrobe=replace(world.wardrobe, worn=worn, level=level))


def portrayed(rng: np.random.Generator, world: World, members: Ints) -> World:
    """One photographer crops alike: the faces sit together, upright, wherever that is."""
    dress: Wardrobe = world.wardrobe
    members = members[dress.worn[members] >= 0]
    place, level, worn = dress.place.copy(), dress.level.copy(), dress.worn.copy()
    centre = np.array([rng.normal(0, 0.02), rng.normal(0.03, 0.03), rng.normal(-0.3, 0.25), 0.0])
    place[members] = centre + rng.normal(size=(len(members), 4)) * [0.006, 0.008, 0.05, np.radians(0.9)]
    level[members] = 0
    worn[members] = members
    return replace(world, wardrobe=replace(dress, place=place, level=level, worn=worn))


def some(rng: np.random.Generator, members: Ints, share: float) -> Ints:
    """Each of them with this probability."""
    return np.asarray(members[rng.random(len(members)) < share])


def day_before(rng: np.random.Generator, least: int = 60, most: int = 900) -> int:
    """The begin of a day so many days before the browsing, in seconds since 1970."""
    return BROWSED - int(rng.integers(least, most)) * DAY
