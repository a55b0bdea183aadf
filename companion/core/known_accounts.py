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

LARGEST = 500
"""A sign that more accounts have than these at once connects nobody: it is the site's, not a group's."""
OFTEN_SOON = 3
"""Two accounts that shared so many things within hours, few of which others shared, are connected."""


def in_common(sets: Sequence[IntArray], count: int) -> csr_array:
    """How many of the sets of accounts (positions) each pair of all (count, count) is in, without the largest sets."""
    small = [members for members in sets if len(members) <= LARGEST]
    columns = np.repeat(np.arange(len(small)), [len(members) for members in small])
    rows = np.concatenate([*small, np.empty(0, np.int64)])
    having = csr_array((np.ones(len(rows)), (rows, columns)), shape=(count, len(small)))
    return csr_array(having @ having.T)


def often(sets: Sequence[IntArray], count: int, least: int) -> csr_array:
    """1 for each pair of all (count, count) that is in so many of the sets or more."""
    common = in_common(sets, count)
    common.data = (common.data >= least).astype(np.float64)
    common.setdiag(0)
    common.eliminate_zeros()
    return common


@dataclass(frozen=True, eq=False)
class Known:
    """All that is known of ``count`` accounts, which are positions from 0.

    ``ties`` (n, n) are pairs that share more neighbours than chance has it, weighed so that 1 is typical. ``signs`` are
    bursts, meetings, pictures and sets of faces. ``measured`` and ``aligned`` (n,) speak of their pictures.
    ``same_picture`` is the probability that two accounts that are drawn wear one picture. ``asked`` are the kinds of
    which anything is known at all. ``created`` (n,) is when each account was, in seconds, NaN where that is not known.
    ``soon`` are accounts that shared one thing within hours, as most did that shared it at all: this connects accounts,
    and is no sign.
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
    soon: Sequence[IntArray] = ()

    @cached_property
    def sharing_soon(self) -> csr_array:
        """1 for each pair (n, n) that shared :data:`OFTEN_SOON` things or more within hours."""
        return often(self.soon, self.count, OFTEN_SOON)

    @cached_property
    def share_aligned(self) -> float | None:
        """Of the pictures that were measured, 0..1."""
        return float(self.aligned[self.measured].mean()) if self.measured.any() else None
