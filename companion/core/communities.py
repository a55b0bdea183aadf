"""Groups of accounts that are tied more closely among themselves than with the rest.

By ``modularity.py``, from a seed; where scikit-network is missing, by networkx's Louvain (Blondel, Guillaume,
Lambiotte, Lefebvre: "Fast unfolding of communities in large networks", J. Stat. Mech. P10008, 2008). Moves can leave a
community in pieces that are not connected: each piece is then one of its own.

Modularity compares ties with those that the accounts' degrees explain, but it joins small groups of a large network,
however distinct (Fortunato, Barthélemy: "Resolution limit in community detection", PNAS 104:36, 2007). Where it matters
how dense a community is, the constant Potts model takes its place: a community is one whose parts are tied by at least
a given share of what there could be (Traag, Van Dooren, Nesterov: "Narrow scope for resolution-limit-free community
detection", Physical Review E 84:016114, 2011).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array
from scipy.sparse.csgraph import connected_components
from scipy.special import bdtrc

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.core.modularity import links_inside, partition


def communities(links: csr_array, seed: int = 0, density: float | None = None) -> IntArray:
    """The community of each account (n,), from 0, the largest first; -1 for accounts without a link.

    ``links`` (n, n) are weights of links; directions are not regarded, and a link with oneself is nothing. Without a
    ``density`` communities have the best modularity that is found; with it, as the constant Potts model has it, a part
    belongs to a community where its links weigh, for each pair of accounts, at least so much on average.
    """
    return communities_of(both_ways(links), seed, density)


def both_ways(links: csr_array) -> csr_array:
    """The links' weights (n, n) without directions, and without links with oneself."""
    narrow = csr_array(links, dtype=np.float32)
    both = csr_array(narrow + narrow.T)
    if both.diagonal().any():
        both.setdiag(0)
        both.eliminate_zeros()
    return both


def communities_of(both: csr_array, seed: int = 0, density: float | None = None) -> IntArray:
    """The labels (n,) that :func:`communities` gives, of what :func:`both_ways` gives, (n, n)."""
    linked = np.flatnonzero(np.diff(both.indptr))
    labels = np.full(both.shape[0], -1, dtype=np.int64)
    if len(linked):
        inner = both if len(linked) == len(labels) else csr_array(both[linked][:, linked])
        labels[linked] = _by_size(_connected(inner, seed, density))
    return labels


def _connected(both: csr_array, seed: int, density: float | None) -> IntArray:
    count, total = both.shape[0], float(both.sum(dtype=np.float64))
    share, resolution = np.asarray(both.sum(axis=1, dtype=np.float64)).ravel() / total, 1.0
    if density is not None:
        share, resolution = np.full(count, 1 / count), density * count**2 / total
    try:
        found = partition(both, share, resolution, seed)
    except ImportError:
        found = _by_networkx(both, seed, density)
    inside = links_inside(both, found.astype(np.int32))
    # As strong pieces: since all links go both ways they are the same, and need no second matrix.
    return np.asarray(connected_components(inside, connection="strong")[1], dtype=np.int64)


def _by_networkx(both: csr_array, seed: int, density: float | None) -> IntArray:
    """The same from networkx, which knows modularity only.

    The constant Potts model is the modularity of a network in which links with oneself bring every account to the same
    degree.
    """
    import networkx as nx  # noqa: PLC0415 — half a second, and mostly not needed

    resolution, weights = 1.0, both
    if density is not None:
        degree = np.asarray(both.sum(axis=1)).ravel()
        most = float(degree.max())
        weights = both + diags_array((most - degree) / 2)  # a link with oneself counts twice in a degree
        resolution = density * both.shape[0] / most
    graph = nx.from_scipy_sparse_array(weights)
    labels = np.empty(both.shape[0], dtype=np.int64)
    for number, members in enumerate(nx.community.louvain_communities(graph, resolution=resolution, seed=seed)):
        labels[list(members)] = number
    return labels


def _by_size(labels: IntArray) -> IntArray:
    """The labels renamed from 0, the largest community first, of equal ones the one with the smallest position."""
    _, first, which, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[which])


def inner_density(both: csr_array, labels: IntArray) -> FloatArray:
    """The share (c,) of each community's pairs that are linked, 0..1; 0 for an account by itself.

    ``both`` is what :func:`both_ways` gives.
    """
    of = np.repeat(labels, np.diff(both.indptr))
    inside = of[(of == labels[both.indices]) & (of >= 0)]
    count = int(labels.max(initial=-1)) + 1
    linked = np.bincount(inside, minlength=count) / 2
    sizes = np.bincount(labels[labels >= 0], minlength=count)
    return np.asarray(linked / np.maximum(sizes * (sizes - 1) / 2, 1))


def more_than(share: float, having: IntArray, of: IntArray) -> FloatArray:
    """How probable (c,) it is that ``having`` or more out of ``of`` have something that at most this share has."""
    return np.asarray(np.where(having > 0, bdtrc(having - 1.0, of, share), 1.0))
