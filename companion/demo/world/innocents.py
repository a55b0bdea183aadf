"""Groups that form for innocent reasons, and have much of what gives an operation away: fans, offices, conferences.

Fans follow their idol and what else its fans follow, befriend each other, say so in their descriptions, some wear the
idol's picture, and share its posts within a minute. An office has the portraits of one photographer and knows itself. A
conference's participants join on one day and follow its speakers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from companion.demo.world.doings import BROWSED, DAY, SHARES, Doings
from companion.demo.world.shape import Shape
from companion.demo.world.ties import Ints, ordered, unordered
from companion.demo.world.wardrobe import Wardrobe

if TYPE_CHECKING:
    from companion.demo.world.world import World

FANS, COLLEAGUES, PARTICIPANTS = (25, 70), (12, 45), (30, 90)
IDOL_POSTS = 30
FIRST_OBJECT = 10_000_000
"""Above every other object's number."""


def with_innocent_groups(rng: np.random.Generator, world: World, shape: Shape) -> World:
    """The world with the groups that its shape asks for, of ordinary accounts, each in one group at most."""
    free = rng.permutation(world.all("ordinary"))
    for kind, count, sizes, join in (
        ("fan club", shape.fan_clubs, FANS, _fans),
        ("office", shape.offices, COLLEAGUES, _office),
        ("conference", shape.conferences, PARTICIPANTS, _conference),
    ):
        for number in range(count):
            home = free[world.platform[free] == number % 2]
            members = home[: int(rng.integers(*sizes))]
            free = free[~np.isin(free, members)]
            world = replace(join(rng, world, members, number), groups=(*world.groups, (kind, members)))
    return world


def _fans(rng: np.random.Generator, world: World, members: Ints, number: int) -> World:
    idols = _famous(rng, world, members, 6)
    world = _tied(rng, world, members, 0.15)
    world = _following(rng, world, members, idols, 0.7)
    world = _describing(rng, world, members, f"Fan of {world.names[idols[0]]}", 0.6)
    wearing = members[rng.random(len(members)) < 0.12]
    worn = world.wardrobe.worn.copy()
    worn[wearing] = wearing[:1].sum()
    level = world.wardrobe.level.copy()
    level[wearing] = level[wearing[:1]].sum()
    world = replace(world, wardrobe=replace(world.wardrobe, worn=worn, level=level))
    published = np.sort(rng.integers(BROWSED - 240 * DAY, BROWSED - DAY, IDOL_POSTS))
    post, fan = np.nonzero(rng.random((IDOL_POSTS, len(members))) < 0.35)
    delay = rng.exponential(25, len(post)).astype(np.int64) + 2
    return _doing(world, members[fan], SHARES, FIRST_OBJECT + number * IDOL_POSTS + post, published[post] + delay)


def _office(rng: np.random.Generator, world: World, members: Ints, number: int) -> World:
    """One photographer crops alike: the faces sit together, upright, wherever that is."""
    world = _tied(rng, world, members, 0.5)
    world = _describing(rng, world, members, f"{world.names[members[0]].split()[1]} & Sons", 0.5)
    dress: Wardrobe = world.wardrobe
    portrayed = members[(rng.random(len(members)) < 0.8) & (dress.worn[members] >= 0)]
    place, level = dress.place.copy(), dress.level.copy()
    centre = np.array([rng.normal(0, 0.02), rng.normal(0.03, 0.03), rng.normal(-0.3, 0.25), 0.0])
    place[portrayed] = centre + rng.normal(size=(len(portrayed), 4)) * [0.006, 0.008, 0.05, np.radians(0.9)]
    level[portrayed] = 0
    worn = dress.worn.copy()
    worn[portrayed] = portrayed
    return replace(world, wardrobe=replace(dress, place=place, level=level, worn=worn))


def _conference(rng: np.random.Generator, world: World, members: Ints, number: int) -> World:
    day = BROWSED - int(rng.integers(60, 900)) * DAY
    world = _tied(rng, world, members, 0.12)
    world = _following(rng, world, members, _famous(rng, world, members, 4), 0.6)
    at = day + rng.choice(np.arange(7, 20), len(members)) * 3600 + rng.integers(3600, size=len(members))
    world = replace(world, doings=world.doings.made_at(members, at))
    link = np.full(len(members), FIRST_OBJECT + 1_000_000 + number)
    sharing = rng.random(len(members)) < 0.5
    when = day + 2 * DAY + 9 * 3600 + rng.integers(8 * 3600, size=len(members))
    return _doing(world, members[sharing], SHARES, link[sharing], when[sharing])


def _famous(rng: np.random.Generator, world: World, members: Ints, count: int) -> Ints:
    """Well-known ordinary accounts of the members' platform."""
    friends, followers, _ = world.degrees()
    known = np.where(world.platform == 0, friends, followers)
    here = np.flatnonzero((world.platform == world.platform[members[0]]) & (world.role == 0))
    here = here[~np.isin(here, members)]
    return rng.choice(here[np.argsort(-known[here])][:400], count, replace=False)


def _tied(rng: np.random.Generator, world: World, members: Ints, density: float) -> World:
    first, second = np.triu_indices(len(members), 1)
    some = rng.random(len(first)) < density
    pairs = np.stack([members[first[some]], members[second[some]]], axis=1)
    return _with_ties(world, np.concatenate([pairs, pairs[rng.random(len(pairs)) < 0.6][:, ::-1]]))


def _following(rng: np.random.Generator, world: World, members: Ints, idols: Ints, share: float) -> World:
    who, whom = np.nonzero(rng.random((len(members), len(idols))) < share)
    return _with_ties(world, np.stack([members[who], idols[whom]], axis=1))


def _with_ties(world: World, pairs: Ints) -> World:
    """On Facebook a tie is a friendship, on Instagram a follow."""
    if not len(pairs):
        return world
    if world.platform[pairs[0, 0]] == 0:
        return replace(world, friends=unordered(np.concatenate([world.friends, pairs])))
    return replace(world, follows=ordered(np.concatenate([world.follows, pairs])))


def _describing(rng: np.random.Generator, world: World, members: Ints, phrase: str, share: float) -> World:
    bios = list(world.bios)
    for member in members[rng.random(len(members)) < share].tolist():
        bios[member] = f"{phrase}. {bios[member]}".strip()
    return replace(world, bios=bios)


def _doing(world: World, accounts: Ints, kind: int, objects: Ints, times: Ints) -> World:
    rows = np.stack([accounts, np.full_like(accounts, kind), objects, times])
    does: Doings = world.doings
    return replace(world, doings=does.with_more(rows))
