"""What the graph draws: a selection's accounts and the edges between them, or the neighbourhood of one."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field, FiniteFloat

from companion.core.kinds import EdgeKind
from companion.core.wire.base import Count, Key, Wire
from companion.core.wire.evidence import Level
from companion.core.wire.history import EdgeEvidence
from companion.core.wire.selection import AccountName, Selection

MOST_NODES = 5000
MOST_EDGES = 20_000


class GraphRequest(Wire):
    """Which accounts to draw, and which edges between them.

    ``around``: the neighbourhood of these accounts, and the selection is not asked. ``shared``: also the pairs that
    share more neighbours than chance would have it. What is left out is what has the fewest edges.
    """

    selection: Selection = Selection()
    around: list[Key] | None = Field(None, max_length=200)
    kinds: list[EdgeKind] = Field(default=[EdgeKind.follows, EdgeKind.friend], max_length=3)
    shared: bool = False
    most_nodes: int = Field(2000, ge=1, le=MOST_NODES)
    most_edges: int = Field(MOST_EDGES, ge=0, le=MOST_EDGES)
    drawing: str = Field("", max_length=200, description="Under this name its places are kept.")


class GraphNode(AccountName):
    """``pagerank`` is among what is drawn and adds up to 1. ``x`` and ``y`` are where it was drawn before."""

    level: Level | None = None
    picture: int | None = None
    tags: list[str] = Field(default_factory=list)
    degree: Count
    pagerank: float
    community: int = Field(description="From 0, the largest first; alone: -1.")
    x: float | None = None
    y: float | None = None


class GraphEdge(Wire):
    """``source`` and ``target`` are accounts. Times are of the newest spell; ``shared`` edges have none."""

    source: Key
    target: Key
    kind: str
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    began_after: datetime | None = None
    gone_by: datetime | None = None
    shared: Count = Field(0, description="How many neighbours both have, where the pair is of the projection.")
    weight: float = Field(1.0, description="How much an edge matters, 0..1: the backbone keeps the heaviest.")


class Graph(Wire):
    """What is drawn, of how much."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]
    all_nodes: Count
    all_edges: Count


class Place(Wire):
    account: Key
    x: FiniteFloat
    y: FiniteFloat


class Places(Wire):
    """Where the accounts of a drawing stand."""

    drawing: str = Field(max_length=200, min_length=1)
    places: list[Place] = Field(max_length=MOST_NODES)


class PathRequest(Wire):
    source: Key
    target: Key
    kinds: list[EdgeKind] = Field(default=[EdgeKind.follows, EdgeKind.friend], max_length=3)


class Path(Wire):
    """The accounts of a shortest path, ends included; empty where there is none. Directions are not regarded."""

    accounts: list[AccountName]


class EdgeRequest(Wire):
    """Two accounts between which there is an edge, in either direction."""

    one: Key
    other: Key


class EdgesBetween(Wire):
    """Every edge between two accounts, with the captures that each follows from."""

    edges: list[EdgeEvidence]
