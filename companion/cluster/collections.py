"""The Parquet exports of many collections, joined by ref into one network for each kind and platform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute as pc
from pyarrow import parquet as pq

from companion.core.graph import IntArray, Network
from companion.core.kinds import EdgeKind
from companion.core.models import FloatArray
from companion.errors import BadRequestError, first_line
from companion.store.displayed import COUNTS

ACCOUNTS = ("ref", "platform", "followers", "friends", "last_seen", "selected")
EDGES = ("kind", "source", "target")


@dataclass(frozen=True, eq=False)
class Lists:
    """One kind of edge on one platform: its network, whose accounts' keys are positions in the collections' refs.

    ``rows`` (k,) are the positions in the network of the selected accounts that have a list; ``displayed`` (n,) is
    what the accounts' pages displayed last, NaN where that is not known.
    """

    platform: str
    kind: EdgeKind
    network: Network
    rows: IntArray
    displayed: FloatArray


@dataclass(frozen=True, eq=False)
class Collections:
    """``refs`` are rising. ``loose`` counts edges left out, since an end of theirs is not among the accounts."""

    refs: pa.Array
    lists: list[Lists]
    loose: int


def read(folders: Sequence[Path]) -> Collections:
    """The folders' accounts and edges, each once; of what pages displayed, what was seen last.

    Raises BadRequestError where one is not what ``eyeline export parquet`` writes.
    """
    accounts = pa.concat_tables([_table(folder, "accounts", ACCOUNTS) for folder in folders])
    edges = pa.concat_tables([_table(folder, "edges", EDGES) for folder in folders])
    refs = pc.unique(accounts["ref"]).sort()
    at = _numbers(pc.index_in(accounts["ref"], value_set=refs))
    selected = np.zeros(len(refs), dtype=bool)
    selected[at[_numbers(pc.fill_null(accounts["selected"], False)).astype(bool)]] = True
    platforms = np.empty(len(refs), dtype=object)
    platforms[at] = accounts["platform"].to_pylist()
    ends = [_numbers(pc.fill_null(pc.index_in(edges[name], value_set=refs), -1)) for name in ("source", "target")]
    there = (ends[0] >= 0) & (ends[1] >= 0)
    kinds = pc.index_in(edges["kind"], value_set=pa.array([kind.value for kind in EdgeKind]))
    kind_of = _numbers(pc.fill_null(kinds, -1))
    made = []
    for number, kind in enumerate(EdgeKind):
        source, target = (each[there & (kind_of == number)] for each in ends)
        displayed = _displayed(accounts, at, COUNTS.get(kind), len(refs))
        made += _lists(kind, source, target, platforms, selected, displayed)
    return Collections(refs, made, int(np.count_nonzero(~there)))


def _lists(
    kind: EdgeKind,
    source: IntArray,
    target: IntArray,
    platforms: NDArray[np.object_],
    selected: NDArray[np.bool_],
    displayed: FloatArray,
) -> list[Lists]:
    of_edge = platforms[source]
    found = []
    for platform in sorted(set(of_edge.tolist())):
        own = of_edge == platform
        begin, end = source[own], target[own]
        if kind is EdgeKind.friend:  # kept once, and it is in the lists of both
            begin, end = np.concatenate([begin, end]), np.concatenate([end, begin])
        network = Network.of_keys(begin, end)
        rows = np.flatnonzero(selected[network.accounts] & (np.diff(network.matrix.indptr) > 0))
        if len(rows):
            found.append(Lists(platform, kind, network, rows, displayed[network.accounts]))
    return found


def _displayed(accounts: pa.Table, at: IntArray, column: str | None, count: int) -> FloatArray:
    """What each account's page displayed last; of what was seen at one time, the larger."""
    found = np.full(count, np.nan)
    if column is None:
        return found
    values = accounts[column].cast(pa.float64()).to_numpy(zero_copy_only=False)
    seen = _numbers(pc.fill_null(accounts["last_seen"].cast(pa.int64()), 0))
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.lexsort((values[known], seen[known]))]
    found[at[order]] = values[order]
    return found


def _table(folder: Path, name: str, columns: Sequence[str]) -> pa.Table:
    try:
        table = pq.read_table(folder / f"{name}.parquet", columns=list(columns))
    except (OSError, pa.ArrowException) as error:
        raise BadRequestError(
            "cluster.table_unreadable", file=folder / f"{name}.parquet", reason=first_line(error)
        ) from error
    if missing := sorted(set(columns) - set(table.column_names)):
        raise BadRequestError("cluster.column_missing", file=folder / f"{name}.parquet", column=missing[0])
    return table.select(list(columns))


def _numbers(column: Any) -> Any:
    values = column.to_numpy(zero_copy_only=False) if isinstance(column, pa.Array) else column.to_numpy()
    return values.astype(np.int64)
