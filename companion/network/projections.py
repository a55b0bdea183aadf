"""A selection's lists, read from the store, and the pairs of accounts that share more than chance would have it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import numpy as np
from scipy.sparse import csr_array

from companion.core.false_discovery import Validated, benjamini_hochberg
from companion.core.graph import IntArray, Network
from companion.core.kinds import EdgeKind
from companion.core.models import FloatArray
from companion.core.progress import Progress, unobserved
from companion.core.shared_neighbours import Pairs, shared_pairs
from companion.network.remembered import Memory
from companion.store import captured, displayed, network
from companion.store.moment import at_once, told

MOST_LISTS = 20_000
"""So many lists are compared at most on one platform: the longest."""


@dataclass(frozen=True, eq=False)
class Projection:
    """One kind of lists on one platform: the selection's ``rows`` (k,) of the network, and their pairs."""

    platform: str
    kind: EdgeKind
    network: Network
    rows: IntArray
    displayed: FloatArray
    pairs: Pairs

    @property
    def keys(self) -> IntArray:
        return np.asarray(self.network.accounts[self.rows])


@dataclass(frozen=True, eq=False)
class Found:
    """All projections, judged together: ``projection``, ``position`` (k,) say where each pair that held stands."""

    projections: list[Projection]
    tested: int
    held: Validated
    projection: IntArray
    position: IntArray

    def of(self, number: int) -> IntArray:
        """The positions of the pairs that held in one projection, the least likely first."""
        return np.asarray(self.position[self.projection == number])


def find(
    conn: sqlite3.Connection,
    accounts: IntArray,
    kinds: Sequence[EdgeKind],
    fdr: float,
    at: datetime | None,
    progress: Progress,
    memory: Memory | None = None,
) -> Found:
    """The pairs of these accounts (keys, rising) that share more than chance would have it.

    With a ``memory`` of the same question, only lists that have changed are compared anew.
    """
    made = []
    for step, kind in enumerate(kinds):
        progress(step, len(kinds))
        whole = network.load(conn, (kind.value,), at)
        chosen = captured.platforms(conn, whole.accounts[whole.positions(accounts)])
        everyone = captured.platforms(conn, whole.accounts) if chosen else {}
        for platform, keys in chosen.items():
            around = whole if len(everyone) == 1 else whole.within(everyone[platform])
            compared = partial(_projection, conn, platform, kind, around, keys, fdr, memory)
            asked = ("projection", platform, kind, told(keys), fdr, at)
            made.append(compared() if memory is not None else at_once(conn, asked, compared))
    progress(len(kinds), len(kinds))
    projections = [each for each in made if len(each.rows)]
    tested = sum(each.pairs.tested for each in projections)
    sizes = [len(each.pairs.p) for each in projections]
    every = np.concatenate([each.pairs.p for each in projections] or [np.empty(0)])
    held = benjamini_hochberg(every, tested, fdr)
    if memory is not None and not memory.holds(held, tested, fdr):
        return find(conn, accounts, kinds, fdr, at, progress, memory)
    of = np.repeat(np.arange(len(sizes)), sizes)
    position = np.arange(len(every)) - np.repeat(np.cumsum([0, *sizes])[:-1], sizes)
    return Found(projections, tested, held, of[held.kept], position[held.kept])


def weighed_pairs(
    conn: sqlite3.Connection,
    accounts: IntArray,
    kinds: Sequence[EdgeKind],
    fdr: float,
    at: datetime | None = None,
    progress: Progress = unobserved,
) -> tuple[IntArray, csr_array]:
    """The accounts (n,) and the pairs that share more than chance, weighed as :func:`weighed` has it."""
    return weighed(find(conn, accounts, kinds, fdr, at, progress))


def weighed(found: Found) -> tuple[IntArray, csr_array]:
    """The accounts (n,) of the pairs that held, and these, weighed by how improbable each is: 1 is typical."""
    ends, weights = [], []
    for number, one in enumerate(found.projections):
        held = found.of(number)
        ends.append(one.keys[np.stack([one.pairs.first[held], one.pairs.second[held]])])
        # A kind's own middle, so that long lists, which can be more improbable, do not outweigh the others.
        improbable = -np.log10(one.pairs.p[held])
        weights.append(improbable / np.median(improbable) if len(held) else improbable)
    pairs = np.concatenate([*ends, np.empty((2, 0), np.int64)], axis=1)
    tied, place = np.unique(pairs, return_inverse=True)
    first, second = place.reshape(2, -1)
    weight = np.concatenate([*weights, np.empty(0)])
    return tied, csr_array((weight, (first, second)), shape=(len(tied),) * 2)


def _projection(
    conn: sqlite3.Connection,
    platform: str,
    kind: EdgeKind,
    around: Network,
    keys: IntArray,
    fdr: float,
    memory: Memory | None,
) -> Projection:
    rows = around.positions(keys)
    lengths = np.diff(around.matrix.indptr)[rows]
    longest = np.argsort(-lengths, kind="stable")[:MOST_LISTS]
    rows = np.sort(rows[longest][lengths[longest] > 0])

    def popularity() -> FloatArray:
        return displayed.popularity(conn, kind.value, around.accounts)

    if memory is not None:
        pairs = memory.pairs(f"{platform} {kind.value}", around, rows, popularity, fdr)
        return Projection(platform, kind, around, rows, np.full(len(around.accounts), np.nan), pairs)
    counts = popularity()
    return Projection(platform, kind, around, rows, counts, shared_pairs(around.matrix, rows, counts, fdr))
