"""Ordinary people by another generator than ``companion/demo/world``: other ties, other hours, other pictures.

Ties reach along a ring, near ones more often than far ones, and to a few whom very many know. Everybody's day has the
hours of one of three time zones; what is shared are stories, most of whose shares are soon after their beginning;
pictures are changed more often around New Year and a national day; and many wear one of a few well-known pictures.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from companion.demo.world.doings import BROWSED, CHANGED, CREATED, DAY, SHARES, Doings
from companion.demo.world.ties import Ints, ordered, unordered
from companion.demo.world.world import World

Random = np.random.Generator
HOUR = 3600
STORIES = 500
WELL_KNOWN = 60


def other_crowd(world: World, rng: Random, friends: float = 22.0) -> World:
    """The same accounts with other ties, doings and pictures; all are ordinary, and there are no groups."""
    zone = np.array([0, 7, 16])[rng.choice(3, int(world.village.max()) + 2, p=[0.7, 0.2, 0.1])][world.village] * HOUR
    ties = [_ties(rng, np.flatnonzero(world.platform == at), world.club, friends) for at in (0, 1)]
    back = ties[1][rng.random(len(ties[1])) < 0.35][:, ::-1]
    follows = ordered(np.concatenate([ties[1], back]))
    world = replace(world, friends=unordered(ties[0]), follows=follows, doings=_doings(rng, zone), groups=())
    worn, level = world.wardrobe.worn.copy(), world.wardrobe.level.copy()
    known = rng.integers(len(world), size=WELL_KNOWN)[np.minimum(rng.zipf(1.4, len(world)), WELL_KNOWN) - 1]
    copied = (rng.random(len(world)) < 0.08) & (worn >= 0)
    worn[copied], level[copied] = known[copied], world.wardrobe.level_of[known[copied]]
    return replace(world, wardrobe=replace(world.wardrobe, worn=worn, level=level))


def _ties(rng: Random, here: Ints, club: Ints, mean: float) -> Ints:
    """Pairs (m, 2) of these accounts, who sit on a ring in the order of their clubs."""
    ring = here[np.argsort(club[here], kind="stable")]
    count = len(ring)
    size = rng.poisson(mean / 2 * rng.gamma(1.5, 1 / 1.5, count)) + 1
    source = np.repeat(np.arange(count), size)
    reach = np.ceil(3 * (1 - rng.random(len(source))) ** -1.2).astype(np.int64) * rng.choice([-1, 1], len(source))
    known = rng.permutation(count)[np.minimum(rng.zipf(1.5, len(source)), count) - 1]
    target = np.where(rng.random(len(source)) < 0.2, known, (source + reach) % count)
    return np.stack([ring[source], ring[target]], axis=1)


def _doings(rng: Random, zone: Ints) -> Doings:
    count = len(zone)
    everyone = np.arange(count)
    made = BROWSED - (rng.beta(1, 1.7, count) * 3600 + 5).astype(np.int64) * DAY
    rows = [_row(everyone, CREATED, -1, awake(rng, made, zone))]
    who = np.repeat(everyone, rng.poisson(1.8 * rng.gamma(1.0, 1.0, count)))
    day = BROWSED - rng.integers(1, 900, len(who)) * DAY
    feast = rng.random(len(who)) < 0.08
    year = BROWSED - rng.choice([250, 615, 60, 425], len(who)) * DAY
    rows.append(_row(who, CHANGED, -1, awake(rng, np.where(feast, year, day), zone[who])))
    who = np.repeat(everyone, rng.poisson(6 * rng.gamma(0.6, 1 / 0.6, count)))
    story = np.minimum(rng.zipf(1.3, len(who)), STORIES) - 1
    begin = (BROWSED - rng.integers(2, 240, STORIES) * DAY + rng.integers(6, 22, STORIES) * HOUR)[story]
    later = rng.lognormal(np.log(3 * HOUR), 1.6, len(who)).astype(np.int64)
    rows.append(_row(who, SHARES, story + 1, np.minimum(begin + later, BROWSED - 1)))
    account, kind, thing, time = np.concatenate(rows, axis=1)
    order = np.lexsort((thing, time, kind, account))
    return Doings(account[order], kind[order], thing[order], time[order], [], True)


def awake(rng: Random, day: Ints, zone: Ints | int = 0) -> Ints:
    """Times (k,) on these days (k,) as people of a time zone (seconds) are awake."""
    hour = np.clip(rng.normal(15.5, 4.0, len(day)), 6, 23.99) * HOUR
    return np.asarray(day + (hour.astype(np.int64) + zone) % DAY, np.int64)


def _row(account: Ints, kind: int, thing: Ints | int, time: Ints) -> Ints:
    return np.asarray(np.stack(np.broadcast_arrays(account, kind, thing, time)), dtype=np.int64)
