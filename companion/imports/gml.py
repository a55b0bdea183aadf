"""GML of igraph, networkx, Gephi and yEd: nodes and edges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

from companion.imports.format import OF_GRAPHS, Format
from companion.imports.reading.columns import KINDS, WEIGHTS
from companion.imports.reading.graphs import TIMES, Element, Nodes
from companion.imports.reading.names import COLUMNS, plain
from companion.imports.reading.reading import Reading
from companion.imports.reading.text import lines
from companion.imports.reading.ties import ties

LARGEST = 2**27
_GRAPH = re.compile(r"\bgraph\s*\[", re.IGNORECASE)
_BEGINS = re.compile(r"\s*(?:(?:Creator|Version|comment|#)[^\n]*\n\s*)*graph\s*\[", re.IGNORECASE)
# A key of GML has letters and digits only, so that igraph writes `account_id` as `accountid`.
_UNDERSCORED = {
    name.replace("_", ""): name for names in (*COLUMNS.values(), KINDS, WEIGHTS, TIMES) for name in names if "_" in name
}


def _read(reading: Reading) -> None:
    graph = _parsed(reading)
    reading.taken_for.kind = "graph"
    with ties(reading, 0.5) as found:
        nodes = Nodes(reading, found)
        for node, values in graph.nodes(data=True):
            nodes.node(_element({"id": str(node)}, values))
        for source, target, values in graph.edges(data=True):
            nodes.edge(_element({"source": str(source), "target": str(target)}, values), graph.is_directed())
        nodes.close()


def _parsed(reading: Reading) -> nx.Graph:
    """The file's graph. Raises :class:`BadRequestError` where it is none, or is too large to be held whole."""
    reading.refuse_above(LARGEST)
    text = "\n".join(lines(reading, 0.3))
    try:
        # Who writes two edges between the same nodes need not say so, and networkx wants it said.
        return nx.parse_gml(_GRAPH.sub("graph [ multigraph 1", text, count=1).splitlines(), label="id")
    except (nx.NetworkXError, ValueError, RecursionError) as error:
        raise reading.refusal("imports.no_gml", reason=str(error)[:100]) from None


def _element(own: Mapping[str, str], values: Mapping[str, Any]) -> Element:
    texts = {plain(str(name)): str(value) for name, value in values.items() if isinstance(value, (str, int, float))}
    said = {_UNDERSCORED.get(name, name): text for name, text in texts.items()}
    return Element({**own, "label": said.pop("label", "")}, {name: text for name, text in said.items() if text})


FORMAT = Format(
    "gml",
    "GML of igraph, networkx, Gephi and yEd: nodes as accounts, edges with their weights.",
    _read,
    OF_GRAPHS,
    recognises=lambda start: _BEGINS.match(start.text) is not None,
)
