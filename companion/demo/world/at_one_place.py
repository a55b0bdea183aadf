"""Innocent groups whose accounts were at one place: an office, new colleagues, a conference, a class at school."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from companion.demo.world.common import (
    day_before,
    describing,
    doing_at,
    famous,
    following,
    objects_of,
    portrayed,
    some,
    tied,
    wearing,
)
from companion.demo.world.doings import CHANGED, DAY, SHARES
from companion.demo.world.ties import Ints

if TYPE_CHECKING:
    from companion.demo.world.world import World

Random = np.random.Generator


def office(rng: Random, world: World, members: Ints, serial: int) -> World:
    """They know each other, and have the portraits of one photographer."""
    world = tied(rng, world, members, 0.5)
    world = describing(rng, world, members, _company(world, members), 0.5)
    return portrayed(rng, world, some(rng, members, 0.8))


def onboarding(rng: Random, world: World, members: Ints, serial: int) -> World:
    """New colleagues, whose accounts the office makes in one hour; the next day it puts up all their portraits, and
    they share its welcome within minutes."""
    world = tied(rng, world, members, 0.3)
    world = following(rng, world, members, famous(rng, world, members, 2), 0.8)
    world = describing(rng, world, members, _company(world, members), 0.7)
    day = day_before(rng)
    world = _made(rng, world, members, day + 9 * 3600, 2400)
    world = portrayed(rng, world, some(rng, members, 0.9))
    world = doing_at(rng, world, some(rng, members, 0.9), CHANGED, -1, day + DAY + 10 * 3600, 1800)
    welcome = some(rng, members, 0.7)
    return doing_at(rng, world, welcome, SHARES, objects_of(serial), day + DAY + 15 * 3600, 600)


def conference(rng: Random, world: World, members: Ints, serial: int) -> World:
    """They join on one day, follow its speakers, and share its programme when it begins."""
    world = tied(rng, world, members, 0.12)
    world = following(rng, world, members, famous(rng, world, members, 4), 0.6)
    day = day_before(rng)
    world = _made(rng, world, members, day + 7 * 3600, 13 * 3600)
    sharing = some(rng, members, 0.5)
    return doing_at(rng, world, sharing, SHARES, objects_of(serial), day + 2 * DAY + 9 * 3600, 8 * 3600)


def school_class(rng: Random, world: World, members: Ints, serial: int) -> World:
    """They register in one lesson, put up pictures in it, some the school's, and share what the teacher shows them."""
    world = tied(rng, world, members, 0.45)
    world = following(rng, world, members, famous(rng, world, members, 1), 0.9)
    lesson = day_before(rng) + int(rng.integers(8, 15)) * 3600
    world = _made(rng, world, members, lesson, 1500)
    world = wearing(world, some(rng, members, 0.15))
    world = doing_at(rng, world, some(rng, members, 0.7), CHANGED, -1, lesson + 900, 1800)
    return doing_at(rng, world, some(rng, members, 0.6), SHARES, objects_of(serial), lesson + 2100, 600)


def _company(world: World, members: Ints) -> str:
    return f"{world.names[members[0]].split()[1]} & Sons"


def _made(rng: Random, world: World, members: Ints, begin: int, seconds: int) -> World:
    times = begin + rng.integers(seconds, size=len(members))
    return replace(world, doings=world.doings.made_at(members, times))
