"""Sightings straight into the tables, many thousands a second; the tables come out as ingest would have made them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.core.activity_objects import objects_of
from companion.core.identity import picture_key
from companion.core.wire.observations import Activity
from companion.demo.world.browsing import FOLLOWING, FRIENDS, LISTS, Visits
from companion.demo.world.doings import KINDS, OBJECTS
from companion.demo.world.sightings import SECONDS_A_BATCH, TOOL, Sightings, object_of
from companion.demo.world.ties import Ints
from companion.demo.world.world import PLATFORMS
from companion.store import edges
from companion.store.edges import KINDS as EDGE_KINDS

_MANY = 1 << 32


@dataclass(frozen=True, eq=False)
class _Numbered:
    """``key`` (n,) of each account in the database, 0 for those never seen; ``order`` (s,): those seen, by key."""

    seen: Sightings
    key: Ints
    order: Ints
    time: Ints  # of each batch
    first: Ints  # sighting of each account, (n,)
    last: Ints


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
    numbered = _numbered(seen)
    pages, page_of = _pages(numbered)
    days, session_of = np.unique(seen.visits.time[seen.visit] // 86_400, return_inverse=True)
    _insert(conn, "sessions (uuid, first_seen, last_seen)", _sessions(numbered, len(days), session_of))
    _insert(conn, "pages (platform, kind, address, title, first_seen, last_seen)", pages)
    _insert(
        conn,
        "batches (key, session, page, tool_version, observed_at, received_at)",
        _batches(numbered, session_of, page_of),
    )
    _insert(conn, "picture_addresses (platform, key, address)", _addresses(numbered))
    worn = _address_numbers(numbered)
    _insert(
        conn,
        "accounts (platform, account_id, handle, display_name, address, picture_address, first_seen, last_seen)",
        _accounts(numbered, worn),
    )
    _insert(conn, "account_handles (account, platform, handle, first_seen, last_seen)", _handles(numbered))
    _insert(conn, "avatars (account, picture_address, first_seen, last_seen)", _avatars(numbered, worn))
    _insert(
        conn,
        "observations (account, batch, role, account_id, handle, address, display_name, bio, followers, following, "
        "friends, posts, picture_address)",
        _observations(numbered, worn),
    )
    capture_of = _captures(conn, numbered)
    _edges(conn, numbered)
    _activities(conn, numbered)
    for index in indexes:
        conn.execute(index)
    for visit in _later(seen.visits):
        kind, owner = LISTS[seen.visits.list[visit]], int(numbered.key[seen.visits.owner[visit]])
        edges.note_complete(conn, int(capture_of[visit]), kind, owner)


def _numbered(seen: Sightings) -> _Numbered:
    count = len(seen.world)
    time = seen.visits.time[seen.visit] + SECONDS_A_BATCH * seen.chunk
    accounts, at = np.unique(seen.account, return_index=True)
    order = accounts[np.argsort(at)]
    key = np.zeros(count, np.int64)
    key[order] = np.arange(1, len(order) + 1)
    first, last = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    np.minimum.at(first, seen.account, time[seen.batch])
    np.maximum.at(last, seen.account, time[seen.batch])
    return _Numbered(seen, key, order, time, first, last)


def _insert(conn: sqlite3.Connection, into: str, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * (into.count(",") + 1))
    conn.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)


def _texts(times: Ints) -> list[str]:
    """As :func:`companion.store.times.text_of` writes them."""
    made: NDArray[np.str_] = np.datetime_as_string(times.astype("datetime64[s]").astype("datetime64[ms]"))
    return [f"{text}Z" for text in made.tolist()]


def _span(times: Ints, group: Ints, count: int) -> tuple[list[str], list[str]]:
    first, last = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    np.minimum.at(first, group, times)
    np.maximum.at(last, group, times)
    return _texts(first), _texts(last)


def _sessions(numbered: _Numbered, count: int, session_of: Ints) -> Iterator[tuple[object, ...]]:
    _, one = np.unique(session_of, return_index=True)
    uuids = [str(numbered.seen.session(int(batch))) for batch in one]
    return zip(uuids, *_span(numbered.time, session_of, count), strict=True)


def _pages(numbered: _Numbered) -> tuple[list[tuple[object, ...]], Ints]:
    """The rows, and the page of each batch, from 0: each profile is one, and each of its lists."""
    seen = numbered.seen
    which = np.where(seen.chunk == 0, 0, seen.visits.list[seen.visit] + 1)
    codes = seen.visits.owner[seen.visit] * (len(LISTS) + 1) + which
    _, one, page_of = np.unique(codes, return_index=True, return_inverse=True)
    first, last = _span(numbered.time, page_of, len(one))
    rows: list[tuple[object, ...]] = []
    for batch, begun, ended in zip(one, first, last, strict=True):
        page = seen.page(int(batch))
        rows.append((page.platform, page.kind.value, page.address, page.title, begun, ended))
    return rows, page_of


def _batches(numbered: _Numbered, session_of: Ints, page_of: Ints) -> Iterator[tuple[object, ...]]:
    times = _texts(numbered.time)
    for batch, (session, page) in enumerate(zip(session_of.tolist(), page_of.tolist(), strict=True)):
        yield str(numbered.seen.key(batch)), session + 1, page + 1, TOOL, times[batch], times[batch]


def _dressed(numbered: _Numbered) -> Ints:
    """The accounts seen with a picture, by key."""
    return numbered.order[numbered.seen.world.wardrobe.worn[numbered.order] >= 0]


def _addresses(numbered: _Numbered) -> Iterator[tuple[object, ...]]:
    for account in _dressed(numbered).tolist():
        address = numbered.seen.picture_address(account) or ""
        yield PLATFORMS[numbered.seen.world.platform[account]], picture_key(address, None), address


def _address_numbers(numbered: _Numbered) -> list[int | None]:
    """The number of each account's picture address, or None."""
    found: list[int | None] = [None] * len(numbered.seen.world)
    for number, account in enumerate(_dressed(numbered).tolist(), 1):
        found[account] = number
    return found


