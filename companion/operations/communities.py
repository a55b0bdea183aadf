"""Communities: of each account of a selection, and of the whole network, by which accounts can be chosen."""

from __future__ import annotations

import sqlite3

from companion.core.progress import Progress, unobserved
from companion.core.wire.findings.communities import Ties
from companion.core.wire.selection import Selection
from companion.store import found_communities
from companion.store.db import Store
from companion.store.selecting import account_ids
from companion.store.times import now


def communities_of(conn: sqlite3.Connection, selection: Selection, ties: Ties, progress: Progress) -> dict[int, int]:
    """The number, the largest community's is 1, of each account that is in one; as the analysis numbers them."""
    from companion.analyses.communities import numbers

    return numbers(conn, account_ids(conn, selection), ties, progress)


def find_communities(store: Store, progress: Progress = unobserved) -> int:
    """Find those of the whole network anew and keep them, so that accounts can be chosen by them; how many there are.

    Raises what ``progress`` raises; then those that were found before stay.
    """
    community_of = store.read_here(lambda conn: communities_of(conn, Selection(), Ties.links, progress))
    progress(1, 2)
    store.submit(lambda conn: found_communities.keep(conn, community_of, now())).result()
    return len(set(community_of.values()))
