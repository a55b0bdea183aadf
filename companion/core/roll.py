"""Heads that stand as straight as StyleGAN's: evidence on a set of accounts that no crop takes away.

A crop moves a face and enlarges it, and leaves it as upright as it was. Of StyleGAN's faces 95 % stand within a degree,
of ordinary ones about 16 %; so one says nothing, and many together say much. Whoever takes a team's photographs decides
how straight they stand, so chance is judged for a set that comes from one source: the share of upright heads is drawn
from a beta distribution over sources, and their number is beta-binomial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import logsumexp
from scipy.stats import betabinom, binom

from companion.core.models import FloatArray

UPRIGHT_WITHIN = 1.0
"""Degrees. Within half of it small pictures' noise hides too many, within twice of it too many are ordinary."""
LEAST_FACES = 5
STUDIO_SHARE = 0.63
"""Of a studio's portraits, whose camera stands level and whose median roll is 0.75°."""


@dataclass(frozen=True)
class UprightNull:
    """How the share of upright heads differs between sources of ordinary pictures: a beta distribution."""

    alpha: float
    beta: float

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> UprightNull:
        """What ``scripts/research/calibrate_together.py`` wrote."""
        return cls(float(data["alpha"]), float(data["beta"]))


@dataclass(frozen=True)
class Upright:
    """Of ``faces`` different pictures ``observed`` stand upright, where one ordinary source gives ``expected``.

    ``p_value``: the probability that an ordinary source gives as many; ``studio_p_value``: that a studio does.
    """

    faces: int
    observed: int
    expected: float
    p_value: float
    studio_p_value: float


def upright(rolls: FloatArray, null: UprightNull) -> Upright | None:
    """For the rolls (n,) of different pictures' faces, in degrees; None for fewer than LEAST_FACES."""
    faces = len(rolls)
    if faces < LEAST_FACES:
        return None
    observed = int((np.abs(rolls) < UPRIGHT_WITHIN).sum())
    return Upright(
        faces=faces,
        observed=observed,
        expected=faces * null.alpha / (null.alpha + null.beta),
        p_value=_tail(observed, faces, null),
        studio_p_value=float(binom.sf(observed - 1, faces, STUDIO_SHARE)),
    )


def _tail(observed: int, faces: int, null: UprightNull) -> float:
    """That ``observed`` or more are upright. SciPy's own is 1 minus the rest: 0 for 40 of 40, and noise before that."""
    more = betabinom.logpmf(np.arange(observed, faces + 1), faces, null.alpha, null.beta)
    return min(1.0, float(np.exp(logsumexp(more))))
