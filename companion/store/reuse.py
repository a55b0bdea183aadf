"""What tells whether two pictures are the same, and which ones are."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import astuple, fields
from pathlib import Path
from typing import Literal

from companion.core.models import StoredFingerprints
from companion.core.reuse import Likeness, Region, reuse_groups
from companion.core.wire.evidence import Reuse
from companion.store.connection import read_only
from companion.store.db import remember, remembered
from companion.store.folder import DATABASE
from companion.store.rows import GIVEN_PAIRS, given

Owner = Literal["picture", "known_picture"]
MOST_ACCOUNTS = 1000
MOST_PICTURES = 200
"""A badge counts no further: so many wear a platform's own default avatar, and counting all takes long."""


COLUMNS = ", ".join(field.name for field in fields(StoredFingerprints))
MARKS = ", ".join("?" for _ in fields(StoredFingerprints))
IN_SETS = "JOIN known_pictures ON known_pictures.id = known_picture JOIN known_sets ON known_sets.id = known_set"
"""Matches of known pictures with these, and with the sets that they are in."""
_TABLES: dict[Owner, tuple[str, str]] = {
    "picture": ("picture_views", "picture"),
    "known_picture": ("known_pictures", "id"),
}


def pictures_in(folder: Path) -> int:
    """About how many pictures can be compared in a data folder, which may hold no database, or one to be migrated."""
    database = folder / DATABASE
    if not database.is_file():
        return 0
    try:
        with read_only(database) as conn:
            return int(conn.execute("SELECT max(id) FROM picture_views").fetchone()[0] or 0)
    except sqlite3.Error:
        return 0


def keep_fingerprints(conn: sqlite3.Connection, picture: int, fingerprints: StoredFingerprints) -> None:
    """Keep a picture's fingerprints under a new number, so that it is compared again; none of one forgotten since."""
    conn.execute(
        f"INSERT OR REPLACE INTO picture_views (picture, {COLUMNS}) SELECT id, {MARKS} FROM pictures WHERE id = ?",
        (*astuple(fingerprints), picture),
    )


def hashes_after(conn: sqlite3.Connection, owner: Owner, number: int, most: int) -> list[sqlite3.Row]:
    """The numbers and hashes of the fingerprints that came after ``number``, in order."""
    table, _ = _TABLES[owner]
    return conn.execute(
        f"SELECT id, whole_hash, core_hash, wide_hash, part_hashes FROM {table} WHERE id > ? ORDER BY id LIMIT ?",
        (number, most),
    ).fetchall()


def fingerprints(conn: sqlite3.Connection, owner: Owner, number: int) -> tuple[int, StoredFingerprints] | None:
    """The picture (or known picture) whose fingerprints have this number, and these; None where they are gone."""
    table, column = _TABLES[owner]
    row = conn.execute(f"SELECT {column}, {COLUMNS} FROM {table} WHERE id = ?", (number,)).fetchone()
    return None if row is None else (row[0], StoredFingerprints(*row[1:]))


def compared(conn: sqlite3.Connection, owner: Owner) -> int:
    """The number of the last fingerprints that were compared with all others."""
    return int(remembered(conn, f"compared_{owner}") or 0)


def is_behind(conn: sqlite3.Connection) -> bool:
    """Whether there are fingerprints that were not compared yet."""
    return any(
        (conn.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0) > compared(conn, owner)
        for owner, (table, _) in _TABLES.items()
    )


def note_compared(conn: sqlite3.Connection, owner: Owner, number: int) -> None:
    remember(conn, f"compared_{owner}", str(max(number, compared(conn, owner))))


def note_reused(conn: sqlite3.Connection, likenesses: Iterable[Likeness]) -> None:
    """Pairs of pictures that are the same; those of pictures forgotten meanwhile are left out."""
    for found in likenesses:
        first, second = sorted((found.first, found.second))
        conn.execute(
            "INSERT OR REPLACE INTO reused_pictures SELECT a.id, b.id, ?, ?, ?, ?, ? "
            "FROM pictures AS a, pictures AS b WHERE a.id = ? AND b.id = ?",
            (*_reason(found, swapped=first != found.first), first, second),
        )


def note_known(conn: sqlite3.Connection, likenesses: Iterable[Likeness]) -> None:
    """Pictures (first) that are the same as known ones (second)."""
    for found in likenesses:
        conn.execute(
            "INSERT OR REPLACE INTO known_matches SELECT a.id, b.id, ?, ?, ?, ?, ? "
            "FROM pictures AS a, known_pictures AS b WHERE a.id = ? AND b.id = ?",
            (*_reason(found), found.first, found.second),
        )


