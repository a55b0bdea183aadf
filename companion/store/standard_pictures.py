"""Sites' own standard pictures: who wears them, and what was found and said of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from companion.core.graph import IntArray
from companion.core.standard_pictures import WEARERS, Worn
from companion.core.wire.evidence import Status
from companion.errors import NotFoundError
from companion.store.arrays import integers
from companion.store.db import remember, remembered


@dataclass(frozen=True)
class StandardPicture:
    """A picture that is held to be a site's own, and how many accounts there wear or wore it.

    ``said``: a person named it; otherwise it was found by who wears it.
    """

    picture: int
    platform: str
    accounts: int
    said: bool


_SOUGHT = "standard_pictures_sought"
_GROWN = 1.05
"""They are sought anew when so many times the avatars are known that were when they were sought last."""

_WORN = (
    "FROM picture_addresses JOIN avatars ON avatars.picture_address = picture_addresses.id "
    "JOIN accounts ON accounts.id = avatars.account"
)


def are_due(conn: sqlite3.Connection) -> bool:
    """Whether so much came in since they were sought last that they should be sought anew."""
    return _avatars(conn) > _GROWN * int(remembered(conn, _SOUGHT) or 0)


def _avatars(conn: sqlite3.Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM avatars").fetchone()[0])


def widely_worn(conn: sqlite3.Connection) -> list[Worn]:
    """The pictures without a face that many accounts of one site wear, or wore."""
    rows = conn.execute(
        "SELECT picture_addresses.picture, accounts.platform, count(DISTINCT avatars.account) AS wearers, "
        "(SELECT count(*) FROM accounts AS every WHERE every.platform = accounts.platform "
        f"AND every.picture_address IS NOT NULL) AS everyone {_WORN} "
        "JOIN pictures ON pictures.id = picture_addresses.picture WHERE pictures.status = ? "
        "GROUP BY picture_addresses.picture, accounts.platform HAVING wearers >= ?",
        (Status.no_face.value, WEARERS),
    )
    return [Worn(**row) for row in rows]


def wearers(conn: sqlite3.Connection, worn: Worn) -> IntArray:
    """The keys (k,) of the site's accounts that wear or wore the picture, rising."""
    return integers(
        conn,
        f"SELECT DISTINCT accounts.id {_WORN} WHERE picture = ? AND accounts.platform = ? ORDER BY accounts.id",
        (worn.picture, worn.platform),
    ).ravel()


def everyone(conn: sqlite3.Connection, platform: str) -> IntArray:
    """The keys (n,) of the site's accounts that were seen with any picture, rising."""
    query = "SELECT id FROM accounts WHERE platform = ? AND picture_address IS NOT NULL ORDER BY id"
    return integers(conn, query, (platform,)).ravel()


def note_found(conn: sqlite3.Connection, pictures: Iterable[int]) -> None:
    """That these, and no others, were found to be sites' own."""
    found = {"found": json.dumps(list(pictures))}
    within = "(SELECT value FROM json_each(:found))"
    conn.execute(f"DELETE FROM standard_found WHERE picture NOT IN {within}", found)
    conn.execute(f"INSERT OR IGNORE INTO standard_found SELECT id FROM pictures WHERE id IN {within}", found)
    remember(conn, _SOUGHT, str(_avatars(conn)))


def is_standard(conn: sqlite3.Connection, picture: int) -> bool:
    return bool(conn.execute("SELECT standard FROM pictures WHERE id = ?", (picture,)).fetchone()[0])


def standard_pictures(conn: sqlite3.Connection) -> list[StandardPicture]:
    """Those that are held to be sites' own, the most worn first, each once a site."""
    rows = conn.execute(
        "SELECT picture, accounts.platform, count(DISTINCT avatars.account) AS accounts, "
        f"picture NOT IN (SELECT picture FROM standard_found) AS said {_WORN} "
        "WHERE picture IN (SELECT id FROM pictures WHERE standard) "
        "GROUP BY picture, accounts.platform ORDER BY accounts DESC, picture"
    )
    return [StandardPicture(row["picture"], row["platform"], row["accounts"], bool(row["said"])) for row in rows]


def picture_worn(conn: sqlite3.Connection, account: int) -> int:
    """The picture that the account wears now. Raises :class:`NotFoundError` where none was had."""
    row = conn.execute(
        "SELECT picture FROM accounts JOIN picture_addresses ON picture_addresses.id = picture_address "
        "WHERE accounts.id = ? AND picture IS NOT NULL",
        (account,),
    ).fetchone()
    if row is None:
        raise NotFoundError("pictures.none_worn")
    return int(row["picture"])
