"""A network's arrays against sets of pairs."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.graph import Network

close = st.integers(1, 9)
far = st.sampled_from([1, 2, 700, 10**6, 2**40])
lists = st.one_of(*(st.lists(st.tuples(keys, keys), max_size=12) for keys in (close, far)))


@settings(max_examples=200)
@given(lists, st.lists(st.integers(1, 9), max_size=4), st.sets(st.integers(1, 9)))
def test_keys_close_and_far_give_the_same_network(
    edges: list[tuple[int, int]], more: list[int], part: set[int]
) -> None:
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    network = Network.of_keys(ends[:, 0], ends[:, 1], np.array(more, dtype=np.int64))
    everyone = sorted({key for edge in edges for key in edge} | set(more))
    assert network.accounts.tolist() == everyone
    pairs = [(everyone[a], everyone[b]) for a, b in zip(network.sources, network.targets, strict=True)]
    assert pairs == edges
    rows, columns = network.matrix.nonzero()
    assert {(everyone[a], everyone[b]) for a, b in zip(rows, columns, strict=True)} == set(edges)
    within = network.within(np.array(sorted(part), dtype=np.int64))
    assert within.accounts.tolist() == sorted(part & set(everyone))
    assert len(within.sources) == sum(a in part and b in part for a, b in edges)
