"""What tells whether two pictures are the same, which ones are, and the folders of known pictures."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Literal

from companion.core.models import StoredFingerprints
from companion.core.reuse import Likeness, Region, reuse_groups
from companion.core.wire.evidence import Reuse
from companion.errors import NotFoundError
from companion.store.db import remember, remembered
from companion.store.folder import DATABASE
from companion.store.rows import GIVEN, GIVEN_PAIRS, given
from companion.store.standard_pictures import is_standard

Owner = Literal["picture", "known_picture"]
MOST_ACCOUNTS = 1000
MOST_PICTURES = 200
"""A badge counts no further: so many wear a platform's own default avatar, and counting all takes long."""


@dataclass(frozen=True)
class KnownSet:
    name: str
    added_at: str
    pictures: int
    matches: int


@dataclass(frozen=True)
class KnownCopy:
    """A known picture as it is shown: the set that it is in, and a small JPEG."""

    known_set: str
    jpeg: bytes


_COLUMNS = ", ".join(field.name for field in fields(StoredFingerprints))
_MARKS = ", ".join("?" for _ in fields(StoredFingerprints))
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
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as conn:
            return int(conn.execute("SELECT max(id) FROM picture_views").fetchone()[0] or 0)
    except sqlite3.Error:
        return 0


def keep_fingerprints(conn: sqlite3.Connection, picture: int, fingerprints: StoredFingerprints) -> None:
    """Keep a picture's fingerprints under a new number, so that it is compared again; none of one forgotten since."""
    conn.execute(
        f"INSERT OR REPLACE INTO picture_views (picture, {_COLUMNS}) SELECT id, {_MARKS} FROM pictures WHERE id = ?",
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
    row = conn.execute(f"SELECT {column}, {_COLUMNS} FROM {table} WHERE id = ?", (number,)).fetchone()
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


def reuse(conn: sqlite3.Connection, account: int, platform: str, picture: int) -> Reuse | None:
    """Who else wears, or wore, the account's picture, and in which sets of known pictures it is; None for nobody.

    A site's own standard picture is nobody's.
    """
    if is_standard(conn, picture):
        return None
    others = _other_wearers(conn, account, picture)
    known = conn.execute(
        "SELECT DISTINCT known_sets.name FROM known_matches "
        "JOIN known_pictures ON known_pictures.id = known_matches.known_picture "
        "JOIN known_sets ON known_sets.id = known_pictures.known_set WHERE known_matches.picture = ?",
        (picture,),
    ).fetchall()
    if not others and not known:
        return None
    return Reuse(
        accounts=len(others),
        elsewhere=sum(other["platform"] != platform for other in others),
        known=sorted(row["name"] for row in known),
    )


def traced(conn: sqlite3.Connection, worn: Sequence[tuple[int, int]]) -> set[int]:
    """Those of the accounts, each with its picture, of whose picture :func:`reuse` may have something to say. Of most
    there is nothing, and one question for all is many times quicker than some for each."""
    query = f"""
WITH asked (account, picture) AS ({GIVEN_PAIRS})
SELECT account FROM asked WHERE EXISTS (SELECT 1 FROM reused_pictures WHERE first = asked.picture)
OR EXISTS (SELECT 1 FROM reused_pictures WHERE second = asked.picture)
OR EXISTS (SELECT 1 FROM known_matches WHERE known_matches.picture = asked.picture)
OR EXISTS (
    SELECT 1 FROM picture_addresses CROSS JOIN avatars ON avatars.picture_address = picture_addresses.id
    WHERE picture_addresses.picture = asked.picture AND avatars.account <> asked.account
)"""
    return {int(row["account"]) for row in conn.execute(query, (given(worn),))}


def wearers(conn: sqlite3.Connection, account: int) -> list[int]:
    """The keys of those whom :func:`reuse` counts of the picture that this account wears now."""
    worn = conn.execute(
        "SELECT picture FROM accounts JOIN picture_addresses ON picture_addresses.id = accounts.picture_address "
        "WHERE accounts.id = ?",
        (account,),
    ).fetchone()
    if worn is None or worn["picture"] is None or is_standard(conn, worn["picture"]):
        return []
    return sorted(int(row["id"]) for row in _other_wearers(conn, account, worn["picture"]))


def _other_wearers(conn: sqlite3.Connection, account: int, picture: int) -> list[sqlite3.Row]:
    same = [picture, *same_as(conn, picture)][:MOST_PICTURES]
    return conn.execute(
        "SELECT DISTINCT accounts.id, accounts.platform FROM picture_addresses "
        "JOIN avatars ON avatars.picture_address = picture_addresses.id JOIN accounts ON accounts.id = avatars.account "
        f"WHERE picture_addresses.picture IN ({', '.join('?' * len(same))}) AND accounts.id <> ? LIMIT ?",
        (*same, account, MOST_ACCOUNTS),
    ).fetchall()


def same_as(conn: sqlite3.Connection, picture: int) -> list[int]:
    """The other pictures that are the same as this one."""
    later = conn.execute("SELECT second FROM reused_pictures WHERE first = ?", (picture,))
    earlier = conn.execute("SELECT first FROM reused_pictures WHERE second = ?", (picture,))
    return [int(row[0]) for row in (*later, *earlier)]


def add_known_set(conn: sqlite3.Connection, name: str, at: str) -> int:
    """The number of the set of this name, made where there is none."""
    conn.execute("INSERT OR IGNORE INTO known_sets (name, added_at) VALUES (?, ?)", (name, at))
    return int(conn.execute("SELECT id FROM known_sets WHERE name = ?", (name,)).fetchone()["id"])


def add_known_picture(
    conn: sqlite3.Connection,
    known_set: int,
    file: str,
    sha256: str,
    fingerprints: StoredFingerprints,
    copy: bytes | None,
) -> bool:
    """Whether it is new: the same bytes are in a set once. ``copy``: a small JPEG of it, where one is kept."""
    added = conn.execute(
        f"INSERT OR IGNORE INTO known_pictures (known_set, file, sha256, {_COLUMNS}, jpeg) "
        f"VALUES (?, ?, ?, {_MARKS}, ?)",
        (known_set, file, sha256, *astuple(fingerprints), copy),
    )
    return added.rowcount > 0


def add_known_copy(conn: sqlite3.Connection, known_set: int, sha256: str, copy: bytes) -> None:
    """A small JPEG of a picture that a set has."""
    conn.execute(
        "UPDATE known_pictures SET jpeg = ? WHERE known_set = ? AND sha256 = ? AND jpeg IS NULL",
        (copy, known_set, sha256),
    )


def known_hashes(conn: sqlite3.Connection, name: str) -> dict[str, bool]:
    """The SHA-256 of the pictures that a set has, and whether there is a copy of each."""
    query = (
        "SELECT sha256, jpeg IS NOT NULL AS has_copy FROM known_pictures "
        "JOIN known_sets ON known_sets.id = known_set WHERE name = ?"
    )
    return {row["sha256"]: bool(row["has_copy"]) for row in conn.execute(query, (name,))}


def known_copy(conn: sqlite3.Connection, pictures: Iterable[int]) -> KnownCopy | None:
    """Of the known pictures that are the same as one of these the nearest that has a copy; None where none has."""
    row = conn.execute(
        f"WITH asked (picture) AS ({GIVEN}) SELECT name, jpeg FROM asked "
        "JOIN known_matches ON known_matches.picture = asked.picture "
        "JOIN known_pictures ON known_pictures.id = known_picture JOIN known_sets ON known_sets.id = known_set "
        "WHERE jpeg IS NOT NULL ORDER BY distance, known_pictures.id LIMIT 1",
        (given(set(pictures)),),
    ).fetchone()
    return row and KnownCopy(row["name"], row["jpeg"])


def known_sets(conn: sqlite3.Connection) -> list[KnownSet]:
    rows = conn.execute(
        "SELECT name, added_at, count(DISTINCT known_pictures.id) AS pictures, "
        "count(DISTINCT known_matches.picture) AS matches FROM known_sets "
        "LEFT JOIN known_pictures ON known_pictures.known_set = known_sets.id "
        "LEFT JOIN known_matches ON known_matches.known_picture = known_pictures.id "
        "GROUP BY known_sets.id ORDER BY name"
    )
    return [KnownSet(row["name"], row["added_at"], row["pictures"], row["matches"]) for row in rows]


def remove_known_set(conn: sqlite3.Connection, name: str) -> None:
    """Take the set out, with all that was found by it. Raises NotFoundError."""
    if not conn.execute("DELETE FROM known_sets WHERE name = ?", (name,)).rowcount:
        raise NotFoundError("pictures.no_set", name=repr(name))


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
