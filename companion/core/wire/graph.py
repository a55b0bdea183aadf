"""What the graph draws: a selection's accounts and the edges between them, or the neighbourhood of one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, FiniteFloat

from companion.core.kinds import EdgeKind
from companion.core.wire.base import Count, Key, Platform, Wire
from companion.core.wire.evidence import Level
from companion.core.wire.history import EdgeEvidence
from companion.core.wire.selection import AccountName, Selection

MOST_NODES = 20_000
MOST_EDGES = 150_000


class GraphRequest(Wire):
    """Which accounts to draw, and which edges between them.

    ``around``: the neighbourhood of these accounts, and the selection is not asked. ``shared``: also the pairs that
    share more neighbours than chance would have it. What is left out is what has the fewest edges.
    """

    selection: Selection = Selection()
    around: list[Key] | None = Field(None, max_length=200)
    kinds: list[EdgeKind] = Field(default=[EdgeKind.follows, EdgeKind.friend], max_length=3)
    shared: bool = False
    most_nodes: int = Field(MOST_NODES, ge=1, le=MOST_NODES)
    most_edges: int = Field(MOST_EDGES, ge=0, le=MOST_EDGES)
    betweenness: bool = Field(False, description="Also measure it, which takes a little longer.")
    created: bool = Field(False, description="Also say when each was created, as far as it is known.")
    drawing: str = Field("", max_length=200, description="By this name places are kept; without it none are given.")
    anew: bool = Field(False, description="Give other places than those that are kept.")


Time = Annotated[int, Field(description="Milliseconds since 1970.")]


class GraphNodes(Wire):
    """Accounts by columns, of which the n-th values belong to the n-th account: there are many of them.

    Measured among what is drawn: ``pagerank`` adds up to 1; ``core`` is the largest k of whose k-core it is;
    ``betweenness``, where it was asked for, the share of shortest paths that lead through it, 0..1. ``followers`` are
    as they were last displayed; ``created``, where it was asked for, is when the account says that it began. ``x`` and
    ``y`` are where it stands, in a drawing of which half the width is about 1,000; null of who has no edge and was not
    drawn before.
    """

    account: list[Key] = Field(description="Rising.")
    platform: list[Platform]
    account_id: list[str | None]
    handle: list[str | None]
    display_name: list[str | None]
    level: list[Level | None]
    picture: list[int | None]
    tags: list[list[str]]
    degree: list[Count]
    pagerank: list[float]
    core: list[Count]
    betweenness: list[float] | None = None
    created: list[Time | None] | None = None
    followers: list[Count | None]
    community: list[int] = Field(description="From 0, the largest first; alone: -1.")
    x: list[float | None]
    y: list[float | None]

    def name(self, at: int) -> AccountName:
        """What the account at this position is called."""
        return AccountName(
            account=self.account[at],
            platform=self.platform[at],
            account_id=self.account_id[at],
            handle=self.handle[at],
            display_name=self.display_name[at],
        )


class GraphEdges(Wire):
    """Edges by columns, of which the n-th values belong to the n-th edge: there are many of them.

    ``source`` and ``target`` are positions among the nodes; ``kind`` among ``kinds``, and ``first_seen``, ``last_seen``
    and ``gone_by`` among ``times``, -1 where there is none. Times are of the newest spell; ``shared`` edges have none.
    """

    kinds: list[str]
    times: list[Time] = Field(description="Rising.")

    source: list[Count]
    target: list[Count]
    kind: list[Count]
    first_seen: list[int]
    last_seen: list[int]
    gone_by: list[int]
    shared: list[Count] = Field(
        description="How many neighbours both have, where the pair is of the projection; empty where no pair is."
    )
    weight: list[float] = Field(description="How much an edge matters, 0..1: the backbone keeps the heaviest.")


class GraphCommunity(Wire):
    """What a community is called by: words that its accounts write of themselves and others do not, the surest first,
    and that no larger one is called by; and who of them stands most central, where there are no such words."""

    words: list[str]
    central: Key


class Graph(Wire):
    """What is drawn, of how much; of the communities the largest ones, in the order of their numbers."""

    nodes: GraphNodes
    edges: GraphEdges
    communities: list[GraphCommunity]
    settled: bool = Field(description="Whether everybody stands where it stood before; else discs may hide each other.")
    all_nodes: Count
    all_edges: Count

    def ends(self) -> list[tuple[int, int]]:
        """The accounts at both ends of each edge."""
        account = self.nodes.account
        return [(account[one], account[other]) for one, other in zip(self.edges.source, self.edges.target, strict=True)]


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
