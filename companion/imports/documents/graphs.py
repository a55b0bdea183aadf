"""Graphs of nodes and links: of networkx, graphology, Cytoscape, D3, vis.js and Kumu, and JSON Graph Format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from companion.imports.platforms.found import record, records
from companion.imports.reading.graphs import Element, Nodes
from companion.imports.reading.names import plain, says_no
from companion.imports.reading.reading import Reading
from companion.imports.reading.ties import Ties

_NODE = ("id", "key", "name", "label")
_LINKS = ("links", "edges", "connections")
_ENDS = {"source": ("source", "from", "s"), "target": ("target", "to", "t")}
_WITHIN = ("attributes", "attr", "data", "v")
"""Under which name a node's or edge's own values stand, where they do not stand beside its id."""


def is_graph(value: object) -> bool:
    """Whether a document has nodes, and links between them."""
    graph = _graph(value)
    return isinstance(graph.get("nodes"), (list, dict)) and any(isinstance(graph.get(name), list) for name in _LINKS)


def take_graph(reading: Reading, value: object, found: Ties) -> None:
    """Take each node and link."""
    reading.taken_for.kind = "graph"
    graph = _graph(value)
    about = {**record(value), **graph}
    typed = str(record(about.get("options")).get("type", "")).lower()
    directed = not says_no(_text(about.get("directed", typed != "undirected") or False))
    nodes = Nodes(reading, found)
    ids = []
    for each in _nodes(graph):
        element = _element(each)
        element.own = {"id": next((element.values[name] for name in _NODE if element.values.get(name)), "")}
        element.values.pop("id", None), element.values.pop("key", None)
        ids.append(element.own["id"])
        nodes.node(element)
    links = [_link(each) for each in _links(graph)]
    places = _places(ids, [end for link in links for end in link.own.values()])
    for link in links:
        link.own = {end: places.get(text, text) for end, text in link.own.items()}
        nodes.edge(link, _is_one_way(link.values, directed))
    nodes.close()


def _graph(value: object) -> dict[str, Any]:
    """The part of a document that has the nodes: itself, Cytoscape's ``elements`` or JSON Graph Format's ``graph``."""
    listed = value if isinstance(value, list) else record(value).get("elements")
    if isinstance(listed, list) and any("data" in each for each in records(listed)):  # Cytoscape's, all in one list
        parts: dict[str, list[dict[str, Any]]] = {"nodes": [], "edges": []}
        for each in records(listed):
            parts["edges" if "source" in record(each.get("data")) else "nodes"].append(each)
        return parts
    if isinstance(value, list) and {"CXVersion", "numberVerification"} & {*record(next(iter(value), None))}:
        return {name: each for part in records(value) for name, each in part.items()}  # Cytoscape's CX and CX2
    document = record(value)
    if isinstance(listed, list) and "connections" in document:  # Kumu's
        return {**document, "nodes": listed}
    return next(
        (part for name in ("elements", "graph", "fullGraph") if "nodes" in (part := record(document.get(name)))),
        document,
    )


def _nodes(graph: dict[str, Any]) -> list[dict[str, Any]]:
    """Each node with its id; JSON Graph Format has them by their ids."""
    nodes = graph["nodes"]
    if isinstance(nodes, dict):
        return [{**record(each), "id": name} for name, each in nodes.items()]
    return [each if isinstance(each, dict) else {"id": each} for each in nodes]


def _links(graph: dict[str, Any]) -> list[dict[str, Any]]:
    """Each link with its ends, which may stand in it as a pair."""
    listed: list[Any] = next(graph[name] for name in _LINKS if isinstance(graph.get(name), list))
    as_records = (
        {"source": each[0], "target": each[1]} if isinstance(each, list) and len(each) > 1 else each for each in listed
    )
    return [each for each in as_records if isinstance(each, dict)]


def _is_one_way(values: Mapping[str, str], otherwise: bool) -> bool:
    if "undirected" in values:
        otherwise = says_no(values["undirected"])
    return not says_no(values["directed"]) if "directed" in values else otherwise


def _link(each: dict[str, Any]) -> Element:
    """A link whose own values are its two ends."""
    element = _element({**each, **{end: _id_of(each[end]) for end in ("source", "target") if end in each}})
    element.own = {
        end: next((text for name in names if (text := element.values.pop(name, ""))), "")
        for end, names in _ENDS.items()
    }
    return element


def _element(each: dict[str, Any]) -> Element:
    inner: dict[str, Any] = next((each[name] for name in _WITHIN if isinstance(each.get(name), dict)), {})
    values = {plain(str(name)): _text(value) for name, value in {**each, **inner}.items() if _is_plain(value)}
    return Element({}, {name: value for name, value in values.items() if value})


def _id_of(end: object) -> object:
    """An end's id; D3 puts the node itself in its place."""
    return next((end[name] for name in _NODE if name in end), "") if isinstance(end, dict) else end


def _places(ids: list[str], ends: list[str]) -> dict[str, str]:
    """The node's id for each end, where they are places in the list of nodes, as D3 and old networkx say them."""
    places = {str(place): node for place, node in enumerate(ids)}
    return places if not {*ends} <= {*ids} and {*ends} <= {*places} else {}


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
