"""GraphML of networkx, igraph, yEd and others: nodes and edges."""

from __future__ import annotations

from companion.imports.format import OF_GRAPHS, Format
from companion.imports.reading.graphs import Declared, Element, Nodes
from companion.imports.reading.names import says_no
from companion.imports.reading.reading import Reading
from companion.imports.reading.ties import ties
from companion.imports.reading.xml import Attributes, parse


def _read(reading: Reading) -> None:
    with ties(reading) as found:
        nodes = Nodes(reading, found)
        read = _GraphMl(reading, nodes)
        parse(reading, read.begin, read.end, 0.3)
        nodes.close()
        if not read.is_graphml:
            raise reading.refusal("imports.no_graphml")


class _GraphMl:
    def __init__(self, reading: Reading, nodes: Nodes) -> None:
        self.is_graphml = False
        self._reading = reading
        self._nodes = nodes
        self._directed = True
        self._declared = Declared()
        self._within: list[Element] = []
        self._key = ""

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "graphml":
            self.is_graphml = True
            self._reading.taken_for.kind = "graph"
        elif name == "key":
            id = attributes.get("id", "")
            self._declared.attribute(attributes.get("for", "all"), id, attributes.get("attr.name", id))
        elif name == "graph":
            self._directed = attributes.get("edgedefault") != "undirected"
        elif name in ("node", "edge"):
            self._within.append(self._declared.element(name, attributes))
        elif name == "data":
            self._key = attributes.get("key", "")
        elif name == "Arrows" and self._within and attributes.get("source") == attributes.get("target") == "none":
            # yEd calls every graph directed, and draws without a head what is not.
            self._within[-1].own = {**self._within[-1].own, "directed": "false"}

    def end(self, name: str, text: str) -> None:
        if name == "desc" and not self._within:
            self._reading.gate.trusts = '"made_by": "Eyeline ' in text
        elif name == "NodeLabel" and self._within:
            self._within[-1].values.setdefault("shape_label", text.strip())
        elif name == "data" and self._within:
            self._declared.say(self._within[-1], self._key, text)
        elif name == "default":
            self._declared.default(text)
        elif name in ("node", "edge") and self._within:
            element = self._within.pop()
            if name == "node" and not element.own.get("yfiles.foldertype"):  # a frame around nodes is no node
                self._nodes.node(element)
            elif name == "node":
                return
            else:
                said = element.own.get("directed")
                self._nodes.edge(element, self._directed if said is None else not says_no(said))


FORMAT = Format(
    "graphml",
    "GraphML of networkx, igraph and yEd: nodes as accounts, and edges.",
    _read,
    OF_GRAPHS,
    recognises=lambda start: "<graphml" in start.text,
)
