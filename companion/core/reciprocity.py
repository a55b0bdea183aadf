"""Who follows whom inside a selection: how dense that is, how often it is returned, and what of it chance explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from companion.core.follow_null import DirectedNull, Expected, directed_null
from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class FollowGraph:
    """The follow graph inside a selection of n accounts on one platform.

    ``possible`` ordered pairs could be seen, since one of the two lists that would show the edge was captured, and
    ``edges`` were; ``expected_edges`` under the model of the whole network's degrees, None where the selection is all
    that was seen. Of ``returnable`` edges the other direction could be seen, too; ``mutual_pairs`` of two each are
    returned, ``expected_mutual`` under the model of the selection's own degrees, of which ``expected_returnable``
    edges. ``pairs`` (k, 2): the mutual pairs' keys, the least likely by chance first, with each one's ``chances``.
    """

    accounts: int
    possible: int
    edges: int
    expected_edges: Expected | None
    pairs_seen_both_ways: int
    returnable: int
    mutual_pairs: int
    expected_mutual: Expected
    expected_returnable: Expected
    pairs: IntArray
    chances: FloatArray
    grouped: bool
    error: float

    @property
    def density(self) -> float | None:
        """Edges of those that could be seen, 0..1; None where none could."""
        return self.edges / self.possible if self.possible else None

    @property
    def reciprocity(self) -> float | None:
        """The share of edges that are returned, of those whose return could be seen; None where there are none."""
        return 2 * self.mutual_pairs / self.returnable if self.returnable else None

    @property
    def expected_reciprocity(self) -> float | None:
        """The share of edges that chance returns, 0..1; None where it gives none."""
        edges = self.expected_returnable.mean
        return 2 * self.expected_mutual.mean / edges if edges > 0 else None

    @property
    def rho(self) -> float | None:
        """Garlaschelli and Loffredo's ρ: 1 all returned, 0 as in a random graph of this density, below 0 fewer.

        "Patterns of link reciprocity in directed networks", Phys. Rev. Lett. 93:268701 (2004), equation 2.
        """
        if self.reciprocity is None:
            return None
        density = self.returnable / (2 * self.pairs_seen_both_ways)
        return (self.reciprocity - density) / (1 - density) if density < 1 else None


def follow_graph(whole: Network, members: IntArray, following_seen: IntArray, followers_seen: IntArray) -> FollowGraph:
    """The follow graph of these accounts (keys), in the whole network that was seen on their platform.

    ``following_seen``, ``followers_seen``: keys of the accounts whose list of followed accounts, and of followers, was
    captured. Edges that no captured list could show are left out.
    """
    whole = _visible(Network.of_keys(*_ends(whole), more=members), following_seen, followers_seen)
    inner = whole.within(members)
    null = directed_null(inner, *_seen(inner, following_seen, followers_seen))
    everyone = np.arange(len(inner.accounts))
    matrix = inner.matrix
    mutual = triu(matrix * matrix.T, k=1).tocoo()
    chances = null.mutual_chance(mutual.row, mutual.col)
    order = np.lexsort((mutual.col, mutual.row, chances))
    possible, both_ways = _possible(*_seen(inner, following_seen, followers_seen))
    around = None
    if whole.matrix.nnz > matrix.nnz:
        wide = directed_null(whole, *_seen(whole, following_seen, followers_seen))
        around = wide.edges_among(whole.positions(inner.accounts))
    return FollowGraph(
        accounts=len(inner.accounts),
        possible=possible,
        edges=int(matrix.nnz),
        expected_edges=around,
        pairs_seen_both_ways=both_ways,
        returnable=_returnable(matrix, null),
        mutual_pairs=len(order),
        expected_mutual=null.mutual_pairs(everyone),
        expected_returnable=null.edges_seen_both_ways(everyone),
        pairs=inner.accounts[np.stack([mutual.row, mutual.col], axis=1)[order]],
        chances=chances[order],
        grouped=null.grouped or (around is not None and wide.grouped),
        error=max(null.error, wide.error if around is not None else 0.0),
    )


def _ends(network: Network) -> tuple[IntArray, IntArray]:
    return network.accounts[network.sources], network.accounts[network.targets]


def _seen(network: Network, following_seen: IntArray, followers_seen: IntArray) -> tuple[BoolArray, BoolArray]:
    return np.isin(network.accounts, following_seen), np.isin(network.accounts, followers_seen)


def _visible(network: Network, following_seen: IntArray, followers_seen: IntArray) -> Network:
    """Without loops and what no captured list could show."""
    out_seen, in_seen = _seen(network, following_seen, followers_seen)
    kept = (out_seen[network.sources] | in_seen[network.targets]) & (network.sources != network.targets)
    return Network(network.accounts, network.sources[kept], network.targets[kept])


def _possible(out_seen: BoolArray, in_seen: BoolArray) -> tuple[int, int]:
    """How many ordered pairs could be seen, and how many unordered ones in both directions."""
    ordered = both = 0
    kinds = [(out, into, int(np.sum((out_seen == out) & (in_seen == into)))) for out in (0, 1) for into in (0, 1)]
    for out, into, count in kinds:
        for other_out, other_into, others in kinds:
            pairs = count * (others - ((out, into) == (other_out, other_into)))
            ordered += pairs * (out | other_into)
            both += pairs * (out | other_into) * (other_out | into)
    return ordered, both // 2


def _returnable(matrix: csr_array, null: DirectedNull) -> int:
    """How many edges there are whose other direction could be seen."""
    edges = matrix.tocoo()
    return int(np.sum(null.visible[null.kinds[edges.col], null.kinds[edges.row]]))
