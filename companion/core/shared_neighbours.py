"""Which accounts share more neighbours than their lists' lengths and the neighbours' popularity explain.

The null model is the bipartite configuration model (BiCM): the least committed random network in which every list has
its length and every neighbour its popularity on average (Saracco, Di Clemente, Gabrielli, Squartini: "Randomizing
bipartite networks: the case of the World Trade Web", Scientific Reports 5:10595, 2015). Under it, list i has neighbour
a with probability x_i y_a / (1 + x_i y_a), independently of the rest, so that the number of neighbours that two lists
share (V-motifs) is a sum of independent trials. Pairs are validated as in Saracco, Straka, Di Clemente, Gabrielli,
Caldarelli, Squartini: "Inferring monopartite projections of bipartite networks", New Journal of Physics 19:053022,
2017: by Benjamini–Hochberg over all pairs, also those that share nobody.

Their Poisson tail has the sum's mean, but too large a variance where both lists are nearly sure to have the same few
hubs, which would hide everything else. So the Poisson distribution is moved: it has the sum's mean, and its variance
rounded up by less than 1 (Röllin: "Translated Poisson approximation using exchangeable pair couplings", Annals of
Applied Probability 17:1596–1614, 2007). Where no neighbour is nearly sure, the two are the same.

Raw counts, Jaccard and the hypergeometric test take every neighbour for equally popular, so they flag whoever follows
what everybody follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.special import pdtrc

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.core.progress import Progress, unobserved

PRECISE = 1e-4
"""How far a fitted list may be from its length: in neighbours, or as a share of it."""
SMALLEST_P = 1e-300
_MOST_ROUNDS = 1000
_BLOCK = 512

Block = tuple[IntArray, IntArray, IntArray, FloatArray]
"""Of each pair found in a block ``first``, ``second``, ``shared`` and ``p``, as :class:`Pairs` has them."""


@dataclass(frozen=True, eq=False)
class Fugacities:
    """The model's parameters: ``rows`` (n,) and ``columns`` (m,), 0 where there is no tie at all."""

    rows: FloatArray
    columns: FloatArray


