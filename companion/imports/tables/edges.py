"""Rows that tie two accounts, and square matrices whose cells do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from companion.core.account_names import is_missing, why_no_name
from companion.core.kinds import EdgeKind
from companion.imports.reading import columns
from companion.imports.reading.event_times import times_said
from companion.imports.reading.gate import Named, first
from companion.imports.reading.gathering import bare
from companion.imports.reading.names import edge_kind
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.ties import Ties

Row = Mapping[str, str]


class Edges:
    """Takes rows with a source and a target. ``otherwise``: what an edge is where no row says it.

    ``names``: of the columns that the rows have.
    """

    def __init__(self, reading: Reading, found: Ties, otherwise: EdgeKind, names: Sequence[str]) -> None:
        self._reading = reading
        self._found = found
        self._kinds, self._weights, *times = (
            [name for name in known if name in names]
            for known in (columns.KINDS, columns.WEIGHTS, columns.FIRST, columns.LAST)
        )
        self._times = [known for known in times if known]
        self._otherwise = EdgeKind(reading.asked.kind) if reading.asked.kind else otherwise

    def take(self, row: Row) -> None:
        """Raises :class:`UnreadableError`."""
        kind, both_ways = self._kind(row)
        platform = row.get("platform") or None
        named = self._reading.gate.named
        source, target = named(row.get("source", ""), platform), named(row.get("target", ""), platform)
        seen, unread = times_said(first(row, known) for known in self._times)
        weight = weight_in(first(row, self._weights)) if self._weights else None
        self._found.between(kind, source, target, *seen, weight=weight)
        if both_ways:
            self._found.between(kind, target, source, *seen, weight=weight)
        if unread is not None:
            raise unread

    def _kind(self, row: Row) -> tuple[EdgeKind, bool]:
        """What the edge is, and whether it is one each way."""
        if (said := first(row, self._kinds)) is not None:
            return edge_kind(said), False
        typed = row.get("type", "").strip().lower()
        return EdgeKind.friend if typed == "undirected" else self._otherwise, typed == "mutual"


class Found:
    """Takes ties that an analysis of Eyeline's found: nobody saw them, so that their two accounts are read only."""

    def __init__(self, reading: Reading, found: Ties) -> None:
        self._reading = reading
        self._found = found
        self._known: set[str] = set()

    def take(self, row: Row) -> None:
        """Raises :class:`UnreadableError`."""
        named = [self._reading.gate.named(row.get(end, "")) for end in (columns.SOURCE, columns.TARGET)]
        for each in named:
            if each.ref not in self._known:
                self._known.add(each.ref)
                self._found.person(bare(each.ref))
                self._reading.take(each.ref)
        raise UnreadableError("imports.row.found")


class Matrix:
    """Takes the rows of a square matrix: who stands before a row is tied to who stands above a cell that is not 0."""

    def __init__(self, reading: Reading, found: Ties, heads: Sequence[str]) -> None:
        self._reading = reading
        self._found = found
        self._kind = EdgeKind(reading.asked.kind or EdgeKind.follows)
        self._heads: list[Named | None] = []
        for head in heads:
            why = why_no_name(head)
            self._heads.append(None if why is not None else reading.gate.named(head))

    def take(self, row: Sequence[str]) -> None:
        """Raises :class:`UnreadableError`."""
        source = self._reading.gate.named(row[0])
        weights = [0.0 if is_missing(cell) else _number(cell) for cell in row[1:]]
        for target, weight in zip(self._heads, weights, strict=False):
            if weight and target is not None and target.ref != source.ref:
                self._found.between(self._kind, source, target, weight=weight)


def _number(cell: str) -> float:
    if (number := weight_in(cell)) is None:
        raise UnreadableError("imports.row.no_number", text=repr(cell[:50]))
    return number


def weight_in(text: str | None) -> float | None:
    """An edge's weight; None for what is no number."""
    try:
        found = float(text.strip().replace(",", ".")) if text is not None else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < float("inf") else None
