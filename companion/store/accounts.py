"""Accounts, their handles and their avatars."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import NamedTuple

from companion.core.identity import parse_ref
from companion.core.wire.observations import AccountSighting
from companion.errors import NotFoundError
from companion.store import edges
from companion.store.rows import GIVEN, WIDER, given

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

_WIDEN = f"ON CONFLICT DO UPDATE SET {WIDER}"


def add(
    conn: sqlite3.Connection, seen: AccountSighting, handle: str | None, picture_address: int | None, at: str
) -> int:
    """A new account, of which this is the first sighting; ``handle``: the one it bears from now on."""
    added = conn.execute(
        "INSERT INTO accounts (platform, account_id, handle, display_name, address, picture_address, first_seen, "
        "last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (seen.platform, seen.account_id, handle, seen.display_name, seen.address, picture_address, at, at),
    )
    assert added.lastrowid is not None
    return added.lastrowid


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


def check_site(conn: sqlite3.Connection, site: str) -> None:
    """Raises :class:`NotFoundError` where no account of it is known."""
    known = [row[0] for row in conn.execute("SELECT DISTINCT platform FROM accounts ORDER BY platform")]
    if site not in known:
        raise NotFoundError("accounts.unseen_site", site=site, known=", ".join(known) or "none")


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
    shown = _Shown(old["display_name"], old["address"], old["picture_address"])
    _take_over(conn, [(keep, shown, old["last_seen"]), (keep, _NOTHING, old["first_seen"])])


Sighted = tuple[int, AccountSighting, int | None]
"""The account that was sighted, how, and the number of its picture's address."""


def describe(conn: sqlite3.Connection, sighted: Sequence[Sighted], at: str) -> None:
    """Take over what sightings show of accounts, unless something newer is known; and note their history."""
    _take_over(
        conn, [(account, _Shown(seen.display_name, seen.address, picture), at) for account, seen, picture in sighted]
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


class _Shown(NamedTuple):
    """What a sighting shows of an account beside its names, as far as it does; ``picture``: its address' number."""

    name: str | None
    address: str | None
    picture: int | None


_NOTHING = _Shown(None, None, None)


class _Described(NamedTuple):
    """What is known of an account beside its names, and from when to when it was seen."""

    shown: _Shown
    first_seen: str
    last_seen: str

    def with_sighting(self, shown: _Shown, at: str) -> _Described:
        """The newer sighting's values come first, and the other's fill what it left open."""
        if shown == self.shown and self.first_seen <= at:
            return self if at <= self.last_seen else _Described(shown, self.first_seen, at)
        newer, older = (shown, self.shown) if at >= self.last_seen else (self.shown, shown)
        filled = (new if new is not None else old for new, old in zip(newer, older, strict=True))
        return _Described(_Shown._make(filled), min(self.first_seen, at), max(self.last_seen, at))


def _take_over(conn: sqlite3.Connection, sightings: Sequence[tuple[int, _Shown, str]]) -> None:
    """Of most accounts nothing is new but the time: what else is known of them stands in indexes, and is left alone."""
    before = _described(conn, {account for account, _, _ in sightings})
    after = dict(before)
    for account, shown, at in sightings:
        after[account] = after[account].with_sighting(shown, at)
    changed = [(account, each, before[account]) for account, each in after.items() if each != before[account]]
    conn.executemany(
        "UPDATE accounts SET last_seen = ? WHERE id = ?",
        ((each.last_seen, account) for account, each, was in changed if each[:2] == was[:2]),
    )
    conn.executemany(
        "UPDATE accounts SET display_name = ?, address = ?, picture_address = ?, first_seen = ?, last_seen = ? "
        "WHERE id = ?",
        (
            (*each.shown, each.first_seen, each.last_seen, account)
            for account, each, was in changed
            if each[:2] != was[:2]
        ),
    )


def _described(conn: sqlite3.Connection, accounts: Collection[int]) -> dict[int, _Described]:
    rows = conn.execute(
        f"SELECT id, display_name, address, picture_address, first_seen, last_seen FROM accounts WHERE id IN ({GIVEN})",
        (given(accounts),),
    )
    return {account: _Described(_Shown(*shown), first, last) for account, *shown, first, last in rows}
