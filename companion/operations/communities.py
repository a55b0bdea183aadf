"""The community of each account of a selection, for whoever lists accounts."""

from __future__ import annotations

import sqlite3

from companion.core.progress import Progress
from companion.core.wire.findings.communities import Ties
from companion.core.wire.selection import Selection
from companion.store.selecting import account_ids


def communities_of(conn: sqlite3.Connection, selection: Selection, ties: Ties, progress: Progress) -> dict[int, int]:
    """The number, the largest community's is 1, of each account that is in one; as the analysis numbers them."""
    from companion.analyses.communities import numbers

    return numbers(conn, account_ids(conn, selection), ties, progress)
