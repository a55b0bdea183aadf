"""Groups that form for innocent reasons, and have much of what gives an operation away.

Each kind stands in ``like_minded.py`` or ``at_one_place.py``, which say what its accounts have in common.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from companion.demo.world.at_one_place import conference, office, onboarding, school_class
from companion.demo.world.like_minded import campaign, fans, pod, readers
from companion.demo.world.shape import Innocents
from companion.demo.world.ties import Ints

if TYPE_CHECKING:
    from companion.demo.world.world import World

Join = Callable[[np.random.Generator, "World", Ints, int], "World"]
KINDS: tuple[tuple[str, tuple[int, int], Join], ...] = (
    ("fan_clubs", (25, 70), fans),
    ("offices", (12, 45), office),
    ("conferences", (30, 90), conference),
    ("classes", (16, 32), school_class),
    ("onboardings", (10, 30), onboarding),
    ("pods", (12, 40), pod),
    ("readers", (60, 150), readers),
    ("campaigns", (20, 60), campaign),
)
"""Of each kind the field of :class:`Innocents`, how many accounts it has, and what makes them one."""


def with_innocent_groups(rng: np.random.Generator, world: World, asked: Innocents) -> World:
    """The world with so many groups of each kind, of ordinary accounts, each in one group at most."""
    free = rng.permutation(world.all("ordinary"))
    for kind, sizes, join in KINDS:
        for number in range(getattr(asked, kind)):
            home = free[world.platform[free] == number % 2]
            members = home[: int(rng.integers(*sizes))]
            free = free[~np.isin(free, members)]
            groups = (*world.groups, (kind, members))
            world = replace(join(rng, world, members, len(world.groups)), groups=groups)
    return world