def _accounts(numbered: _Numbered, worn: list[int | None]) -> Iterator[tuple[object, ...]]:
    world, order = numbered.seen.world, numbered.order
    spans = zip(_texts(numbered.first[order]), _texts(numbered.last[order]), strict=True)
    for account, (first, last) in zip(order.tolist(), spans, strict=True):
        platform, handle = PLATFORMS[world.platform[account]], world.handles[account]
        address = f"https://{platform}.example/{handle}"
        number = numbered.seen.account_id(account)
        yield platform, number, handle, world.names[account], address, worn[account], first, last


def _handles(numbered: _Numbered) -> Iterator[tuple[object, ...]]:
    world, order = numbered.seen.world, numbered.order
    spans = zip(_texts(numbered.first[order]), _texts(numbered.last[order]), strict=True)
    for key, (account, (first, last)) in enumerate(zip(order.tolist(), spans, strict=True), 1):
        yield key, PLATFORMS[world.platform[account]], world.handles[account], first, last


def _avatars(numbered: _Numbered, worn: list[int | None]) -> Iterator[tuple[object, ...]]:
    dressed = _dressed(numbered)
    spans = zip(_texts(numbered.first[dressed]), _texts(numbered.last[dressed]), strict=True)
    for account, (first, last) in zip(dressed.tolist(), spans, strict=True):
        yield int(numbered.key[account]), worn[account], first, last


def _observations(numbered: _Numbered, worn: list[int | None]) -> Iterator[tuple[object, ...]]:
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


def _captures(conn: sqlite3.Connection, numbered: _Numbered) -> Ints:
    """Writes the captures and their members; gives each visit's capture."""
    seen, visits = numbered.seen, numbered.seen.visits
    begin = np.searchsorted(seen.visit, np.arange(len(visits.owner))) + 1  # chunk 0 is the profile
    end = np.searchsorted(seen.visit, np.arange(len(visits.owner)), side="right") - 1
    first, last = _texts(numbered.time[begin]), _texts(numbered.time[end])
    _insert(
        conn,
        "captures (uuid, kind, owner, batch, displayed_count, seen_count, complete, first_seen, last_seen)",
        (
            (
                str(seen.capture(visit)),
                LISTS[kind].value,
                owner,
                batch,
                displayed,
                count,
                whole,
                first[visit],
                last[visit],
            )
            for visit, (kind, owner, batch, displayed, count, whole) in enumerate(
                zip(
                    visits.list.tolist(),
                    numbered.key[visits.owner].tolist(),
                    (begin + 1).tolist(),
                    visits.displayed.tolist(),
                    np.diff(visits.starts).tolist(),
                    visits.complete.tolist(),
                    strict=True,
                )
            )
        ),
    )
    rows = _member_rows(seen)
    capture_of = np.arange(1, len(visits.owner) + 1)
    capture, account = seen.visit[seen.batch[rows]] + 1, numbered.key[seen.account[rows]]
    order = np.lexsort((account, capture))
    _insert(
        conn,
        "capture_members (capture, account, batch)",
        zip(capture[order].tolist(), account[order].tolist(), (seen.batch[rows][order] + 1).tolist(), strict=True),
    )
    return capture_of


