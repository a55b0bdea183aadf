"""A selection's lists, read from the store, and the pairs of accounts that share more than chance would have it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from companion.core.edge_kinds import EdgeKind
from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray
from companion.core.progress import Progress
from companion.core.shared_neighbours import Pairs, Validated, benjamini_hochberg, shared_pairs
from companion.store import captured, displayed, network

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
) -> Found:
    """The pairs of these accounts (keys, rising) that share more than chance would have it."""
    made = []
    for step, kind in enumerate(kinds):
        progress(step, len(kinds))
        whole = network.load(conn, (kind.value,), at)
        chosen = captured.platforms(conn, whole.accounts[whole.positions(accounts)])
        everyone = captured.platforms(conn, whole.accounts) if chosen else {}
        for platform, keys in chosen.items():
            around = whole if len(everyone) == 1 else whole.within(everyone[platform])
            made.append(_projection(conn, platform, kind, around, keys, fdr))
    progress(len(kinds), len(kinds))
    projections = [each for each in made if len(each.rows)]
    tested = sum(each.pairs.tested for each in projections)
    sizes = [len(each.pairs.p) for each in projections]
    every = np.concatenate([each.pairs.p for each in projections] or [np.empty(0)])
    held = benjamini_hochberg(every, tested, fdr)
    of = np.repeat(np.arange(len(sizes)), sizes)
    position = np.arange(len(every)) - np.repeat(np.cumsum([0, *sizes])[:-1], sizes)
    return Found(projections, tested, held, of[held.kept], position[held.kept])


def _projection(
    conn: sqlite3.Connection, platform: str, kind: EdgeKind, around: Network, keys: IntArray, fdr: float
) -> Projection:
    rows = around.positions(keys)
    lengths = np.diff(around.matrix.indptr)[rows]
    longest = np.argsort(-lengths, kind="stable")[:MOST_LISTS]
    rows = np.sort(rows[longest][lengths[longest] > 0])
    counts = displayed.popularity(conn, kind.value, around.accounts)
    return Projection(platform, kind, around, rows, counts, shared_pairs(around.matrix, rows, counts, fdr))