def _reason(found: Likeness, *, swapped: bool = False) -> tuple[str, str, int, float | None, bool]:
    first, second = reversed(found.regions) if swapped else found.regions
    return first.value, second.value, found.distance, found.agreement, found.mirrored


def reuse(conn: sqlite3.Connection, worn: Iterable[tuple[int, int]]) -> dict[int, Reuse]:
    """By the account, each given with a picture that it wears: who else wears, or wore, that picture, and in which
    sets of known pictures it is; those are left out of whose picture there is nothing to say.

    A site's own standard picture is nobody's.
    """
    rows = conn.execute(
        f"WITH asked (account, picture) AS ({GIVEN_PAIRS}) SELECT asked.account, "
        "(SELECT json_array(count(*), count(CASE WHEN other.platform <> accounts.platform THEN 1 END)) "
        f"FROM {_OTHER_WEARERS} AS other), "
        f"(SELECT json_group_array(name) FROM (SELECT DISTINCT name FROM known_matches {IN_SETS} "
        "WHERE known_matches.picture = asked.picture)) "
        "FROM asked CROSS JOIN accounts ON accounts.id = asked.account "
        "CROSS JOIN pictures ON pictures.id = asked.picture WHERE NOT standard",
        (given(worn),),
    )
    found: dict[int, Reuse] = {}
    for account, others, known in rows:
        count, elsewhere = json.loads(others)
        names = json.loads(known)
        if count or names:
            found[account] = Reuse(accounts=count, elsewhere=elsewhere, known=sorted(names))
    return found


def wearers(conn: sqlite3.Connection, account: int) -> list[int]:
    """The keys of those whom :func:`reuse` counts of the picture that this account wears now."""
    row = conn.execute(
        "WITH asked AS (SELECT accounts.id AS account, picture FROM accounts "
        "JOIN picture_addresses ON picture_addresses.id = picture_address WHERE accounts.id = ?) "
        f"SELECT (SELECT json_group_array(account) FROM {_OTHER_WEARERS}) FROM asked "
        "JOIN pictures ON pictures.id = asked.picture WHERE NOT standard",
        (account,),
    ).fetchone()
    return [] if row is None else sorted(json.loads(row[0]))


_OTHER_WEARERS = f"""(
    SELECT DISTINCT avatars.account, platform FROM picture_addresses
    CROSS JOIN avatars ON avatars.picture_address = picture_addresses.id
    WHERE picture_addresses.picture IN (
        SELECT asked.picture UNION ALL SELECT second FROM reused_pictures WHERE first = asked.picture
        UNION ALL SELECT first FROM reused_pictures WHERE second = asked.picture LIMIT {MOST_PICTURES}
    ) AND avatars.account <> asked.account LIMIT {MOST_ACCOUNTS}
)"""


def same_as(conn: sqlite3.Connection, picture: int) -> list[int]:
    """The other pictures that are the same as this one."""
    later = conn.execute("SELECT second FROM reused_pictures WHERE first = ?", (picture,))
    earlier = conn.execute("SELECT first FROM reused_pictures WHERE second = ?", (picture,))
    return [int(row[0]) for row in (*later, *earlier)]


def worn_groups(conn: sqlite3.Connection, of: Set[int] | None = None) -> list[list[dict[str, str | None]]]:
    """The accounts that wear, or wore, one picture, where they are several; the largest group first.

    ``of``: only groups with one of these accounts.
    """
    leader = leaders(conn)
    groups: dict[int, dict[int, dict[str, str | None]]] = defaultdict(dict)
    worn = conn.execute(
        "SELECT picture, account, platform, handle, account_id, display_name FROM account_pictures "
        "JOIN accounts ON accounts.id = account WHERE picture NOT IN (SELECT id FROM pictures WHERE standard) "
        "ORDER BY platform, handle, account"
    )
    for row in worn:
        groups[leader.get(row["picture"], row["picture"])][row["account"]] = {
            name: row[name] for name in ("platform", "handle", "account_id", "display_name")
        }
    several = [
        list(accounts.values())
        for accounts in groups.values()
        if len(accounts) > 1 and (of is None or not of.isdisjoint(accounts))
    ]
    return sorted(several, key=len, reverse=True)


def leaders(conn: sqlite3.Connection) -> dict[int, int]:
    """By each picture that is the same as others: one of them, which stands for all."""
    return {picture: group.pictures[0] for group in reuse_groups(_pairs(conn)) for picture in group.pictures}


def _pairs(conn: sqlite3.Connection) -> Iterator[Likeness]:
    for row in conn.execute("SELECT * FROM reused_pictures ORDER BY first, second"):
        regions = Region(row["first_view"]), Region(row["second_view"])
        yield Likeness(row["first"], row["second"], regions, row["distance"], row["agreement"], bool(row["mirrored"]))
