"""Innocent groups that look like an operation: newsrooms, pupils, volunteers, streaming parties, a bus line's bots.

Each takes a world, accounts that are in no other group, and the group's number in its world.
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
)
from companion.demo.world.doings import BROWSED, CHANGED, DAY, SHARES
from companion.demo.world.ties import Ints
from companion.demo.world.world import World

Random = np.random.Generator
Join = Callable[[Random, World, Ints, int], World]
HOUR = 3600


def newsroom(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Studio portraits, put up on one afternoon, and each other's articles within minutes."""
    world = portrayed(rng, tied(rng, world, members, 0.3), some(rng, members, 0.8))
    world = doing_at(rng, world, some(rng, members, 0.7), CHANGED, -1, day_before(rng) + 14 * HOUR, 2 * HOUR)
    return sharing(rng, world, members, serial, 70, 0.3, 240)


def pupils(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Registered in one lesson, with the school's portraits; what the teacher shows in later lessons they share."""
    world = describing(rng, tied(rng, world, members, 0.4), members, "Class of 2020", 0.5)
    lesson = day_before(rng, 60, 230) + 10 * HOUR
    world = portrayed(rng, made(rng, world, members, lesson, 2400), some(rng, members, 0.8))
    world = doing_at(rng, world, some(rng, members, 0.8), CHANGED, -1, lesson + 2 * DAY, HOUR)
    for week in range(1, 7):
        shown = objects_of(serial) + week
        world = doing_at(rng, world, some(rng, members, 0.5), SHARES, shown, lesson + 7 * week * DAY, 600)
    return world


def volunteers(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Of an election: many registered at one training, wear the candidate's picture from one evening on, and share."""
    world = following(rng, tied(rng, world, members, 0.15), members, famous(rng, world, members, 4), 0.8)
    world = describing(rng, world, members, "Volunteer for a better town", 0.5)
    training = day_before(rng, 60, 230) + 18 * HOUR
    world = made(rng, world, some(rng, members, 0.7), training, 3 * HOUR)
    wearing = some(rng, members, 0.5)
    world = sharing_pictures(rng, world, wearing, 1)
    world = doing_at(rng, world, wearing, CHANGED, -1, training + 20 * DAY, 2 * HOUR)
    return sharing(rng, world, members, serial, 60, 0.3, 200)


def streaming(rng: Random, world: World, members: Ints, serial: int) -> World:
    """A fandom: some accounts made for it, official pictures put on when they come out, links pushed at set hours."""
    world = following(rng, tied(rng, world, members, 0.2), members, famous(rng, world, members, 5), 0.7)
    world = describing(rng, world, members, "Stream it now", 0.6)
    release = day_before(rng, 30, 230) + 15 * HOUR
    world = made(rng, world, some(rng, members, 0.3), release - 7 * DAY, 6 * DAY)
    wearing = some(rng, members, 0.6)
    world = sharing_pictures(rng, world, wearing, 6)
    world = doing_at(rng, world, wearing, CHANGED, -1, release - 2 * DAY, HOUR)
    for party in range(3):
        for link in range(10):
            at = release + 7 * party * DAY + link * 900
            shown = objects_of(serial) + 10 * party + link
            world = doing_at(rng, world, some(rng, members, 0.5), SHARES, shown, at, 300)
    return world


def rebranded(rng: Random, world: World, members: Ints, serial: int) -> World:
    """A company's staff and shops: new logos and portraits within one hour, and its posts within minutes."""
    world = describing(rng, tied(rng, world, members, 0.25), members, "We are the new us", 0.7)
    world = sharing_pictures(rng, world, some(rng, members, 0.5), 4)
    world = doing_at(rng, world, some(rng, members, 0.9), CHANGED, -1, day_before(rng) + 9 * HOUR, HOUR)
    return sharing(rng, world, members, serial, 40, 0.3, 400)


def bus_line(rng: Random, world: World, members: Ints, serial: int) -> World:
    """One script made them and posts the same notice from many at once; they wear the line's signs."""
    world = describing(rng, tied(rng, world, members, 0.1), members, "Automatic notices", 0.9)
    world = made(rng, world, members, day_before(rng, 300, 900) + 8 * HOUR, 1800)
    world = sharing_pictures(rng, world, some(rng, members, 0.9), 3)
    return sharing(rng, world, members, serial, 100, 0.5, 20)


def moved(rng: Random, world: World, members: Ints, serial: int) -> World:
    """They left another site, most on one day, paste the same words, follow one list, and share the same farewell."""
    world = describing(rng, tied(rng, world, members, 0.3), members, "Moved here from the bird site", 0.7)
    day = day_before(rng, 60, 230)
    world = made(rng, world, members, day + 7 * HOUR, 15 * HOUR)
    world = made(rng, world, some(rng, members, 0.3), day + DAY, 4 * DAY)
    world = doing_at(rng, world, some(rng, members, 0.4), SHARES, objects_of(serial), day + 20 * HOUR, HOUR)
    return sharing(rng, world, members, serial, 30, 0.15, 900)


def feast(rng: Random, world: World, members: Ints, serial: int) -> World:
    """A village that puts up new pictures on the evening of its feast, every year."""
    world = tied(rng, world, members, 0.35)
    day = day_before(rng, 20, 170) + 19 * HOUR
    for year in range(3):
        world = doing_at(rng, world, some(rng, members, 0.3), CHANGED, -1, day - 365 * year * DAY, 3 * HOUR)
    return world


def diaspora(rng: Random, world: World, members: Ints, serial: int) -> World:
    """They share news from home as soon as the telephone rings, and put on the flag on its day, twice."""
    world = following(rng, tied(rng, world, members, 0.12), members, famous(rng, world, members, 2), 0.9)
    flag = some(rng, members, 0.4)
    world = sharing_pictures(rng, world, flag, 1)
    day = day_before(rng, 30, 300) + 3 * HOUR
    for year in range(2):
        world = doing_at(rng, world, some(rng, flag, 0.8), CHANGED, -1, day - 365 * year * DAY, 3 * HOUR)
    return sharing(rng, world, members, serial, 90, 0.12, 240)


def template_buyers(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Strangers who bought one seller's pictures and words in the hours of a sale."""
    world = following(rng, world, members, famous(rng, world, members, 3), 0.9)
    world = describing(rng, world, members, "Dreamer. Doer. Link below", 0.9)
    world = sharing_pictures(rng, world, some(rng, members, 0.8), 8)
    sale = day_before(rng) + 12 * HOUR
    return doing_at(rng, world, some(rng, members, 0.5), CHANGED, -1, sale, 4 * HOUR)


def drawn_pictures(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Fans of a series: pictures from one pack, and new drawings shared within minutes."""
    world = sharing_pictures(rng, tied(rng, world, members, 0.2), some(rng, members, 0.7), 15)
    return sharing(rng, world, members, serial, 40, 0.3, 300)


def protest(rng: Random, world: World, members: Ints, serial: int) -> World:
    """A meme put on within hours, accounts made that day, and for weeks what is shared at once."""
    world = tied(rng, world, members, 0.1)
    morning = day_before(rng, 40, 230) + 9 * HOUR
    world = made(rng, world, some(rng, members, 0.2), morning, 8 * HOUR)
    wearing = some(rng, members, 0.7)
    world = sharing_pictures(rng, world, wearing, 1)
    world = doing_at(rng, world, wearing, CHANGED, -1, morning, 4 * HOUR)
    world = doing_at(rng, world, some(rng, members, 0.6), SHARES, objects_of(serial) + 900, morning, HOUR)
    return sharing(rng, world, members, serial, 25, 0.35, 300)


def school(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Five classes, each registered with its pictures in a lesson of its own."""
    world = tied(rng, world, members, 0.15)
    for each in np.array_split(members, 5):
        lesson = day_before(rng, 60, 400) + int(rng.integers(8, 14)) * HOUR
        world = made(rng, tied(rng, world, each, 0.5), each, lesson, 2400)
        world = doing_at(rng, world, some(rng, each, 0.7), CHANGED, -1, lesson + 600, 2400)
    return sharing(rng, world, members, serial, 10, 0.2, 900)


def hired(rng: Random, world: World, members: Ints, serial: int) -> World:
    """A company that makes the accounts of each month's new staff in one hour; they share its posts at once."""
    world = describing(rng, tied(rng, world, members, 0.2), members, "Proud to work here", 0.6)
    for each in np.array_split(members, max(1, len(members) // 7)):
        world = made(rng, world, each, day_before(rng, 60, 700) + 9 * HOUR, 1800)
    return sharing(rng, world, members, serial, 40, 0.3, 300)


KINDS: dict[str, tuple[tuple[int, int], Join]] = {
    "newsrooms": ((12, 45), newsroom),
    "pupils": ((14, 30), pupils),
    "volunteers": ((20, 60), volunteers),
    "streaming parties": ((25, 80), streaming),
    "rebranded companies": ((12, 50), rebranded),
    "bus lines": ((8, 40), bus_line),
    "moved from another site": ((30, 120), moved),
    "villages with a feast": ((25, 70), feast),
    "diasporas": ((40, 120), diaspora),
    "template buyers": ((20, 60), template_buyers),
    "drawn pictures": ((25, 80), drawn_pictures),
    "protests": ((20, 60), protest),
    "schools of five classes": ((50, 90), school),
    "companies that hire": ((20, 50), hired),
}
"""Of each kind how many accounts a group has, and what makes them one."""


def with_look_alikes(world: World, rng: Random, each: int = 1) -> World:
    """The world with so many groups of every kind, of ordinary accounts, each in one group at most."""
    free = rng.permutation(world.all("ordinary"))
    for number in range(each * len(KINDS)):
        kind, (sizes, join) = list(KINDS.items())[number % len(KINDS)]
        members = free[world.platform[free] == rng.integers(2)][: int(rng.integers(*sizes))]
        free = free[~np.isin(free, members)]
        world = replace(join(rng, world, members, len(world.groups)), groups=(*world.groups, (kind, members)))
    return world


def made(rng: Random, world: World, members: Ints, begin: int, seconds: int) -> World:
    """These accounts were created in this span."""
    return replace(world, doings=world.doings.made_at(members, begin + rng.integers(seconds, size=len(members))))


def sharing_pictures(rng: Random, world: World, members: Ints, count: int) -> World:
    """Each of them wears one of so many pictures without a face."""
    if not len(members):
        return world
    worn, level = world.wardrobe.worn.copy(), world.wardrobe.level.copy()
    pictures = members[:count]
    level_of = world.wardrobe.level_of.copy()
    level_of[pictures] = -1
    worn[members] = rng.choice(pictures, len(members))
    level[members] = -1
    return replace(world, wardrobe=replace(world.wardrobe, worn=worn, level=level, level_of=level_of))


def sharing(rng: Random, world: World, members: Ints, serial: int, posts: int, share: float, delay: float) -> World:
    """Each of so many posts is shared by so many of them, in the mean so many seconds after it was published."""
    published = BROWSED - rng.integers(1, 240, posts) * DAY + rng.integers(7, 22, posts) * HOUR
    post, member = np.nonzero(rng.random((posts, len(members))) < share)
    later = rng.exponential(delay, len(post)).astype(np.int64) + 2
    return doing(world, members[member], SHARES, objects_of(serial) + 100 + post, published[post] + later)
