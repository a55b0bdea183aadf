"""UCINET's DL files: matrices whole or halved, edge lists and node lists, with labels before or within the data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companion.imports.format import OF_GRAPHS, Format
from companion.imports.reading.graphs import Element, Nodes
from companion.imports.reading.reading import Reading
from companion.imports.reading.text import encoding_of
from companion.imports.reading.ties import ties
from companion.imports.tables.edges import weight_in

LARGEST = 2**28
_WORD = re.compile(r'"([^"]*)"|([^\s,"]+)')
_BEGINS = re.compile(r"\s*dl\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(n|nr|nc|nm)\s*=\s*(\d+)", re.IGNORECASE)
_FORM = re.compile(r"format\s*=\s*(\w+)", re.IGNORECASE)
_LABELS = re.compile(r"\b(?:(row|col|matrix|level)\w*\s+)?labels\s*(embedded)?\s*:?", re.IGNORECASE)
_NO_DIAGONAL = re.compile(r"\bdiagonal\s*=?\s*absent", re.IGNORECASE)


def _read(reading: Reading) -> None:
    reading.refuse_above(LARGEST)
    data = reading.path.read_bytes()
    text = data.decode(encoding_of(data[:64])).lstrip("\ufeff").replace("\r\n", "\n")
    begin = re.search(r"\bdata\s*:\s*", text, re.IGNORECASE)
    if _BEGINS.match(text) is None or begin is None or not (body := text[begin.end() :]).strip():
        raise reading.refusal("imports.no_dl")
    head = _head(text[: begin.start()])
    if head.matrices > 1:
        raise reading.refusal("imports.several_matrices")
    reading.taken_for.kind = "graph"
    lines = [cells for line in body.splitlines() if (cells := _words(line))]
    with ties(reading) as found:
        nodes = _Labelled(Nodes(reading, found))
        if "list" in head.form:
            _lists(nodes, lines, head)
        else:
            _matrix(nodes, lines, head)
        nodes.close()


@dataclass(frozen=True)
class _Head:
    """``rows`` and ``columns``: the labels of both, or their numbers, or none where they stand in the data."""

    form: str
    rows: Sequence[str]
    columns: Sequence[str]
    are_within: bool
    has_diagonal: bool
    matrices: int


def _head(text: str) -> _Head:
    counts = {name.lower(): int(count) for name, count in _COUNT.findall(text)}
    found = [*_LABELS.finditer(text)]
    ends = [*(each.start() for each in found[1:]), len(text)]
    labels = {
        (each[1] or "").lower(): _words(text[each.end() : end])
        for each, end in zip(found, ends, strict=True)
        if not each[2]
    }
    both, count = labels.get("", []), counts.get("n", 0)

    def named(axis: str, known: int) -> list[str]:
        return labels.get(axis) or both or [str(number) for number in range(1, known + 1)]

    return _Head(
        form=(_FORM.search(text) or ["", "fullmatrix"])[1].lower(),
        rows=named("row", counts.get("nr", count)),
        columns=named("col", counts.get("nc", count)),
        are_within=any(each[2] for each in found),
        has_diagonal=_NO_DIAGONAL.search(text) is None,
        matrices=counts.get("nm", 1),
    )


def _words(text: str) -> list[str]:
    return [quoted or plain for quoted, plain in _WORD.findall(text)]


class _Labelled:
    """Nodes that are told by their labels: each is taken when it is first met."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._known: set[str] = set()
        self.close = nodes.close

    def meet(self, labels: Iterable[str]) -> None:
        for label in labels:
            if label not in self._known:
                self._known.add(label)
                self._nodes.node(Element({"id": label}))

    def tie(self, source: str, target: str, weight: str = "", directed: bool = True) -> None:
        self.meet((source, target))
        own = {"source": source, "target": target, **({"weight": weight} if weight else {})}
        self._nodes.edge(Element(own), directed)


def _lists(nodes: _Labelled, lines: Sequence[Sequence[str]], head: _Head) -> None:
    """Edges with their weight, or after each node all that it is tied to; told by labels or by their numbers."""
    for cells in lines:
        source = _label(cells[0], head.rows)
        if head.form.startswith("edge"):
            nodes.tie(source, _label("".join(cells[1:2]), head.columns), "".join(cells[2:3]))
        for target in cells[1:] if head.form.startswith("node") else ():
            nodes.tie(source, _label(target, head.columns))


def _label(name: str, labels: Sequence[str]) -> str:
    return labels[int(name) - 1] if name.isascii() and name.isdigit() and 0 < int(name) <= len(labels) else name


def _matrix(nodes: _Labelled, lines: Sequence[Sequence[str]], head: _Head) -> None:
    rows, columns = head.rows, head.columns
    if head.are_within:
        columns, rows = lines[0], [line[0] for line in lines[1:]]
        lines = [line[1:] for line in lines[1:]]
    nodes.meet((*rows, *columns))
    half = head.form[:5]
    places = (
        (row, column)
        for row in range(len(rows))
        for column in range(len(columns))
        if (row >= column or half != "lower") and (row <= column or half != "upper")
        if head.has_diagonal or row != column
    )
    for (row, column), weight in zip(places, (cell for line in lines for cell in line), strict=False):
        if weight_in(weight) and rows[row] != columns[column]:
            nodes.tie(rows[row], columns[column], weight, directed="half" not in head.form)


FORMAT = Format(
    "ucinet",
    "UCINET's DL: a full matrix, an edge list or a node list.",
    _read,
    OF_GRAPHS,
    recognises=lambda start: _BEGINS.match(start.text) is not None and "data:" in start.text.lower().replace(" ", ""),
)
