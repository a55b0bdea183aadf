"""Gephi's two tables in a folder: nodes with their labels, and edges between them by the nodes' ids."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from companion.core.file_text import unguarded
from companion.errors import BadRequestError
from companion.imports.format import Format
from companion.imports.reading import columns
from companion.imports.reading.graphs import Element, Nodes
from companion.imports.reading.reading import Reading
from companion.imports.reading.tables import table
from companion.imports.reading.ties import ties

NODES, EDGES = "nodes.csv", "edges.csv"


def _read(reading: Reading) -> None:
    files = {each.name.lower(): each for each in reading.path.iterdir()}
    if missing := [name for name in (NODES, EDGES) if name not in files]:
        raise BadRequestError("imports.folder_without", file=reading.path.name, missing=", ".join(missing))
    reading.taken_for.kind = "graph"
    with ties(reading) as found:
        nodes = Nodes(reading, found)
        for row in _rows(reading, files[NODES]):
            nodes.node(Element({"id": row.pop("id", ""), "label": row.pop("label", "")}, row))
        for row in _rows(reading, files[EDGES]):
            typed = row.pop("type", "").lower()
            ends = {end: row.pop(end, "") for end in (columns.SOURCE, columns.TARGET)}
            nodes.edge(Element(ends, row), typed != "undirected", both_ways=typed == "mutual")
        nodes.close()


def _rows(reading: Reading, path: Path) -> Iterator[dict[str, str]]:
    """The rows by their columns' plain names, without what is empty."""
    with table(reading, 0.15, path) as read:
        names = columns.plain_names(read.first)
        reading.gate.trusts = any({*names} >= own for own in columns.EYELINE)
        for row in read.rest:
            cells = {name: unguarded(cell) for name, cell in zip(names, row, strict=False) if name and cell}
            yield {name: text for name, text in cells.items() if name != "id" or "source" not in names}


FORMAT = Format(
    "gephi",
    "A folder with Gephi's two tables, nodes.csv and edges.csv.",
    _read,
    ("platform", "by_id", "kind", "seen"),
    is_folder=True,
    recognises=lambda start: {NODES, EDGES} <= {name.lower() for name in start.files},
)
