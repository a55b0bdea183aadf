"""GEXF, 1.1 to 1.3: nodes and edges, with the times at which edges were there."""

from __future__ import annotations

from companion.imports.format import OF_GRAPHS, Format
from companion.imports.reading.graphs import Declared, Element, Nodes
from companion.imports.reading.reading import Reading
from companion.imports.reading.ties import ties
from companion.imports.reading.xml import Attributes, parse


def _read(reading: Reading) -> None:
    with ties(reading) as found:
        nodes = Nodes(reading, found)
        read = _Gexf(reading, nodes)
        parse(reading, read.begin, read.end, 0.3)
        nodes.close()
        if not read.is_gexf:
            raise reading.refusal("imports.no_gexf")


class _Gexf:
    def __init__(self, reading: Reading, nodes: Nodes) -> None:
        self.is_gexf = False
        self._reading = reading
        self._nodes = nodes
        self._directed = reading.asked.kind != "friend"
        self._default = ""
        self._declared = Declared()
        self._declaring = ""
        self._within: list[Element] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "gexf":
            self.is_gexf = True
            self._reading.taken_for.kind = "graph"
        elif name == "graph":
            self._default = attributes.get("defaultedgetype", "undirected")
            self._directed = self._default != "undirected"
        elif name == "attributes":
            self._declaring = attributes.get("class", "")
        elif name == "attribute":
            id = attributes.get("id", "")
            self._declared.attribute(self._declaring, id, attributes.get("title", id))
        elif name in ("node", "edge"):
            self._within.append(self._declared.element(name, attributes))
        elif name == "attvalue" and self._within:
            which = attributes.get("for", attributes.get("id", ""))
            self._declared.say(self._within[-1], which, attributes.get("value", ""))
        elif name in ("spell", "interval", "slice") and self._within:
            self._within[-1].spells.append(attributes)

    def end(self, name: str, text: str) -> None:
        if name == "creator":
            self._reading.gate.trusts = text.startswith("Eyeline ")
        elif name == "default":
            self._declared.default(text)
        if name not in ("node", "edge") or not self._within:
            return
        element = self._within.pop()
        if name == "node":
            self._nodes.node(element)
        else:
            typed = element.own.get("type")
            directed = self._directed if typed is None else typed != "undirected"
            self._nodes.edge(element, directed, both_ways=(typed or self._default) == "mutual")


FORMAT = Format(
    "gexf",
    "GEXF of Gephi and others: nodes as accounts, edges with their times.",
    _read,
    OF_GRAPHS,
    recognises=lambda start: "<gexf" in start.text,
)
