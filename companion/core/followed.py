"""Whom a selection follows, or what it likes, more than others do: rates compared, with intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, false_discovery_control, hypergeom

from companion.core.graph import IntArray
from companion.core.models import FloatArray

_OUTSIDE = 0.025  # on each side of an interval of 95 %
_PRIOR = 0.5  # Jeffreys': half a list that has it, half a list that has not


@dataclass(frozen=True, eq=False)
class Lifts:
    """How many times as large one share is as another, (k,), with the ends of its 95 % interval."""

    lift: FloatArray
    low: FloatArray
    high: FloatArray


def lifts(inside: IntArray, lists_inside: int, outside: IntArray, lists_outside: int) -> Lifts:
    """Each ``inside`` (k,) of ``lists_inside`` against ``outside`` (k,) of ``lists_outside``.

    Each share has Jeffreys' prior, which lets a count be nothing or all and pulls what rests on few lists towards the
    middle; it is the posterior's mean, and its interval the posterior's (Brown, Cai & DasGupta 2001, Stat. Sci.
    16:101). The ratio's interval is made of the two on the logarithmic scale (MOVER: Zou & Donner 2008, Stat. Med.
    27:1693).
    """
    one, one_low, one_high = _shares(inside, lists_inside)
    other, other_low, other_high = _shares(outside, lists_outside)
    lift = one / other
    below = np.hypot(np.log(one / one_low), np.log(other_high / other))
    above = np.hypot(np.log(one_high / one), np.log(other / other_low))
    return Lifts(lift, lift * np.exp(-below), lift * np.exp(above))


def _shares(count: IntArray, of: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    with_it, without = count + _PRIOR, of - count + _PRIOR
    low, high = (np.asarray(beta.ppf(level, with_it, without)) for level in (_OUTSIDE, 1 - _OUTSIDE))
    return with_it / (with_it + without), low, high


@dataclass(frozen=True, eq=False)
class MostFollowed:
    """Targets (k,), those first whose lift is surely highest: by the interval's lower end.

    ``inside`` and ``outside`` count the lists that have the target, of ``lists_inside`` and ``lists_outside``;
    ``length_inside`` and ``length_outside`` are how long these are on average. ``q_value``: Benjamini–Hochberg over all
    ``compared`` targets, of the hypergeometric tail. Without enough lists outside there is nothing to compare with:
    then ``lifts`` and ``q_value`` are None, and the order is by ``inside``.
    """

    targets: IntArray
    inside: IntArray
    outside: IntArray
    lists_inside: int
    lists_outside: int
    length_inside: float
    length_outside: float
    compared: int
    lifts: Lifts | None
    q_value: FloatArray | None


def most_followed(
    owners: IntArray,
    targets: IntArray,
    members: IntArray,
    *,
    least: int,
    least_share: float = 0.0,
    least_outside: int,
) -> MostFollowed:
    """Rank what stands in the lists of ``members``.

    ``owners``, ``targets`` (m,): who stands, or what, in whose list, each pair once. Every owner counts as one whose
    list was seen, and nobody else does. Targets in fewer than ``least`` lists of members, or than
    ``least_share`` of these lists, are left out.
    """
    found, where = np.unique(targets, return_inverse=True)
    is_inside = np.isin(owners, members)
    counts = np.bincount(where, minlength=len(found))
    inside = np.bincount(where[is_inside], minlength=len(found))
    every = np.unique(owners)
    lists_inside = int(np.isin(every, members).sum())
    lists_outside = len(every) - lists_inside
    kept = np.flatnonzero((inside >= least) & (inside >= least_share * lists_inside))
    chosen, inside, outside = found[kept], inside[kept], (counts - inside)[kept]
    compared, q_value = None, None
    if lists_outside >= least_outside and len(kept):
        compared = lifts(inside, lists_inside, outside, lists_outside)
        tail = hypergeom.sf(inside - 1, len(every), inside + outside, lists_inside)
        q_value = false_discovery_control(np.clip(tail, 0.0, 1.0))
    order = np.lexsort((chosen, -inside) if compared is None else (chosen, -inside, -compared.low))
    return MostFollowed(
        targets=chosen[order],
        inside=inside[order],
        outside=outside[order],
        lists_inside=lists_inside,
        lists_outside=lists_outside,
        length_inside=float(is_inside.sum()) / max(lists_inside, 1),
        length_outside=float((~is_inside).sum()) / max(lists_outside, 1),
        compared=len(kept),
        lifts=None if compared is None else Lifts(compared.lift[order], compared.low[order], compared.high[order]),
        q_value=None if q_value is None else q_value[order],
    )
