"""Graphs of nodes and links: networkx's node-link data, graphology, Cytoscape and D3."""

from __future__ import annotations

from typing import Any

from companion.imports.platforms.found import record, records
from companion.imports.reading.graphs import Element, Nodes
from companion.imports.reading.names import plain
from companion.imports.reading.reading import Reading
from companion.imports.reading.ties import Ties

_NODE = ("id", "key", "name")
_LINKS = ("links", "edges")
_WITHIN = ("attributes", "attr", "data")
"""Under which name a node's or edge's own values stand, where they do not stand beside its id."""


def is_graph(value: object) -> bool:
    """Whether a document has nodes, and links between them."""
    graph = record(record(value).get("elements")) or record(value)
    return isinstance(graph.get("nodes"), list) and any(isinstance(graph.get(name), list) for name in _LINKS)


def take_graph(reading: Reading, value: object, found: Ties) -> None:
    """Take each node and link."""
    reading.taken_for.kind = "graph"
    document = record(value)
    graph = record(document.get("elements")) or document
    typed = str(record(document.get("options")).get("type", "")).lower()
    directed = bool(document.get("directed", typed != "undirected"))
    nodes = Nodes(reading, found)
    ids = []
    for each in graph["nodes"]:
        element = _element(each if isinstance(each, dict) else {"id": each})
        element.own = {"id": next((element.values[name] for name in _NODE if element.values.get(name)), "")}
        element.values.pop("id", None), element.values.pop("key", None)
        ids.append(element.own["id"])
        nodes.node(element)
    known = {*ids}
    for each in records(next(graph[name] for name in _LINKS if isinstance(graph.get(name), list))):
        element = _element(each)
        ends = {end: _end(element.values.pop(end, ""), ids, known) for end in ("source", "target")}
        one_way = each.get("directed", not each["undirected"] if "undirected" in each else directed)
        element.own = ends
        nodes.edge(element, bool(one_way))
    nodes.close()


def _element(each: dict[str, Any]) -> Element:
    inner: dict[str, Any] = next((each[name] for name in _WITHIN if isinstance(each.get(name), dict)), {})
    values = {plain(str(name)): _text(value) for name, value in {**each, **inner}.items() if _is_plain(value)}
    return Element({}, {name: value for name, value in values.items() if value})


def _end(text: str, ids: list[str], known: set[str]) -> str:
    """A node's id; D3 and old networkx say its place in the list."""
    if text not in known and text.isascii() and text.isdigit() and int(text) < len(ids):
        return ids[int(text)]
    return text


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
