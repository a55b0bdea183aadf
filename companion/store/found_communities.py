"""The communities of the whole network, as they were found last."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from companion.core.wire.accounts import CommunitiesFound, CommunityFacet
from companion.store.db import remember, remembered
from companion.store.selecting import names
from companion.store.times import text_of

MOST_LISTED = 100
_FOUND_AT = "communities_found_at"


@dataclass(frozen=True)
class Called:
    """Words that no larger one is called by, or none; and the key of the account that is tied to most others in it."""

    words: str
    central: int


def keep(conn: sqlite3.Connection, community_of: Mapping[int, int], called: Mapping[int, Called], at: datetime) -> None:
    """Keep these instead of the ones before; accounts that are gone by now are left out."""
    conn.execute("DELETE FROM communities")
    conn.executemany(
        "INSERT INTO communities (account, community) SELECT id, ? FROM accounts WHERE id = ?",
        ((community, account) for account, community in community_of.items()),
    )
    conn.executemany(
        "INSERT INTO community_names (community, words, central) VALUES (?, ?, (SELECT id FROM accounts WHERE id = ?))",
        ((community, each.words, each.central) for community, each in called.items()),
    )
    remember(conn, _FOUND_AT, text_of(at))


def found(conn: sqlite3.Connection) -> CommunitiesFound | None:
    """The largest of them; None where they were never looked for."""
    found_at = remembered(conn, _FOUND_AT)
    if found_at is None:
        return None
    rows = conn.execute(
        "SELECT community, count(*) AS accounts, coalesce(words, '') AS words, central "
        "FROM communities LEFT JOIN community_names USING (community) GROUP BY community ORDER BY community LIMIT ?",
        (MOST_LISTED,),
    ).fetchall()
    people = names(conn, [row["central"] for row in rows if row["central"] is not None])
    return CommunitiesFound(
        found_at=found_at,
        communities=[
            CommunityFacet(
                community=row["community"],
                accounts=row["accounts"],
                words=row["words"],
                central=people.get(row["central"]),
            )
            for row in rows
        ],
    )
