"""GDF of GUESS, as Netvizz and YouTube Data Tools wrote it: a table of nodes, then one of edges, in one file."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from companion.imports.format import OF_GRAPHS, Format
from companion.imports.reading.graphs import Element, Nodes
from companion.imports.reading.names import plain, says_no
from companion.imports.reading.reading import Reading
from companion.imports.reading.text import lines
from companion.imports.reading.ties import ties

_NODES, _EDGES = "nodedef>", "edgedef>"
_ENDS = {"source": ("node1", "source"), "target": ("node2", "target")}


def _read(reading: Reading) -> None:
    names: list[str] = []
    is_node = True
    with ties(reading) as found:
        nodes = Nodes(reading, found)
        for line in lines(reading, 0.3):
            bare = line.strip()
            if (part := bare[: len(_NODES)].lower()) in (_NODES, _EDGES):
                is_node = part == _NODES
                names = [plain((cell.split() or [""])[0]) for cell in _cells(bare[len(part) :])]
            elif not names:
                raise reading.refusal("imports.no_gdf")
            else:
                values = dict(zip(names, _cells(bare), strict=False))
                _node(nodes, values) if is_node else _edge(nodes, values)
        reading.taken_for.kind = "graph"
        nodes.close()


def _cells(line: str) -> list[str]:
    """The cells of a line, quoted by either mark."""
    quote = "'" if "'" in line and '"' not in line else '"'
    return [cell.strip() for cell in next(csv.reader([line], quotechar=quote, skipinitialspace=True), [])]


def _node(nodes: Nodes, values: dict[str, str]) -> None:
    nodes.node(Element({"id": values.pop("name", ""), "label": values.pop("label", "")}, values))


def _edge(nodes: Nodes, values: Mapping[str, str]) -> None:
    ends = {end: next((values[name] for name in names if name in values), "") for end, names in _ENDS.items()}
    own = {name: text for name, text in values.items() if name not in ("node1", "node2")}
    nodes.edge(Element(ends, own), directed=not says_no(values.get("directed") or "no"))


FORMAT = Format(
    "gdf",
    "GDF of GUESS, Netvizz and YouTube Data Tools: nodes as accounts, and edges.",
    _read,
    OF_GRAPHS,
    recognises=lambda start: start.line.lower().startswith((_NODES, _EDGES)),
)
