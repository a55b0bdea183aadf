"""All that is known of the edges between some accounts, many at a time, in the form of ``core/facts.py``."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from companion.core.fact_columns import Part, Records
from companion.core.facts import SPELL
from companion.core.kinds import LISTS_OF
from companion.store.edges import SOURCE, TARGET, list_of
from companion.store.rows import WITHIN

AT_ONCE = 5_000
"""Spells that are fetched together, with the edges that they are of."""


def _seen_in(whose: int, what: str) -> str:
    """What an edge's captures of its source's or its target's list say."""
    owner, member = ("source", "target") if whose == SOURCE else ("target", "source")
    return (
        f"SELECT {what} FROM captures JOIN capture_members ON capture = captures.id WHERE owner = edges.{owner} "
        f"AND account = edges.{member} AND captures.kind = {list_of(whose, 'edges.kind')}"
    )


# Rows come in the indexes' order: nothing is sorted, and the first comes at once.
_EDGES = (
    "SELECT edges.id, edges.kind, source, target, edges.first_seen, edges.last_seen, spells.first_seen, "
    "spells.last_seen, began_after, gone_by FROM edges LEFT JOIN spells ON spells.edge = edges.id "
    f"WHERE source {WITHIN} AND +target {WITHIN} ORDER BY source, target, edges.kind, spells.first_seen"
)
_LISTS = f"SELECT kind, owner, count(*) FROM captures WHERE owner {WITHIN} GROUP BY kind, owner"
_OF_SOME = "SELECT edges.id, {what} FROM json_each(?) AS wanted CROSS JOIN edges ON edges.id = wanted.value"
_CAPTURES = _OF_SOME.format(what=f"({_seen_in(SOURCE, 'count(*)')}) + ({_seen_in(TARGET, 'count(*)')})")
_WEIGHED = "SELECT 1 FROM capture_members WHERE weight IS NOT NULL LIMIT 1"
_WEIGHTS = _OF_SOME.format(
    what=f"(SELECT weight FROM ({_seen_in(SOURCE, 'weight, capture_members.batch')} AND weight IS NOT NULL UNION ALL "
    f"{_seen_in(TARGET, 'weight, capture_members.batch')} AND weight IS NOT NULL) "
    "ORDER BY batch DESC, weight DESC LIMIT 1)"
)


class EdgeFacts:
    """The edges that have both ends among some accounts."""

    def __init__(self, conn: sqlite3.Connection, values: Mapping[str, str], refs: Mapping[int, str]) -> None:
        """``values``: ``accounts``, their numbers as JSON; ``refs`` by these."""
        self._cursor = conn.cursor()
        self._cursor.row_factory = None
        self._asking = conn.cursor()
        self._asking.row_factory = None
        self._values, self._refs = values, refs

    def parts(self) -> Iterator[Part]:
        """Each edge, by source, target and kind."""
        lists: dict[str | None, dict[int, int]] = defaultdict(dict)
        for kind, owner, count in self._asking.execute(_LISTS, self._values):
            lists[kind][owner] = count
        shown_by = {kind.value: (lists[own], lists[other]) for kind, (own, other) in LISTS_OF.items()}
        is_weighed = self._asking.execute(_WEIGHED).fetchone() is not None
        for rows in self._whole():
            edges, spells = _edges_and_spells(rows)
            ids, kinds, sources, targets, first_seen, last_seen = edges
            yield {
                "edge": ids,
                "kind": kinds,
                "source": [self._refs[source] for source in sources],
                "target": [self._refs[target] for target in targets],
                "first_seen": first_seen,
                "last_seen": last_seen,
                "captures": self._captures(ids, kinds, sources, targets, shown_by),
                "weight": self._weights(ids) if is_weighed else [None] * len(ids),
                "spells": spells,
            }

    def _whole(self) -> Iterator[list[tuple[Any, ...]]]:
        """Rows of ``_EDGES`` with all those of each edge together."""
        found = self._cursor.execute(_EDGES, self._values)
        rows: list[tuple[Any, ...]] = []
        while more := found.fetchmany(AT_ONCE):
            rows += more
            over = len(rows) - 1
            while over and rows[over - 1][0] == rows[-1][0]:
                over -= 1
            if over:
                yield rows[:over]
                del rows[:over]
        if rows:
            yield rows

    def _captures(
        self,
        ids: Sequence[int],
        kinds: Sequence[str],
        sources: Sequence[int],
        targets: Sequence[int],
        shown_by: Mapping[str, tuple[Mapping[int, int], Mapping[int, int]]],
    ) -> list[int]:
        """How many captures show each edge.

        One does at least, since an edge is worked out of them; so where there is but one that could, it need not be
        looked for.
        """
        if len(set(kinds)) == 1:
            own, other = shown_by[kinds[0]]
            counts = [own.get(source, 0) for source in sources]
            if other:
                counts = [count + other.get(target, 0) for count, target in zip(counts, targets, strict=True)]
        else:
            ends = zip(kinds, sources, targets, strict=True)
            counts = [
                shown_by[kind][0].get(source, 0) + shown_by[kind][1].get(target, 0) for kind, source, target in ends
            ]
        if counts.count(1) == len(counts):
            return counts
        asked = [edge for edge, count in zip(ids, counts, strict=True) if count != 1]
        found = dict(self._asking.execute(_CAPTURES, (json.dumps(asked),)))
        return [found.get(edge, count) for edge, count in zip(ids, counts, strict=True)]

    def _weights(self, ids: Sequence[int]) -> list[float | None]:
        found = dict(self._asking.execute(_WEIGHTS, (json.dumps(ids),)))
        return [found[edge] for edge in ids]


def _edges_and_spells(rows: Sequence[tuple[Any, ...]]) -> tuple[Sequence[Sequence[Any]], Records]:
    """The columns of the edges, and of their spells."""
    columns = list(zip(*rows, strict=True))
    edges, spells = columns[:6], columns[6:]
    ids, begun = edges[0], spells[0]
    if len(set(ids)) == len(ids) and None not in begun:  # one spell each, as is common
        return edges, Records(dict(zip(SPELL, spells, strict=True)), range(1, len(ids) + 1))
    firsts = [at for at in range(len(ids)) if at == 0 or ids[at] != ids[at - 1]]
    there = [at for at in range(len(ids)) if begun[at] is not None]
    places = np.cumsum([first is not None for first in begun])
    ends = [int(places[after - 1]) for after in [*firsts[1:], len(ids)]]
    fields = {name: [column[at] for at in there] for name, column in zip(SPELL, spells, strict=True)}
    return [[column[at] for at in firsts] for column in edges], Records(fields, ends)
