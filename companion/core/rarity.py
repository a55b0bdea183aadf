"""How rare a score is among ordinary profile pictures of its size, and which level that is.

What is told is the upper end of an interval over sources: whoever publishes pictures crops them alike, so a share of
pictures says less than their number promises (``scripts/research/measuring/sources.py`` says how it is reckoned).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from companion.core.models import FloatArray
from companion.core.wire.evidence import Level, Rarity

STRONG_ONE_IN = 500
SOME_ONE_IN = 200
CROPPED_ONE_IN = SOME_ONE_IN
"""What a reading as a crop is told."""
UNSAMPLED_ONE_IN = 100
"""The most that is told of pictures smaller than any that the sample has."""


@dataclass(frozen=True, eq=False)
class BySide:
    """Numbers that change with a picture's side: ``values`` (k, …) at the sides (k,) px, which rise; k ≥ 2.

    Between two sides they are interpolated over the side's logarithm. Above the largest the last ones hold; below the
    smallest they go on as they went between the two smallest.
    """

    sides: FloatArray
    values: FloatArray

    @cached_property
    def _logs(self) -> FloatArray:
        return np.asarray(np.log(self.sides))

    def at(self, side: float) -> FloatArray:
        """The values (…) at a side in pixels."""
        logs, log = self._logs, np.log(side)
        lower = min(max(int(logs.searchsorted(log)) - 1, 0), len(logs) - 2)
        part = min(float((log - logs[lower]) / (logs[lower + 1] - logs[lower])), 1.0)
        return np.asarray(self.values[lower] * (1 - part) + self.values[lower + 1] * part)


@dataclass(frozen=True, eq=False)
class Rarities:
    """``one_in`` (m,) rises; ``scores`` has (m,) of them at each side: the least that so few ordinary pictures reach.

    ``cropped`` has the least score, (1,) at each side, for a reading as a crop.
    """

    one_in: tuple[int, ...]
    scores: BySide
    cropped: BySide

    def told(self, score: float, side: float) -> Rarity:
        """For a score in a frame of this side in pixels."""
        least = np.maximum.accumulate(self.scores.at(side))
        bound = self.one_in if side >= self.scores.sides[0] else [n for n in self.one_in if n <= UNSAMPLED_ONE_IN]
        reached = [one_in for one_in, needed in zip(bound, least, strict=False) if score >= needed]
        return Rarity(one_in=reached[-1] if reached else 1, at_least=len(reached) == len(bound))

    def reads_as_crop(self, aligned: float, cropped: float, side: float) -> bool:
        """Whether "aligned, then cropped" is what both scores say, where "aligned" alone is not ``strong``."""
        return (
            side >= self.scores.sides[0]
            and cropped > aligned
            and cropped >= float(self.cropped.at(side)[0])
            and level_of(self.told(aligned, side)) is not Level.strong
        )

    def told_as_crop(self, rarity: Rarity) -> Rarity:
        """What is told of a face that reads as aligned and then cropped: no less than this rarity."""
        return max(rarity, Rarity(one_in=CROPPED_ONE_IN, at_least=False), key=lambda each: each.one_in)


def level_of(rarity: Rarity) -> Level:
    """The level that so rare a position is called."""
    if rarity.one_in >= STRONG_ONE_IN:
        return Level.strong
    return Level.some if rarity.one_in >= SOME_ONE_IN else Level.none


def due_strong(pictures: int) -> float:
    """So many of these ordinary pictures reach ``strong``, at most."""
    return pictures / STRONG_ONE_IN
