"""Which picture each account wears, and what measuring it gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.core.rarity import SOME_ONE_IN, STRONG_ONE_IN
from companion.core.wire.evidence import Evidence, Level, Rarity, Status
from companion.demo.world.faces import alignment, places
from companion.demo.world.ties import Ints

LEVELS = (Level.none, Level.some, Level.strong)
ORDINARY_SOME, ORDINARY_STRONG = 1 / 500, 1 / 2000
"""How often an ordinary picture reaches the levels, as the calibration promises."""
RARITY = (None, Rarity(one_in=SOME_ONE_IN, at_least=False), Rarity(one_in=STRONG_ONE_IN, at_least=False))
STOCK = 0.15
"""Of the planted accounts: pictures that others wear, too."""
NO_FACE = 0.35  # of ordinary pictures: landscapes, animals, groups, initials


@dataclass(frozen=True, eq=False)
class Wardrobe:
    """``worn`` (n,) is the number of each account's picture, -1 for none; stock pictures have several wearers.

    ``level`` (n,) is a position in ``LEVELS`` of the worn picture, -1 where it has no face or there is none. ``score``
    and ``level_of`` (n,) are those of the picture of each number, and ``place`` (n, 4) is where its face sits.
    """

    worn: Ints
    level: Ints
    score: NDArray[np.float64]
    level_of: Ints
    place: NDArray[np.float64]

    def evidence(self, picture: int) -> Evidence:
        if self.level_of[picture] < 0:
            return Evidence(status=Status.no_face, message="No face was found in the picture.", faces=0)
        score = round(float(self.score[picture]), 3)
        return Evidence(
            status=Status.scored,
            score=score,
            level=LEVELS[self.level_of[picture]],
            rarity=RARITY[self.level_of[picture]],
            faces=1,
            alignment=alignment(self.place[picture]),
        )


def wardrobe(rng: np.random.Generator, role: Ints, operator: Ints, aligned_share: float) -> Wardrobe:
    count = len(role)
    planted = role == 1
    kind = rng.random(count)
    level = np.where(rng.random(count) < ORDINARY_SOME, 1, 0)
    level[rng.random(count) < ORDINARY_STRONG] = 2
    level[(rng.random(count) < NO_FACE)] = -1
    aligned = planted & (kind < aligned_share)
    level[aligned] = np.where(rng.random(int(aligned.sum())) < 0.9, 2, 1)
    worn = np.arange(count)
    stock = planted & (kind >= aligned_share) & (kind < aligned_share + STOCK)
    # Each stock picture is worn by about three accounts of the same operator.
    piles = operator * 1000 + rng.integers(
        np.maximum(1, np.bincount(operator[stock].clip(0)).max(initial=3) // 3), size=count
    )
    _, first, which = np.unique(piles[stock], return_index=True, return_inverse=True)
    worn[stock] = np.flatnonzero(stock)[first][which]
    level[stock] = level[worn[stock]]
    score = np.choose(
        level.clip(0),
        [rng.normal(-2, 1.2, count).clip(-6, 0.4), rng.uniform(0.6, 1.4, count), rng.uniform(1.5, 4, count)],
    )
    bare = (rng.random(count) < 0.03) & ~aligned & ~stock
    place = places(rng.spawn(1)[0], level > 0)
    return Wardrobe(np.where(bare, -1, worn), np.where(bare, -1, level), score, level, place)
