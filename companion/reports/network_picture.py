"""A network as a drawing that stands still: laid out here, coloured by community, as SVG."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from markupsafe import Markup

from companion.core.colours import COMMUNITY_COLOURS
from companion.reports.markup import joined, tag
from companion.texts.catalogue import Translator, texts

MOST_NODES = 400
MOST_EDGES = 3000
SEED = 1
_STEPS = 100
_GRAVITY = 0.6
_WIDTH, _HEIGHT, _MARGIN = 720.0, 540.0, 16.0
_MOST_LABELS = 12
_SMALLEST, _LARGEST = 2.2, 8.0


@dataclass(frozen=True)
class Node:
    """An account to draw. ``community`` is from 0, the largest first, and -1 for none."""

    key: int
    label: str
    degree: int
    community: int


def network_picture(title: str, nodes: Sequence[Node], edges: Sequence[tuple[int, int]], t: Translator) -> Markup:
    """The drawing with its legend. Edges are pairs of keys; the same nodes and edges give the same drawing.

    Laid out by ForceAtlas2 (Jacomy et al. 2014, PLoS ONE 9:e98679), from a seed.
    """
    places = _places(nodes, edges)
    words = texts(t.language).below("report.network_picture")
    return joined(
        tag(
            "svg",
            tag("title", title),
            _edges(nodes, edges, places),
            _nodes(nodes, places),
            _labels(nodes, places),
            class_="network",
            viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
            role="img",
        ),
        _legend(nodes, words),
    )


def _places(nodes: Sequence[Node], edges: Sequence[tuple[int, int]]) -> dict[int, tuple[float, float]]:
    graph = nx.Graph()
    graph.add_nodes_from(sorted(node.key for node in nodes))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    if not graph:
        return {}
    laid = nx.forceatlas2_layout(graph, max_iter=_STEPS, strong_gravity=True, gravity=_GRAVITY, seed=SEED)
    keys = list(graph)
    at = np.array([laid[key] for key in keys])
    # A few accounts far out would make all others small, so what is beyond nineteen in twenty is drawn in.
    from_centre = at - np.median(at, axis=0)
    scaled = from_centre / np.maximum(np.percentile(np.abs(from_centre), 95, axis=0), 1e-9)
    beyond = np.maximum(np.abs(scaled) - 1, 0)
    drawn_in = np.sign(scaled) * (np.minimum(np.abs(scaled), 1) + np.log1p(beyond) / 2)
    unit = drawn_in / np.maximum(np.abs(drawn_in).max(axis=0), 1e-9)
    half = np.array([_WIDTH, _HEIGHT]) / 2
    placed = half + unit * (half - _MARGIN)
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, placed, strict=True)}


def _edges(
    nodes: Sequence[Node], edges: Sequence[tuple[int, int]], places: dict[int, tuple[float, float]]
) -> list[Markup]:
    """One path for each colour: inside a community in its colour, else in none."""
    community = {node.key: node.community for node in nodes}
    drawn: dict[str, list[str]] = defaultdict(list)
    for one, other in edges:
        same = community[one] == community[other]
        (x1, y1), (x2, y2) = places[one], places[other]
        drawn[_colour(community[one]) if same else "between"].append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
    return [tag("path", class_=f"edge {colour}", d="".join(drawn[colour])) for colour in sorted(drawn)]


def _nodes(nodes: Sequence[Node], places: dict[int, tuple[float, float]]) -> list[Markup]:
    most = max((node.degree for node in nodes), default=1) or 1
    return [
        tag(
            "circle",
            tag("title", node.label),
            class_=f"node {_colour(node.community)}",
            cx=f"{places[node.key][0]:.1f}",
            cy=f"{places[node.key][1]:.1f}",
            r=f"{_SMALLEST + (_LARGEST - _SMALLEST) * (node.degree / most) ** 0.5:.1f}",
        )
        for node in sorted(nodes, key=lambda node: (node.degree, node.key))
    ]


def _labels(nodes: Sequence[Node], places: dict[int, tuple[float, float]]) -> list[Markup]:
    """The names of those with most edges, as far as they do not lie on each other."""
    drawn: list[tuple[float, float]] = []
    labels = []
    for node in sorted(nodes, key=lambda node: (-node.degree, node.key)):
        x, y = places[node.key]
        if len(drawn) == _MOST_LABELS:
            break
        if any(abs(x - left) < 90 and abs(y - top) < 14 for left, top in drawn):
            continue
        drawn.append((x, y))
        on_left = x > _WIDTH * 0.75
        labels.append(
            tag(
                "text",
                node.label[:24],
                x=f"{x + (-10 if on_left else 10):.1f}",
                y=f"{y + 4:.1f}",
                text_anchor="end" if on_left else None,
            )
        )
    return labels


def _legend(nodes: Sequence[Node], words: Translator) -> Markup:
    counts = Counter(_colour(node.community) for node in nodes)
    rows = []
    order = [*(f"c{number}" for number in range(len(COMMUNITY_COLOURS))), "others", "alone"]
    for colour in filter(counts.__contains__, order):
        said = words("community", number=str(int(colour[1:]) + 1)) if colour[1:].isdigit() else words(colour)
        dot = tag(
            "svg", tag("circle", class_=f"node {colour}", cx=5, cy=5, r=5), viewBox="0 0 10 10", aria_hidden="true"
        )
        rows.append(tag("li", dot, f"{said}: {words.number(counts[colour])}"))
    return tag("ul", rows, class_="legend", aria_label=words("community_of"))


def _colour(community: int) -> str:
    return "alone" if community < 0 else f"c{community}" if community < len(COMMUNITY_COLOURS) else "others"
