"""Which account each sighting shows: made where it is new, joined with what was known by its handle only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from companion.core.identity import PSEUDONYM, KnownAccount, id_by_handle, join
from companion.core.wire.observations import AccountSighting
from companion.store import accounts
from companion.store.rows import GIVEN, rows_of

Name = tuple[str, str]
"""A platform, and an account's id or handle there."""


def resolve(
    conn: sqlite3.Connection, sightings: Sequence[AccountSighting], worn: Sequence[int | None], at: str
) -> list[int]:
    """The account of each sighting at one time; ``worn`` numbers the address of its picture.

    Those that show id and handle come first, so that a bare handle finds its id.
    """
    known = _Known(conn, sightings)
    best_named_first = sorted(
        range(len(sightings)), key=lambda i: (sightings[i].account_id is None, sightings[i].handle is None)
    )
    resolved = {i: _resolve(conn, known, sightings[i], worn[i], at) for i in best_named_first}
    return [resolved[i] for i in range(len(sightings))]


class _Known:
    """The accounts that a batch names, asked for at once and kept as its sightings change them."""

    def __init__(self, conn: sqlite3.Connection, sightings: Iterable[AccountSighting]) -> None:
        ids = {(seen.platform, seen.account_id) for seen in sightings if seen.account_id is not None}
        handles = {(seen.platform, seen.handle) for seen in sightings if seen.handle is not None}
        stand_ins = {(platform, name) for platform, handle in handles if (name := id_by_handle(handle)) is not None}
        hidden = {(platform, name.removeprefix(PSEUDONYM)) for platform, name in ids if name.startswith(PSEUDONYM)}
        self._by_id = _named(conn, "account_id", ids | stand_ins)
        found = {(platform, each.handle or ""): each for (platform, _), each in self._by_id.items()}
        self._by_handle = found | _named(conn, "handle", (handles | hidden) - found.keys())

    def exactly(self, seen: AccountSighting) -> KnownAccount | None:
        """The account that is called just as the sighting shows, as nearly all are: it joins and changes nothing."""
        if seen.account_id is None:
            return self._by_handle.get((seen.platform, seen.handle or ""))
        found = self._by_id.get((seen.platform, seen.account_id))
        return found if found is not None and seen.handle in (None, found.handle) else None

    def by_id(self, seen: AccountSighting) -> KnownAccount | None:
        if seen.account_id is None:
            return None
        found = self._by_id.get((seen.platform, seen.account_id))
        if found is None and seen.account_id.startswith(PSEUDONYM):  # it may be that of a handle
            found = self._by_handle.get((seen.platform, seen.account_id.removeprefix(PSEUDONYM)))
        return found

    def by_handle(self, seen: AccountSighting) -> KnownAccount | None:
        if seen.handle is None:
            return None
        found = self._by_handle.get((seen.platform, seen.handle))
        if found is None and (stand_in := id_by_handle(seen.handle)) is not None:
            found = self._by_id.get((seen.platform, stand_in))
        return found

    def change(self, platform: str, before: KnownAccount | None, after: KnownAccount) -> None:
        if before is not None and before.handle is not None and before.handle != after.handle:
            self._by_handle.pop((platform, before.handle), None)
        if after.account_id is not None:
            self._by_id[platform, after.account_id] = after
        if after.handle is not None:
            self._by_handle[platform, after.handle] = after


def _named(conn: sqlite3.Connection, column: str, names: Iterable[Name]) -> dict[Name, KnownAccount]:
    query = (
        f"WITH asked (name) AS ({GIVEN}) SELECT {column}, id, account_id, handle, last_seen FROM asked "
        f"CROSS JOIN accounts ON platform = ? AND {column} = name"
    )
    return {(platform, name): KnownAccount(*rest) for platform, name, *rest in rows_of(conn, query, names)}


def _resolve(
    conn: sqlite3.Connection, known: _Known, seen: AccountSighting, picture_address: int | None, at: str
) -> int:
    if (found := known.exactly(seen)) is not None:
        return found.key
    by_id, by_handle = known.by_id(seen), known.by_handle(seen)
    joining = join(seen.account_id, seen.handle, at, by_id, by_handle)
    if joining.unname is not None:
        assert by_handle is not None
        conn.execute("UPDATE accounts SET handle = NULL WHERE id = ?", (joining.unname,))
        known.change(seen.platform, by_handle, replace(by_handle, handle=None))
    handle = seen.handle if joining.takes_handle else None
    if joining.keep is None:
        added = accounts.add(conn, seen, handle, picture_address, at)
        known.change(seen.platform, None, KnownAccount(added, seen.account_id, handle, at))
        return added
    before = by_id if by_id is not None and by_id.key == joining.keep else by_handle
    assert before is not None
    is_stand_in = seen.handle is not None and before.account_id == id_by_handle(seen.handle)
    account_id = (seen.account_id or before.account_id) if is_stand_in else (before.account_id or seen.account_id)
    after = replace(before, account_id=account_id, handle=handle or before.handle)
    if joining.absorb is not None:
        assert by_handle is not None
        accounts.merge(conn, joining.keep, joining.absorb)
        known.change(seen.platform, by_handle, replace(by_handle, handle=None))
        after = replace(after, last_seen=max(before.last_seen, by_handle.last_seen))
    if after != before:
        conn.execute(
            "UPDATE accounts SET account_id = ?, handle = ? WHERE id = ?", (after.account_id, after.handle, after.key)
        )
        known.change(seen.platform, before, after)
    return joining.keep
