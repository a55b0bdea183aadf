"""Where pictures are: their addresses, by which they are known again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from companion.core.wire.evidence import Status
from companion.store.rows import GIVEN, rows_of

AddressKey = tuple[str, str]
"""A platform, and by what a picture's address is known again there: ``core.identity.picture_key``."""


@dataclass(frozen=True)
class KnownAddress:
    """The number of a picture's address and its newest form (signatures change); ``wanted``: its bytes were never had,
    or failed to be measured."""

    number: int
    address: str
    wanted: bool


def note_addresses(conn: sqlite3.Connection, worn: Mapping[AddressKey, str]) -> dict[AddressKey, KnownAddress]:
    """Note pictures' addresses in their newest form; gives what is known of each."""
    known = known_addresses(conn, worn)
    for (platform, key), address in worn.items():
        before = known.get((platform, key))
        if before is None:
            added = conn.execute(
                "INSERT INTO picture_addresses (platform, key, address) VALUES (?, ?, ?)", (platform, key, address)
            )
            assert added.lastrowid is not None
            known[platform, key] = KnownAddress(added.lastrowid, address, wanted=True)
        elif before.address != address:
            conn.execute("UPDATE picture_addresses SET address = ? WHERE id = ?", (address, before.number))
    return known


def known_addresses(conn: sqlite3.Connection, keys: Iterable[AddressKey]) -> dict[AddressKey, KnownAddress]:
    """Those of the pictures' addresses that are known."""
    query = (
        f"WITH asked (key) AS ({GIVEN}) SELECT asked.key, picture_addresses.id, address, status FROM asked "
        "CROSS JOIN picture_addresses ON platform = ? AND picture_addresses.key = asked.key "
        "LEFT JOIN pictures ON pictures.id = picture_addresses.picture"
    )
    return {
        (platform, key): KnownAddress(number, address, status in (None, Status.failed.value))
        for platform, key, number, address, status in rows_of(conn, query, keys)
    }
