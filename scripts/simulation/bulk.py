"""Sightings straight into the tables, many thousands a second; the tables come out as ingest would have made them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np

from companion.core.identity import picture_key
from companion.demo.world.browsing import LISTS, Visits
from companion.demo.world.sightings import TOOL, Sightings
from companion.demo.world.ties import Ints
from companion.demo.world.world import PLATFORMS
from companion.store import edges
from scripts.simulation.bulk_network import write_activities, write_captures, write_edges
from scripts.simulation.numbered import Numbered, insert, numbered_of, span, texts


def write(conn: sqlite3.Connection, seen: Sightings) -> None:
    """Into a new, migrated database, in one transaction of the caller's."""
    # An index is made several times faster at once than row by row; a trigger finds an account's followers by one.
    indexes = conn.execute(
        "SELECT name, sql FROM sqlite_master "
        "WHERE type = 'index' AND sql IS NOT NULL AND name <> 'observations_followers'"
    ).fetchall()
    for name, _ in indexes:
        conn.execute(f"DROP INDEX {name}")
    _write(conn, seen, [sql for _, sql in indexes])


def _write(conn: sqlite3.Connection, seen: Sightings, indexes: Iterable[str]) -> None:
    numbered = numbered_of(seen)
    pages, page_of = _pages(numbered)
    days, session_of = np.unique(seen.visits.time[seen.visit] // 86_400, return_inverse=True)
    insert(conn, "sessions (uuid, first_seen, last_seen)", _sessions(numbered, len(days), session_of))
    insert(conn, "pages (platform, kind, address, title, first_seen, last_seen)", pages)
    insert(
        conn,
        "batches (key, session, page, tool_version, observed_at, received_at)",
        _batches(numbered, session_of, page_of),
    )
    insert(conn, "picture_addresses (platform, key, address)", _addresses(numbered))
    worn = _address_numbers(numbered)
    insert(
        conn,
        "accounts (platform, account_id, handle, display_name, address, picture_address, first_seen, last_seen)",
        _accounts(numbered, worn),
    )
    insert(conn, "account_handles (account, platform, handle, first_seen, last_seen)", _handles(numbered))
    insert(conn, "avatars (account, picture_address, first_seen, last_seen)", _avatars(numbered, worn))
    insert(
        conn,
        "observations (account, batch, role, account_id, handle, address, display_name, bio, followers, following, "
        "friends, posts, picture_address)",
        _observations(numbered, worn),
    )
    capture_of = write_captures(conn, numbered)
    write_edges(conn, numbered)
    write_activities(conn, numbered)
    for index in indexes:
        conn.execute(index)
    for visit in _later(seen.visits):
        kind, owner = LISTS[seen.visits.list[visit]], int(numbered.key[seen.visits.owner[visit]])
        edges.note_complete(conn, int(capture_of[visit]), kind, owner)


def _sessions(numbered: Numbered, count: int, session_of: Ints) -> Iterator[tuple[object, ...]]:
    _, one = np.unique(session_of, return_index=True)
    uuids = [str(numbered.seen.session(int(batch))) for batch in one]
    return zip(uuids, *span(numbered.time, session_of, count), strict=True)


def _pages(numbered: Numbered) -> tuple[list[tuple[object, ...]], Ints]:
    """The rows, and the page of each batch, from 0: each profile is one, and each of its lists."""
    seen = numbered.seen
    which = np.where(seen.chunk == 0, 0, seen.visits.list[seen.visit] + 1)
    codes = seen.visits.owner[seen.visit] * (len(LISTS) + 1) + which
    _, one, page_of = np.unique(codes, return_index=True, return_inverse=True)
    first, last = span(numbered.time, page_of, len(one))
    rows: list[tuple[object, ...]] = []
    for batch, begun, ended in zip(one, first, last, strict=True):
        page = seen.page(int(batch))
        rows.append((page.platform, page.kind.value, page.address, page.title, begun, ended))
    return rows, page_of


def _batches(numbered: Numbered, session_of: Ints, page_of: Ints) -> Iterator[tuple[object, ...]]:
    times = texts(numbered.time)
    for batch, (session, page) in enumerate(zip(session_of.tolist(), page_of.tolist(), strict=True)):
        yield str(numbered.seen.key(batch)), session + 1, page + 1, TOOL, times[batch], times[batch]


def _dressed(numbered: Numbered) -> Ints:
    """The accounts seen with a picture, by key."""
    return numbered.order[numbered.seen.world.wardrobe.worn[numbered.order] >= 0]


def _addresses(numbered: Numbered) -> Iterator[tuple[object, ...]]:
    for account in _dressed(numbered).tolist():
        address = numbered.seen.picture_address(account) or ""
        yield PLATFORMS[numbered.seen.world.platform[account]], picture_key(address, None), address


def _address_numbers(numbered: Numbered) -> list[int | None]:
    """The number of each account's picture address, or None."""
    found: list[int | None] = [None] * len(numbered.seen.world)
    for number, account in enumerate(_dressed(numbered).tolist(), 1):
        found[account] = number
    return found


def _accounts(numbered: Numbered, worn: list[int | None]) -> Iterator[tuple[object, ...]]:
    world, order = numbered.seen.world, numbered.order
    spans = zip(texts(numbered.first[order]), texts(numbered.last[order]), strict=True)
    for account, (first, last) in zip(order.tolist(), spans, strict=True):
        platform, handle = PLATFORMS[world.platform[account]], world.handles[account]
        address = f"https://{platform}.example/{handle}"
        number = numbered.seen.account_id(account)
        yield platform, number, handle, world.names[account], address, worn[account], first, last


def _handles(numbered: Numbered) -> Iterator[tuple[object, ...]]:
    world, order = numbered.seen.world, numbered.order
    spans = zip(texts(numbered.first[order]), texts(numbered.last[order]), strict=True)
    for key, (account, (first, last)) in enumerate(zip(order.tolist(), spans, strict=True), 1):
        yield key, PLATFORMS[world.platform[account]], world.handles[account], first, last


def _avatars(numbered: Numbered, worn: list[int | None]) -> Iterator[tuple[object, ...]]:
    dressed = _dressed(numbered)
    spans = zip(texts(numbered.first[dressed]), texts(numbered.last[dressed]), strict=True)
    for account, (first, last) in zip(dressed.tolist(), spans, strict=True):
        yield int(numbered.key[account]), worn[account], first, last


def _observations(numbered: Numbered, worn: list[int | None]) -> Iterator[tuple[object, ...]]:
    seen, world = numbered.seen, numbered.seen.world
    keys = numbered.key.tolist()
    numbers = [seen.account_id(account) for account in range(len(world))]
    addresses = [
        f"https://{PLATFORMS[at]}.example/{handle}" for at, handle in zip(world.platform, world.handles, strict=True)
    ]
    owner = np.ones(len(seen.batch), bool)
    owner[1:] = seen.batch[1:] != seen.batch[:-1]
    rows = zip(seen.account.tolist(), (seen.batch + 1).tolist(), owner.tolist(), seen.on_profile.tolist(), strict=True)
    for account, batch, owns, profile in rows:
        bio = followers = following = friends = None
        if profile:
            counts = seen.counts(account)
            bio, followers, following, friends = world.bios[account], counts.followers, counts.following, counts.friends
        yield (
            keys[account], batch, "profile" if owns else "row", numbers[account], world.handles[account],
            addresses[account], world.names[account], bio, followers, following, friends, None, worn[account],
        )  # fmt: skip


def _later(visits: Visits) -> Ints:
    """Complete visits of a list that had been visited before: what these lack may have ended."""
    codes = visits.owner * len(LISTS) + visits.list
    _, first = np.unique(codes, return_index=True)
    later = np.ones(len(codes), bool)
    later[first] = False
    return np.flatnonzero(later & visits.complete)