@dataclass(frozen=True, eq=False)
class Chance:
    """How many neighbours two lists share by chance, by kinds of list that are alike.

    ``kind`` (k,) is the kind of each list asked about; ``mean`` and ``variance`` (r, r) are those of the number shared.
    """

    kind: IntArray
    mean: FloatArray
    variance: FloatArray

    def at_least(self, shared: IntArray, first: IntArray, second: IntArray) -> FloatArray:
        """The probability (m,) that lists of these kinds (m,) share as many or more, by chance."""
        mean = self.mean[first, second]
        moved = np.floor(mean - self.variance[first, second])
        above = shared - moved - 1
        p = pdtrc(np.maximum(above, 0), mean - moved)
        return np.asarray(np.where(above < 0, 1.0, np.maximum(p, SMALLEST_P)))

    def least(self, one: int, other: int, p: float) -> int:
        """How many neighbours lists of these two kinds must share at least to be as improbable as ``p``."""
        start = int(self.mean[one, other])
        shared = np.arange(start, start + 1000)
        kinds = np.full(len(shared), one), np.full(len(shared), other)
        return start + int(np.argmax(self.at_least(shared, *kinds) <= p))


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of lists, with how likely what they share is by chance.

    ``first`` < ``second`` (k,) are positions in the lists that were asked about; ``shared`` (k,) is how many neighbours
    both have, ``expected`` (k,) how many they would have by chance, and ``p`` (k,) the probability of as many or more.
    ``tested`` counts all pairs of lists with a neighbour at all, also those that share none, and ``chance`` says of
    each list what it shares by chance.
    """

    first: IntArray
    second: IntArray
    shared: IntArray
    expected: FloatArray
    p: FloatArray
    tested: int
    chance: Chance


def bicm(rows: IntArray, columns: IntArray) -> Fugacities:
    """Fit the model to the degrees of the rows (n,) and of the columns (m,).

    Equal degrees have equal fugacities, so only distinct degrees are solved for, by the fixed-point iteration of the
    likelihood equations. Ties that the degrees make certain are approached, to about 1 in 1,000. Raises ValueError for
    degrees that do not belong to one matrix.
    """
    if rows.sum() != columns.sum() or rows.max(initial=0) > len(columns) or columns.max(initial=0) > len(rows):
        raise ValueError("the degrees of rows and columns do not belong together")
    if not rows.any():
        return Fugacities(np.zeros(len(rows)), np.zeros(len(columns)))
    degree, of_row, rows_of = np.unique(rows, return_inverse=True, return_counts=True)
    popularity, of_column, columns_of = np.unique(columns, return_inverse=True, return_counts=True)
    k, d = degree.astype(np.float64), popularity.astype(np.float64)
    x, y = k / np.sqrt(rows.sum()), d / np.sqrt(rows.sum())
    for _ in range(_MOST_ROUNDS):
        per_row = (columns_of * y / (1 + np.outer(x, y))).sum(axis=1)
        if (np.abs(x * per_row - k) <= PRECISE * np.maximum(k, 1)).all():
            break
        x = k / per_row
        y = d / (rows_of[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
    return Fugacities(x[of_row], y[of_column])


def raised(model: Fugacities, columns: IntArray, displayed: FloatArray) -> Fugacities:
    """The model with columns as popular as their own pages display (m,), NaN where that was not seen.

    How many of those whom a page displays stand in the lists at hand differs; a column counts as popular elsewhere
    where its share is below that of nine in ten, and is raised to their share. Popularity is never lowered, and the
    rows are left as they are, so that lists can only come to be expected to share more.
    """
    known = np.flatnonzero((displayed > 0) & (columns > 0))
    if not len(known):
        return model
    wanted = displayed[known] * np.quantile(columns[known] / displayed[known], 0.1)
    wanted = np.minimum(wanted, 0.9 * np.count_nonzero(model.rows))
    higher = wanted > columns[known]
    more, wanted = known[higher], wanted[higher]
    if not len(more):
        return model
    x, rows_of = np.unique(model.rows, return_counts=True)
    y = model.columns[more] * wanted / columns[more]
    for _ in range(100):
        y = wanted / (rows_of[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
    popularity = model.columns.copy()
    popularity[more] = np.maximum(y, popularity[more])
    return Fugacities(model.rows, popularity)


def chance(model: Fugacities, rows: IntArray) -> Chance:
    """What these rows (k,) of the model share by chance."""
    x, kind = np.unique(model.rows[rows], return_inverse=True)
    y, columns_of = np.unique(model.columns, return_counts=True)
    ties = np.outer(x, y)
    ties /= 1 + ties
    mean = (ties * columns_of) @ ties.T
    return Chance(np.asarray(kind, dtype=np.int64), mean, mean - (ties**2 * columns_of) @ (ties**2).T)


def shared_pairs(
    matrix: csr_array,
    rows: IntArray,
    displayed: FloatArray | None = None,
    largest_p: float = 0.05,
    progress: Progress = unobserved,
) -> Pairs:
    """The pairs among these rows (k,) of a matrix of 0 and 1 whose p is at most ``largest_p``, in order.

    All the matrix's rows tell how popular its columns are: the more lists of others it holds, the more is seen of what
    those asked about have in common. ``displayed`` (columns,) are counts as :func:`raised` takes them.
    """
    by_chance = chance_among(matrix, rows, displayed)
    lists = matrix[rows]
    found = []
    for begin in blocks(len(rows)):
        progress(begin, len(rows))
        found.append(block(begin, lists, by_chance, largest_p))
    progress(len(rows), len(rows))
    return pairs_of(found, lists, by_chance)


def chance_among(matrix: csr_array, rows: IntArray, displayed: FloatArray | None = None) -> Chance:
    """What these rows (k,) share by chance, of the arguments of :func:`shared_pairs`."""
    popularity = np.bincount(matrix.indices, minlength=matrix.shape[1])
    model = bicm(np.diff(matrix.indptr), popularity)
    return chance(model if displayed is None else raised(model, popularity, displayed), rows)


def blocks(count: int) -> range:
    """Where each block of so many lists begins."""
    return range(0, count, _BLOCK)


def block(begin: int, lists: csr_array, by_chance: Chance, largest_p: float) -> Block:
    """The pairs of each list of the block that begins here with each list after it. Blocks can be done anywhere."""
    own = csr_array(lists[begin : begin + _BLOCK].T)
    both = (lists[begin:] @ own).tocoo()
    first, second = both.col.astype(np.int64) + begin, both.row.astype(np.int64) + begin
    upper = np.flatnonzero(first < second)
    return _improbable(first[upper], second[upper], both.data[upper].astype(np.int64), by_chance, largest_p)


def _improbable(first: IntArray, second: IntArray, shared: IntArray, by_chance: Chance, largest_p: float) -> Block:
    p = by_chance.at_least(shared, by_chance.kind[first], by_chance.kind[second])
    kept = np.flatnonzero(p <= largest_p)
    kept = kept[np.lexsort((second[kept], first[kept]))]
    return first[kept], second[kept], shared[kept], p[kept]


def pairs_with(touched: IntArray, lists: csr_array, by_chance: Chance, largest_p: float) -> Block:
    """The pairs of the lists at these positions (t,), rising, with every other list, as :func:`block` gives them."""
    is_touched = np.zeros(lists.shape[0], dtype=bool)
    is_touched[touched] = True
    found: list[Block] = []
    for begin in blocks(len(touched)):
        own = touched[begin : begin + _BLOCK]
        both = (lists @ csr_array(lists[own].T)).tocoo()
        one, other = own[both.col], both.row.astype(np.int64)
        once = np.flatnonzero((one < other) | ((one > other) & ~is_touched[other]))
        first, second = np.minimum(one, other)[once], np.maximum(one, other)[once]
        found.append(_improbable(first, second, both.data[once].astype(np.int64), by_chance, largest_p))
    return _joined(found)


def pairs_of(found: Sequence[Block], lists: csr_array, by_chance: Chance) -> Pairs:
    """All pairs, of what was found in every block, in the blocks' order."""
    first, second, shared, p = _joined(found)
    count = int(np.count_nonzero(np.diff(lists.indptr)))
    expected = by_chance.mean[by_chance.kind[first], by_chance.kind[second]]
    return Pairs(first, second, shared, expected, p, count * (count - 1) // 2, by_chance)


def _joined(found: Sequence[Block]) -> Block:
    none = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    first, second, shared, p = (np.concatenate(each) for each in zip(*found, none, strict=True))
    return first, second, shared, p


def neighbours_in_common(matrix: csr_array, first: int, second: int) -> IntArray:
    """The columns (k,) that both rows have, rising."""
    own, other = (matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]] for row in (first, second))
    return np.asarray(np.intersect1d(own, other), dtype=np.int64)
