"""Innocent groups whose accounts like the same: fans, pods, readers of one paper, supporters of a cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from companion.demo.world.common import (
    day_before,
    describing,
    doing,
    doing_at,
    famous,
    following,
    objects_of,
    some,
    tied,
    wearing,
)
from companion.demo.world.doings import BROWSED, CHANGED, DAY, SHARES
from companion.demo.world.ties import Ints

if TYPE_CHECKING:
    from companion.demo.world.world import World

Random = np.random.Generator


def fans(rng: Random, world: World, members: Ints, serial: int) -> World:
    """They follow their idol and what else its fans follow, say so, some wear its picture, and share its posts within a
    minute."""
    idols = famous(rng, world, members, 6)
    world = tied(rng, world, members, 0.15)
    world = following(rng, world, members, idols, 0.7)
    world = describing(rng, world, members, f"Fan of {world.names[idols[0]]}", 0.6)
    world = wearing(world, some(rng, members, 0.12))
    return _sharing(rng, world, members, serial, posts=30, share=0.35, delay=25)


def pod(rng: Random, world: World, members: Ints, serial: int) -> World:
    """They follow each other, and push each other's posts within minutes, so that the site shows them to more."""
    world = tied(rng, world, members, 0.7)
    world = describing(rng, world, members, "Follow for follow", 0.4)
    return _sharing(rng, world, members, serial, posts=80, share=0.4, delay=150)


def readers(rng: Random, world: World, members: Ints, serial: int) -> World:
    """They follow one paper, whose articles some share as soon as they are told of them."""
    paper = famous(rng, world, members, 1)
    world = following(rng, world, members, paper, 0.9)
    world = tied(rng, world, members, 0.02)
    return _sharing(rng, world, members, serial, posts=120, share=0.05, delay=200)


def campaign(rng: Random, world: World, members: Ints, serial: int) -> World:
    """Supporters of a cause put on its picture within two hours of a call, and share its links within minutes."""
    world = tied(rng, world, members, 0.08)
    world = following(rng, world, members, famous(rng, world, members, 3), 0.6)
    world = describing(rng, world, members, "For clean rivers", 0.4)
    supporters = some(rng, members, 0.6)
    world = wearing(world, supporters)
    call = day_before(rng, 30, 230) + int(rng.integers(8, 20)) * 3600
    world = doing_at(rng, world, supporters, CHANGED, -1, call, 7200)
    return _sharing(rng, world, members, serial, posts=6, share=0.4, delay=180)


def _sharing(rng: Random, world: World, members: Ints, serial: int, *, posts: int, share: float, delay: float) -> World:
    """Each of so many posts is shared by so many of them, in the mean so many seconds after it was published."""
    published = np.sort(rng.integers(BROWSED - 240 * DAY, BROWSED - DAY, posts))
    post, member = np.nonzero(rng.random((posts, len(members))) < share)
    later = rng.exponential(delay, len(post)).astype(np.int64) + 2
    return doing(world, members[member], SHARES, objects_of(serial) + post, published[post] + later)
