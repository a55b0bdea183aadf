"""Neighbours that several of a selection have: counted as by hand."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companion.core.graph import Network
from companion.core.neighbours import LEAST, shared_by_many

pairs = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda pair: pair[0] != pair[1]), max_size=60)
some = st.lists(st.integers(1, 14), max_size=6, unique=True).map(sorted)


@given(pairs, some, some)
def test_as_counted_by_hand(edges: list[tuple[int, int]], selection: list[int], left_out: list[int]) -> None:
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    network = Network.of_keys(ends[:, 0], ends[:, 1])
    found = shared_by_many(network, np.array(selection, dtype=np.int64), np.array(left_out, dtype=np.int64))
    has = {(source, target) for source, target in edges if source in selection}
    counts = Counter(target for _, target in has if target not in selection and target not in left_out)
    shared = {key: count for key, count in counts.items() if count >= LEAST}
    assert dict(zip(found.neighbours.tolist(), found.counts.tolist(), strict=True)) == shared
    assert found.counts.tolist() == sorted(shared.values(), reverse=True)
    assert found.members.tolist() == sorted({source for source, _ in has})
    for place, member in enumerate(found.members.tolist()):
        ties = {neighbour for neighbour in shared if (member, neighbour) in has}
        assert set(found.neighbours[found.ties[[place]].indices].tolist()) == ties
        known = {other for other in found.members.tolist() if (member, other) in has or (other, member) in has}
        assert set(found.members[found.inside[[place]].indices].tolist()) == known


def test_how_many_must_share_so_that_few_are_left() -> None:
    lists = {1: range(100, 130), 2: range(100, 120), 3: range(100, 110), 4: range(100, 103)}
    ends = np.array([(source, target) for source, has in lists.items() for target in has])
    found = shared_by_many(Network.of_keys(*ends.T), np.array([1, 2, 3, 4]), np.array([], dtype=np.int64))
    assert [found.at_least(least) for least in (2, 3, 4, 5)] == [20, 10, 3, 0]
    assert [found.usual_least(most) for most in (50, 20, 19, 10, 9, 3)] == [2, 2, 3, 3, 4, 4]
    assert [found.having(first) for first in (0, 3, 10, 20)] == [0, 4, 4, 4]
