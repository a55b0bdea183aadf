"""Communities: of each account of a selection, and of the whole network, by which accounts can be chosen."""

from __future__ import annotations

import sqlite3

import numpy as np

from companion.core.communities import both_ways
from companion.core.community_words import of_their_own
from companion.core.kinds import EdgeKind
from companion.core.progress import Progress, unobserved
from companion.core.wire.findings.communities import Ties
from companion.core.wire.selection import Selection
from companion.network.group_words import words_of
from companion.store import found_communities, network
from companion.store.db import Store
from companion.store.found_communities import Called
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

    def find(conn: sqlite3.Connection) -> tuple[dict[int, int], dict[int, Called]]:
        community_of = communities_of(conn, Selection(), Ties.links, progress)
        return community_of, _called(conn, community_of)

    community_of, called = store.read_here(find)
    progress(1, 2)
    store.submit(lambda conn: found_communities.keep(conn, community_of, called, now())).result()
    return len(set(community_of.values()))


def _called(conn: sqlite3.Connection, community_of: dict[int, int]) -> dict[int, Called]:
    """What those that are listed are called."""
    whole = network.load(conn, [kind.value for kind in EdgeKind])
    community = np.array([community_of.get(key, 0) for key in whole.accounts.tolist()], np.int64)
    links = both_ways(whole.matrix).tocoo()
    inside = links.row[community[links.row] == community[links.col]]
    degrees = np.bincount(inside, minlength=len(community))
    numbers = range(1, min(int(community.max(initial=0)), found_communities.MOST_LISTED) + 1)
    members = [np.flatnonzero(community == number) for number in numbers]
    words = of_their_own([said for said, _ in words_of(conn, [whole.accounts[each] for each in members])], 1)
    return {
        number: Called(" ".join(said), int(whole.accounts[each[degrees[each].argmax()]]))
        for number, each, said in zip(numbers, members, words, strict=True)
    }
