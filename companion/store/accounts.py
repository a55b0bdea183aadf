"""Accounts, their handles and their avatars."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from companion.core.identity import parse_ref
from companion.core.wire.observations import AccountSighting
from companion.errors import NotFoundError
from companion.store import edges

# Where an account's key stands beside others that must stay unique: (table, the rest of its key).
HISTORIES = (("account_handles", "platform, handle"), ("avatars", "picture_address"))
MENTIONS = (
    ("observations", "account"),
    ("captures", "owner"),
    ("activities", "account"),
    ("tags", "account"),
    ("notes", "account"),
    ("collected", "account"),
    ("hidden", "account"),
)

# A history's row that is there already lasts from the first sighting to the last.
_WIDEN = (
    "ON CONFLICT DO UPDATE SET first_seen = min(first_seen, excluded.first_seen), "
    "last_seen = max(last_seen, excluded.last_seen)"
)


def add(
    conn: sqlite3.Connection, seen: AccountSighting, handle: str | None, picture_address: int | None, at: str
) -> int:
    """A new account, of which this is the first sighting; ``handle``: the one it bears from now on."""
    row = conn.execute(
        "INSERT INTO accounts (platform, account_id, handle, display_name, address, picture_address, first_seen, "
        "last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (seen.platform, seen.account_id, handle, seen.display_name, seen.address, picture_address, at, at),
    ).fetchone()
    return int(row[0])


def number_of(conn: sqlite3.Connection, name: str) -> int:
    """The number of the account that is named by it, or by a ref as ``instagram:handle:ana``; that number is checked.

    Raises :class:`NotFoundError` for none such, and BadRequestError for a name of another form.
    """
    if name.isascii() and name.isdigit():
        row = conn.execute("SELECT id FROM accounts WHERE id = ?", (min(int(name), 2**62),)).fetchone()
    else:
        ref = parse_ref(name)
        column = "account_id" if ref.by_id else "handle"
        row = conn.execute(
            f"SELECT id FROM accounts WHERE platform = ? AND {column} = ?", (ref.platform, ref.value)
        ).fetchone()
    if row is None:
        raise NotFoundError("accounts.unknown_name", name=name)
    return int(row["id"])


def merge(conn: sqlite3.Connection, keep: int, absorb: int) -> None:
    """Give all that is known of ``absorb`` to ``keep``; the newer one's name and picture stay."""
    for table, column in MENTIONS:
        conn.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (keep, absorb))
    conn.execute("UPDATE OR IGNORE capture_members SET account = ? WHERE account = ?", (keep, absorb))
    conn.execute("DELETE FROM capture_members WHERE account = ?", (absorb,))
    for table, rest in HISTORIES:
        conn.execute(
            f"INSERT INTO {table} (account, {rest}, first_seen, last_seen) "
            f"SELECT ?, {rest}, first_seen, last_seen FROM {table} WHERE account = ? {_WIDEN}",
            (keep, absorb),
        )
        conn.execute(f"DELETE FROM {table} WHERE account = ?", (absorb,))
    for table in ("drawn_places", "communities", "standing_group_members"):
        conn.execute(f"DELETE FROM {table} WHERE account = ?", (absorb,))
    edges.rebuild_accounts(conn, (keep, absorb))
    old = conn.execute("SELECT * FROM accounts WHERE id = ?", (absorb,)).fetchone()
    conn.execute("DELETE FROM accounts WHERE id = ?", (absorb,))
    _describe(conn, keep, old["display_name"], old["address"], old["picture_address"], old["last_seen"])
    _describe(conn, keep, None, None, None, old["first_seen"])


Sighted = tuple[int, AccountSighting, int | None]
"""The account that was sighted, how, and the number of its picture's address."""


def describe(conn: sqlite3.Connection, sighted: Sequence[Sighted], at: str) -> None:
    """Take over what sightings show of accounts, unless something newer is known; and note their history."""
    conn.executemany(
        _DESCRIBE,
        (
            {"account": account, "name": seen.display_name, "address": seen.address, "picture": picture, "at": at}
            for account, seen, picture in sighted
        ),
    )
    conn.executemany(
        "INSERT INTO account_handles (account, platform, handle, first_seen, last_seen) VALUES (?, ?, ?, ?, ?) "
        f"{_WIDEN}",
        ((account, seen.platform, seen.handle, at, at) for account, seen, _ in sighted if seen.handle is not None),
    )
    conn.executemany(
        f"INSERT INTO avatars (account, picture_address, first_seen, last_seen) VALUES (?, ?, ?, ?) {_WIDEN}",
        ((account, picture, at, at) for account, _, picture in sighted if picture is not None),
    )


def _describe(
    conn: sqlite3.Connection, account: int, name: str | None, address: str | None, picture: int | None, at: str
) -> None:
    conn.execute(_DESCRIBE, {"account": account, "name": name, "address": address, "picture": picture, "at": at})


# The newer sighting's values come first, and the other's fill what it left open; nothing is written where all is known.
_DESCRIBE = """
UPDATE accounts SET
    display_name = CASE WHEN :at >= last_seen THEN coalesce(:name, display_name)
                   ELSE coalesce(display_name, :name) END,
    address = CASE WHEN :at >= last_seen THEN coalesce(:address, address) ELSE coalesce(address, :address) END,
    picture_address = CASE WHEN :at >= last_seen THEN coalesce(:picture, picture_address)
                      ELSE coalesce(picture_address, :picture) END,
    first_seen = min(first_seen, :at),
    last_seen = max(last_seen, :at)
WHERE id = :account AND NOT (
    last_seen = :at AND display_name IS :name AND address IS :address AND picture_address IS :picture
)
"""
