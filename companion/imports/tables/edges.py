"""Rows that tie two accounts, and square matrices whose cells do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from companion.core.account_names import is_missing, why_no_name
from companion.core.kinds import EdgeKind
from companion.imports.reading import columns
from companion.imports.reading.event_times import times_said
from companion.imports.reading.gate import Named, first
from companion.imports.reading.gathering import bare
from companion.imports.reading.names import edge_kind, says_no
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
        self._weights, *times = (
            [name for name in known if name in names] for known in (columns.WEIGHTS, columns.FIRST, columns.LAST)
        )
        self._say_kinds = not {*names}.isdisjoint((*columns.KINDS, *columns.TYPES))
        self._times = [known for known in times if known]
        self._tied = [name for name in columns.TIED if name in names]
        self._asked = reading.asked.kind
        self._otherwise = EdgeKind(self._asked) if self._asked else otherwise

    def take(self, row: Row) -> None:
        """Raises :class:`UnreadableError`."""
        if any(says_no(row.get(name, "")) for name in self._tied):
            raise UnreadableError("imports.row.no_tie")
        kind, both_ways = kind_said(row, self._otherwise, self._asked) if self._say_kinds else (self._otherwise, False)
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


def kind_said(values: Row, otherwise: EdgeKind, asked: str | None) -> tuple[EdgeKind, bool]:
    """What an edge is by its values, and whether it is one each way.

    ``asked``: what somebody said that edges are, where they do not say it. Raises :class:`UnreadableError` for another
    kind, such as mentions.
    """
    if (said := first(values, columns.KINDS)) is not None:
        return edge_kind(said), False
    typed = [text for name in columns.TYPES if (text := first(values, (name,))) is not None]
    directions = {text.strip().lower() for text in typed} & {"directed", "undirected", "mutual"}
    if asked is None and len(directions) < len(typed):
        unknown = next(text for text in typed if text.strip().lower() not in directions)
        return edge_kind(unknown, "imports.row.edge_type"), "mutual" in directions
    kind = EdgeKind(asked) if asked else otherwise
    return EdgeKind.friend if "undirected" in directions else kind, "mutual" in directions


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
        found = float(_with_point(text.strip())) if text is not None else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < float("inf") else None


def _with_point(number: str) -> str:
    """Of a number with both a comma and a point, the last of them begins its decimal part."""
    thousands = "," if number.rfind(",") < number.rfind(".") else "."
    return (number.replace(thousands, "") if "," in number and "." in number else number).replace(",", ".")
