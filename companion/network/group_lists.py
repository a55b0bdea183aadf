"""Whom a selection's accounts follow or have as friends, and whom of each other, for the judgement of groups."""

from __future__ import annotations

import sqlite3

import numpy as np
from scipy.sparse import csr_array, triu

from companion.core.compared_groups import Lists
from companion.core.graph import IntArray
from companion.core.kinds import EdgeKind
from companion.network.projections import Found
from companion.store import captured


def lists_of(conn: sqlite3.Connection, shared: Found, accounts: IntArray) -> Lists | None:
    """Whom these accounts follow or have as friends, of the networks that were compared; None where nothing was."""
    parts = [each for each in shared.projections if each.kind is not EdgeKind.member]
    if not parts:
        return None
    keys = np.unique(np.concatenate([each.network.accounts for each in parts]))
    owners, members, follows, ties = [], [], [], []
    following = np.zeros(len(accounts), bool)
    for each in parts:
        source, target = each.network.accounts[each.network.sources], each.network.accounts[each.network.targets]
        own = np.isin(source, accounts)
        owners.append(np.searchsorted(accounts, source[own]))
        members.append(np.searchsorted(keys, target[own]))
        inside = own & np.isin(target, accounts)
        ties.append(np.stack([np.searchsorted(accounts, end[inside]) for end in (source, target)]))
        if each.kind is EdgeKind.follows:
            following[owners[-1]] = True
            follows.append(ties[-1])
    count = len(accounts)
    graph, tied = _graph(follows, count), _graph(ties, count)
    owner, member = np.concatenate(owners), np.concatenate(members)
    listed = csr_array((np.ones(len(owner)), (owner, member)), shape=(count, len(keys)))
    listed.data[:] = 1
    seen = np.full(count, np.nan)
    known, share = captured.own_lists_seen(conn)
    here = np.isin(known, accounts)
    seen[np.searchsorted(accounts, known[here])] = share[here]
    return Lists(listed, csr_array(triu(graph.multiply(graph.T), k=1)), following, csr_array(tied + tied.T), seen)


def _graph(pairs: list[IntArray], count: int) -> csr_array:
    """(n, n): 1 for each of the pairs (2, m)."""
    ends = np.concatenate([*pairs, np.empty((2, 0), np.int64)], axis=1)
    return csr_array((np.ones(ends.shape[1]), tuple(ends)), shape=(count, count))
