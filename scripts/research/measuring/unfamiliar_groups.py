"""Groups that were not thought of while the judgement of groups was built: other innocents, and other operations.

Each changes a simulated world. Innocent groups take ordinary accounts that are in no other group.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from companion.demo.world.common import (
    day_before,
    describing,
    doing,
    doing_at,
    famous,
    following,
    objects_of,
    portrayed,
    some,
    tied,
    wearing,
)
from companion.demo.world.doings import BROWSED, CHANGED, DAY, MAY, SHARES
from companion.demo.world.ties import Ints
from companion.demo.world.world import World

Random = np.random.Generator
Altered = Callable[[World, Random], World]


def relatives(rng: Random, world: World, members: Ints, serial: int) -> World:
    """A village: one family name, one town, and on its feast day new pictures within the evening."""
    family, town = world.names[members[0]].split()[1], world.names[members[1]].split()[1]
    names = list(world.names)
    for member in members.tolist():
        names[member] = f"{names[member].split()[0]} {family}"
    world = describing(rng, tied(rng, replace(world, names=names), members, 0.35), members, f"From {town}", 0.6)
    return doing_at(rng, world, some(rng, members, 0.3), CHANGED, -1, day_before(rng) + 18 * 3600, 4 * 3600)


def mourners(rng: Random, world: World, members: Ints, serial: int) -> World:
    """A class that puts on black pictures within hours, half of them the same one, and shares the news at once."""
    world = tied(rng, world, members, 0.45)
    day = day_before(rng, 30, 230) + 9 * 3600
    mourning = some(rng, members, 0.7)
    world = wearing(world, some(rng, mourning, 0.5))
    world = doing_at(rng, world, mourning, CHANGED, -1, day, 5 * 3600)
    return doing_at(rng, world, some(rng, members, 0.5), SHARES, objects_of(serial), day, 1200)


def choir(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Portraits before one backdrop, put up in one evening; now and then some share a concert within the hour."""
    world = describing(rng, tied(rng, world, members, 0.4), members, "Alto and tenor", 0.4)
    world = portrayed(rng, world, some(rng, members, 0.8))
    day = day_before(rng) + 19 * 3600
    return _sharing(rng, doing_at(rng, world, some(rng, members, 0.7), CHANGED, -1, day, 7200), members, serial, 6, 900)


def buyers(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Strangers who bought followers of one seller, whom they follow, as do the accounts that they were sold."""
    sold = famous(rng, world, members, 30)
    world = following(rng, world, members, sold[:3], 0.9)
    return following(rng, world, sold, members, 0.8)


def agency(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Companies whose accounts one agency keeps: it posts the same from all of them in the same minute."""
    world = describing(rng, tied(rng, world, members, 0.1), members, "Official account", 0.8)
    return _sharing(rng, world, members, serial, 40, 15, 0.8)


def _sharing(rng: Random, world: World, members: Ints, serial: int, posts: int, delay: float, by: float = 0.3) -> World:
    published = rng.integers(BROWSED - 240 * DAY, BROWSED - DAY, posts)
    post, member = np.nonzero(rng.random((posts, len(members))) < by)
    later = rng.exponential(delay, len(post)).astype(np.int64)
    return doing(world, members[member], SHARES, objects_of(serial) + post, published[post] + later)


INNOCENTS = {"relatives": relatives, "mourners": mourners, "choirs": choir, "buyers": buyers, "agencies": agency}


def with_unfamiliar_innocents(world: World, rng: Random) -> World:
    """Two groups of each kind more, of 15 to 50 accounts."""
    for number in range(2 * len(INNOCENTS)):
        taken = np.concatenate([*(members for _, members in world.groups), np.empty(0, np.int64)])
        free = rng.permutation(np.setdiff1d(world.all("ordinary"), taken))
        members = free[world.platform[free] == number % 2][: int(rng.integers(15, 50))]
        kind, join = list(INNOCENTS.items())[number // 2]
        world = replace(join(rng, world, members, len(world.groups)), groups=(*world.groups, (kind, members)))
    return world


def slow(world: World, rng: Random) -> World:
    """The operation makes its accounts one by one, over six weeks; every creation is known to the minute."""
    planted = world.all("planted")
    times = MAY - 200 * DAY + rng.integers(42 * DAY, size=len(planted))
    return replace(world, doings=replace(world.doings.made_at(planted, times), exact_creation=True))


def sharing_only(world: World, rng: Random) -> World:
    """The operation shares its links within ten minutes, and does nothing else together."""
    does, planted = world.doings, np.isin(np.arange(len(world)), world.all("planted"))
    kept = ~(planted[does.account] & (does.kind == CHANGED))
    columns = {name: getattr(does, name)[kept] for name in ("account", "kind", "object", "time")}
    return replace(_own_pictures(world), doings=replace(does, **columns, bursts=[]))


def stolen(world: World, rng: Random) -> World:
    """Each account of the operation wears a picture of an ordinary one."""
    dress, planted = world.wardrobe, world.all("planted")
    of = rng.choice(world.all("ordinary"), len(planted))
    worn, level = dress.worn.copy(), dress.level.copy()
    worn[planted], level[planted] = dress.worn[of], dress.level[of]
    return replace(world, wardrobe=replace(dress, worn=worn, level=level))


def _own_pictures(world: World) -> World:
    """No account of the operation wears another's picture."""
    worn, planted = world.wardrobe.worn.copy(), world.all("planted")
    worn[planted] = planted
    return replace(world, wardrobe=replace(world.wardrobe, worn=worn))