def _member_rows(seen: Sightings) -> Ints:
    """The sightings that are members of a list: all but each batch's first, its owner."""
    return np.flatnonzero(seen.batch[1:] == seen.batch[:-1]) + 1


def _edges(conn: sqlite3.Connection, numbered: _Numbered) -> None:
    """Every edge with one spell, which is right as long as no complete list lacked it."""
    seen = numbered.seen
    rows = _member_rows(seen)
    visit = seen.visit[seen.batch[rows]]
    owner, member = numbered.key[seen.visits.owner[visit]], numbered.key[seen.account[rows]]
    which, time = seen.visits.list[visit], numbered.time[seen.batch[rows]]
    outward = (which == FOLLOWING) | ((which == FRIENDS) & (owner < member))
    source, target = np.where(outward, owner, member), np.where(outward, member, owner)
    friend = which == FRIENDS
    order = np.lexsort((time, friend, target, source))
    source, target, friend, time = source[order], target[order], friend[order], time[order]
    new = np.ones(len(order), bool)
    new[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1]) | (friend[1:] != friend[:-1])
    begin = np.flatnonzero(new)
    end = np.append(begin[1:], len(order))[: len(begin)] - 1
    first, last = _texts(time[begin]), _texts(time[end])
    kinds = [EDGE_KINDS[LISTS[FOLLOWING]], EDGE_KINDS[LISTS[FRIENDS]]]
    ends = zip(friend[begin].tolist(), source[begin].tolist(), target[begin].tolist(), first, last, strict=True)
    _insert(
        conn,
        "edges (kind, source, target, first_seen, last_seen)",
        ((kinds[is_friend], *rest) for is_friend, *rest in ends),
    )
    _insert(conn, "spells (edge, first_seen, last_seen)", zip(range(1, len(begin) + 1), first, last, strict=True))


def _later(visits: Visits) -> Ints:
    """Complete visits of a list that had been visited before: what these lack may have ended."""
    codes = visits.owner * len(LISTS) + visits.list
    _, first = np.unique(codes, return_index=True)
    later = np.ones(len(codes), bool)
    later[first] = False
    return np.flatnonzero(later & visits.complete)


def _activities(conn: sqlite3.Connection, numbered: _Numbered) -> None:
    seen, visits, does = numbered.seen, numbered.seen.visits, numbered.seen.world.doings
    profiles = np.flatnonzero((seen.chunk == 0) & visits.first[seen.visit])
    rows: list[tuple[object, ...]] = []
    links: list[tuple[int, int]] = []
    objects: dict[tuple[str, str, str], int] = {}
    keys_of: dict[tuple[int, int, int], list[int]] = {}
    times = _texts(np.maximum(does.time, 0))
    for batch in profiles.tolist():
        account = int(visits.owner[seen.visit[batch]])
        at = int(seen.world.platform[account])
        for row in seen.doings(account):
            kind, thing, time = int(does.kind[row]), OBJECTS[does.kind[row]], int(does.time[row])
            address, precision = object_of(seen, row), does.precision(row)
            rows.append((
                int(numbered.key[account]), batch + 1, KINDS[kind].value, address, thing.value if thing else None,
                times[row] if time >= 0 else None, precision.value if precision else None,
            ))  # fmt: skip
            if (same := (at, kind, int(does.object[row]))) not in keys_of:
                one = Activity(account="any:id:0", kind=KINDS[kind], object=address, object_kind=thing)
                keys_of[same] = [
                    objects.setdefault((PLATFORMS[at], name.value, key), len(objects) + 1)
                    for name, key in objects_of(one)
                ]
            links += [(len(rows), number) for number in keys_of[same]]
    _insert(conn, "activities (account, batch, kind, object, object_kind, time, precision)", rows)
    _insert(conn, "objects (platform, kind, key)", objects)
    _insert(conn, "activity_objects (activity, object)", links)
