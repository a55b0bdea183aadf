"""A network that is coloured by community, as a drawing that stands still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from companion.core.colours import OTHERS, colour_of
from companion.core.naming import name_of
from companion.core.wire.graph import Graph
from companion.reports.canvas import WIDTH, canvas
from companion.reports.drawn_network import Disc, Edge, network, radii
from companion.reports.markup import joined, tag
from companion.texts.catalogue import Translator, texts

MOST_NODES = 600
MOST_EDGES = 5000
MOST_NAMES = 16
_HEIGHT = 580.0
_SMALLEST, _LARGEST = 2.8, 9.0


@dataclass(frozen=True)
class Node:
    """An account to draw. ``community`` is from 0, the largest first, and -1 for none."""

    key: int
    label: str
    degree: int
    community: int


def nodes_of(found: Graph) -> list[Node]:
    """Those that have an edge."""
    nodes = found.nodes
    return [
        Node(account, name_of(nodes.name(at)), nodes.degree[at], nodes.community[at])
        for at, account in enumerate(nodes.account)
        if nodes.degree[at]
    ]


def network_picture(title: str, nodes: Sequence[Node], edges: Sequence[tuple[int, int]], t: Translator) -> Markup:
    """The drawing with its legend. Edges are pairs of keys; the same nodes and edges give the same drawing."""
    words = texts(t.language).below("report.network_picture")
    drawn = of_communities(nodes, edges, WIDTH, _HEIGHT, t)
    legend = tag("ul", _legend(nodes, words), class_="legend", aria_label=words("community_of"))
    return joined(canvas(title, _HEIGHT, drawn), legend)


def of_communities(
    nodes: Sequence[Node],
    edges: Sequence[tuple[int, int]],
    width: float,
    height: float,
    t: Translator,
    *,
    directed: bool = False,
) -> list[Markup]:
    """The network laid out in a box of this size, in which each community's account of most ties is named.

    Each colour is a part, as :func:`by_colour` numbers them.
    """
    words = texts(t.language).below("report.network_picture")
    place = {node.key: number for number, node in enumerate(nodes)}
    coloured = by_colour(nodes)
    part_of = {colour: number for number, colour in enumerate(coloured)}
    central = {members[0].key for colour, members in coloured.items() if colour != OTHERS}
    discs = [
        Disc(
            "community",
            float(radius),
            words("node", name=node.label, count=node.degree),
            node.label,
            colour_of(node.community),
            node.key in central,
            part_of[colour_of(node.community)] if directed else None,
        )
        for node, radius in zip(nodes, radii([node.degree for node in nodes], _SMALLEST, _LARGEST), strict=True)
    ]
    across, within = [], []
    for source, target in edges:
        one, other = place[source], place[target]
        if nodes[one].community == nodes[other].community:
            within.append(Edge(one, other, "inner", one, colour_of(nodes[one].community), directed))
        else:
            across.append(Edge(one, other, "between", one, directed=directed))
    return network(discs, [*across, *within], width, height, MOST_NAMES)


def by_colour(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """The communities as they are coloured, the largest first; in each those first that most others are tied to."""
    of: dict[str, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: (node.community, -node.degree, node.key)):
        of.setdefault(colour_of(node.community), []).append(node)
    others = of.pop(OTHERS, [])
    return {**of, OTHERS: others} if others else of


def _legend(nodes: Sequence[Node], words: Translator) -> Iterator[Markup]:
    for number, (colour, members) in enumerate(by_colour(nodes).items(), start=1):
        said = words("others") if colour == OTHERS else words("community", number=str(number))
        disc = tag("circle", class_="disc community", color=colour, cx=5, cy=5, r=5)
        dot = tag("svg", disc, class_="figure", viewBox="0 0 10 10", aria_hidden="true")
        yield tag("li", dot, f"{said}: {words.number(len(members))}")
