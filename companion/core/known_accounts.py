"""All that is known of a selection's accounts by which its groups are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from companion.core.compared_groups import Lists
from companion.core.graph import IntArray
from companion.core.innocent_reasons import BoolArray, Sign
from companion.core.kinds import SignKind
from companion.core.models import FloatArray


@dataclass(frozen=True, eq=False)
class Known:
    """All that is known of ``count`` accounts, which are positions from 0.

    ``ties`` (n, n) are pairs that share more neighbours than chance has it, weighed so that 1 is typical. ``signs`` are
    bursts, meetings, pictures and sets of faces. ``measured`` and ``aligned`` (n,) speak of their pictures.
    ``same_picture`` is the probability that two accounts that are drawn wear one picture. ``asked`` are the kinds of
    which anything is known at all. ``created`` (n,) is when each account was, in seconds, NaN where that is not known.
    ``changed`` are the accounts (t,), rising, that changed their picture, and when.
    """

    count: int
    ties: csr_array
    signs: Sequence[Sign]
    measured: BoolArray
    aligned: BoolArray
    same_picture: float
    asked: frozenset[SignKind]
    lists: Lists | None = None
    created: FloatArray | None = None
    changed: tuple[IntArray, FloatArray] = (np.empty(0, np.int64), np.empty(0))

    def changes_of(self, members: IntArray) -> tuple[IntArray, FloatArray]:
        """Who of these accounts (k,) changed a picture (t,), as a position among them, and when."""
        accounts, times = self.changed
        first, last = (np.searchsorted(accounts, members, side) for side in ("left", "right"))
        who = np.repeat(np.arange(len(members)), last - first)
        at = np.arange(len(who)) + np.repeat(first - (np.cumsum(last - first) - (last - first)), last - first)
        return who, times[at]

    @cached_property
    def share_aligned(self) -> float | None:
        """Of the pictures that were measured, 0..1."""
        return float(self.aligned[self.measured].mean()) if self.measured.any() else None
