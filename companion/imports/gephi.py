"""Two tables in a folder, Gephi's or Eyeline's own spreadsheets: accounts, and edges between them by their ids."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from companion.core.file_text import marked, unguarded
from companion.imports.format import OF_GRAPHS, Format
from companion.imports.reading import columns
from companion.imports.reading.graphs import Element, Nodes
from companion.imports.reading.reading import Reading
from companion.imports.reading.tables import table
from companion.imports.reading.ties import ties

PAIRS = (("nodes.csv", "edges.csv"), ("accounts.csv", "edges.csv"))
"""The latter are Eyeline's spreadsheets."""


def _read(reading: Reading) -> None:
    files = {each.name.lower(): each for each in reading.path.iterdir()}
    people, edges = next((pair for pair in PAIRS if files.keys() >= {*pair}), PAIRS[0])
    if missing := [name for name in (people, edges) if name not in files]:
        raise reading.refusal("imports.folder_without", missing=", ".join(missing))
    reading.taken_for.kind = "graph"
    with ties(reading) as found:
        nodes = Nodes(reading, found)
        for row in _rows(reading, files[people]):
            nodes.node(
                Element({"id": marked(row.pop("id", "") or row.get("ref", "")), "label": row.pop("label", "")}, row)
            )
        for row in _rows(reading, files[edges]):
            typed = row.pop("type", "").lower()
            ends = {end: marked(row.pop(end, "")) for end in (columns.SOURCE, columns.TARGET)}
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
    "A folder with Gephi's two tables, nodes.csv and edges.csv, or Eyeline's, accounts.csv and edges.csv.",
    _read,
    OF_GRAPHS,
    is_folder=True,
    recognises=lambda start: any({*pair} <= {name.lower() for name in start.files} for pair in PAIRS),
)
