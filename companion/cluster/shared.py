"""Which accounts of many collections share more than chance: the projections' blocks done one by one, or on workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from companion.cluster.collections import Collections, Lists
from companion.core.false_discovery import Validated, benjamini_hochberg
from companion.core.progress import Progress, unobserved
from companion.core.shared_neighbours import Block, Pairs, block, blocks, chance_among, pairs_of

Common = tuple[object, ...]
Spread = Callable[[Callable[..., Block], Sequence[int], Common], Iterator[Block]]
"""Does ``work(part, *common)`` for each part somewhere, and gives the results in the parts' order."""


@dataclass(frozen=True, eq=False)
class Found:
    """``table`` has the pairs that held, the least likely first; ``tested`` counts all that were compared."""

    table: pa.Table
    tested: int
    threshold: float


def one_by_one(work: Callable[..., Block], parts: Sequence[int], common: Common) -> Iterator[Block]:
    """In this process."""
    return (work(part, *common) for part in parts)


def shared(collections: Collections, fdr: float, spread: Spread = one_by_one, progress: Progress = unobserved) -> Found:
    """The pairs of selected accounts that share more than chance has it, at this false discovery rate over all."""
    count = sum(len(blocks(len(lists.rows))) for lists in collections.lists)
    progress(0, count)
    done = 0
    every: list[Pairs] = []
    for lists in collections.lists:
        by_chance = chance_among(lists.network.matrix, lists.rows, lists.displayed)
        own = lists.network.matrix[lists.rows]
        found = []
        for each in spread(block, blocks(len(lists.rows)), (own, by_chance, fdr)):
            found.append(each)
            done += 1
            progress(done, count)
        every.append(pairs_of(found, own, by_chance))
    tested = sum(pairs.tested for pairs in every)
    held = benjamini_hochberg(np.concatenate([np.empty(0), *(pairs.p for pairs in every)]), tested, fdr)
    return Found(_table(collections, every, held), tested, held.threshold)


def _table(collections: Collections, every: Sequence[Pairs], held: Validated) -> pa.Table:
    parts = [_pairs(collections.refs, *each) for each in zip(collections.lists, every, strict=True)]
    table = pa.concat_tables([SCHEMA.empty_table().drop_columns(["q_value"]), *parts])
    return table.take(pa.array(held.kept)).append_column("q_value", pa.array(held.q, pa.float64()))


def _pairs(refs: pa.Array, lists: Lists, pairs: Pairs) -> pa.Table:
    accounts = lists.network.accounts[lists.rows]
    count = len(pairs.p)
    return pa.table(
        {
            "platform": pa.array([lists.platform] * count, pa.string()),
            "kind": pa.array([lists.kind.value] * count, pa.string()),
            "first": refs.take(pa.array(accounts[pairs.first])),
            "second": refs.take(pa.array(accounts[pairs.second])),
            "shared": pairs.shared,
            "expected": pairs.expected,
            "p_value": pairs.p,
        }
    )


SCHEMA = pa.schema(
    [
        ("platform", pa.string()),
        ("kind", pa.string()),
        ("first", pa.string()),
        ("second", pa.string()),
        ("shared", pa.int64()),
        ("expected", pa.float64()),
        ("p_value", pa.float64()),
        ("q_value", pa.float64()),
    ]
)
