"""Operations by other habits than ``companion/demo/world/operation.py``, of 5 to 300 accounts, among any people.

Each is put in the place of ordinary accounts that are in no group: what these had and did is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from companion.demo.world.common import doing, doing_at, following, objects_of, some, tied
from companion.demo.world.doings import BROWSED, CHANGED, CREATED, DAY, SHARES
from companion.demo.world.faces import places
from companion.demo.world.ties import Ints
from companion.demo.world.world import World
from scripts.research.measuring.look_alikes import HOUR, made, sharing_pictures
from scripts.research.measuring.other_crowd import awake

Random = np.random.Generator


@dataclass(frozen=True)
class Habits:
    """What an operation's accounts do.

    ``aligned`` is the share of generated pictures and ``stolen`` of those that about three wear. They are made in
    ``batches`` of so many within an hour, or (0) one by one over a year. ``bursts`` times ``at_once`` of them change
    their picture within an hour. ``links`` are shared by ``sharing`` of them, within so many seconds (``delay``).
    """

    aligned: float = 0.0
    stolen: float = 0.0
    batches: int = 0
    bursts: int = 0
    at_once: float = 0.3
    links: int = 0
    sharing: float = 0.3
    delay: int = 300
    mutual: float = 0.1
    targets: float = 0.5
    in_a_community: bool = False


HABITS = {
    "loud": Habits(aligned=0.4, batches=8, bursts=2, links=20, delay=120),
    "cheap": Habits(stolen=0.5, batches=10, bursts=2, links=20),
    "patient": Habits(aligned=0.2, bursts=1, links=15, delay=5400, mutual=0.04, targets=0.25),
    "without generated pictures": Habits(stolen=0.1, batches=6, bursts=3, links=25),
    "strangers": Habits(links=20, sharing=0.4, mutual=0.0, targets=0.0),
    "in a community": Habits(aligned=0.5, bursts=2, links=15, in_a_community=True),
    "faces only": Habits(aligned=0.7, mutual=0.2),
}


def operation(habits: Habits, size: int) -> Callable[[World, Random], World]:
    """What puts such an operation into a world."""

    def join(world: World, rng: Random) -> World:
        taken = np.concatenate([*(members for _, members in world.groups), np.empty(0, np.int64)])
        free = rng.permutation(np.setdiff1d(world.all("ordinary"), taken))
        here = free[world.platform[free] == rng.integers(2)]
        members, others = here[:size], here[size:]
        number = int(world.operator.max()) + 1
        world = _strangers(rng, world, members, number)
        home = _home(rng, world, others)
        targets = rng.choice(others, 12, replace=False)
        world = tied(rng, following(rng, world, members, targets, habits.targets), members, habits.mutual)
        world = following(rng, world, members, home, 0.25) if habits.in_a_community else world
        world = following(rng, world, members, rng.choice(others, min(len(others), 400), replace=False), 0.03)
        return _doing(rng, _dressed(rng, world, members, habits), members, habits, 500 + number)

    return join


def _strangers(rng: Random, world: World, members: Ints, number: int) -> World:
    """These accounts as an operator's, with nothing that they had or did."""
    role, operator, club = world.role.copy(), world.operator.copy(), world.club.copy()
    role[members], operator[members], club[members] = 1, number, -1
    friends, follows = (pairs[~np.isin(pairs, members).any(axis=1)] for pairs in (world.friends, world.follows))
    does = world.doings
    kept = ~np.isin(does.account, members) | (does.kind == CREATED)
    columns = {name: getattr(does, name)[kept] for name in ("account", "kind", "object", "time")}
    does = replace(does, **columns)
    return replace(world, role=role, operator=operator, club=club, friends=friends, follows=follows, doings=does)


def _home(rng: Random, world: World, others: Ints) -> Ints:
    """A club of ordinary accounts."""
    return np.asarray(others[world.club[others] == world.club[rng.choice(others)]])


def _dressed(rng: Random, world: World, members: Ints, habits: Habits) -> World:
    dress = world.wardrobe
    worn, level, level_of = dress.worn.copy(), dress.level.copy(), dress.level_of.copy()
    place, score = dress.place.copy(), dress.score.copy()
    bare = np.isin(worn, members) & ~np.isin(np.arange(len(worn)), members)
    worn[bare] = level[bare] = -1  # nobody wears what was theirs
    worn[members] = members
    kind = rng.random(len(members))
    generated = members[kind < habits.aligned]
    level_of[members] = np.where(rng.random(len(members)) < 0.7, 0, -1)
    level_of[generated] = np.where(rng.random(len(generated)) < 0.95, 2, 1)
    score[generated] = rng.uniform(1.5, 4, len(generated))
    place[generated] = places(rng, np.ones(len(generated), bool))
    level[members] = level_of[members]
    dress = replace(dress, worn=worn, level=level, level_of=level_of, place=place, score=score)
    stolen = members[kind > 1 - habits.stolen]
    return sharing_pictures(rng, replace(world, wardrobe=dress), stolen, max(1, len(stolen) // 3))


def _doing(rng: Random, world: World, members: Ints, habits: Habits, serial: int) -> World:
    if habits.batches:
        for batch in np.array_split(members, -(-len(members) // habits.batches)):
            world = made(rng, world, batch, _hour(rng, 60, 500), HOUR)
    else:
        days = BROWSED - rng.integers(60, 425, len(members)) * DAY
        world = replace(world, doings=world.doings.made_at(members, awake(rng, days)))
    for _ in range(habits.bursts):
        world = doing_at(rng, world, some(rng, members, habits.at_once), CHANGED, -1, _hour(rng, 10, 300), HOUR)
    for link in range(habits.links):
        who = some(rng, members, habits.sharing)
        begin = np.full(len(who), _hour(rng, 5, 230))
        at = begin + rng.integers(habits.delay, size=len(who))
        world = doing(world, who, SHARES, np.full(len(who), objects_of(serial) + link), at)
    days = BROWSED - rng.integers(1, 230, 3 * len(members)) * DAY  # stories that ordinary people share, too
    return doing(world, np.tile(members, 3), SHARES, rng.integers(1, 400, 3 * len(members)), awake(rng, days))


def _hour(rng: Random, least: int, most: int) -> int:
    return BROWSED - int(rng.integers(least, most)) * DAY + int(rng.integers(8, 22)) * HOUR
