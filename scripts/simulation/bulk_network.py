"""Who stands in whose list, who is tied to whom, and what each did, straight into the tables."""

from __future__ import annotations

import sqlite3

import numpy as np

from companion.core.activity_objects import objects_of
from companion.core.wire.observations import Activity
from companion.demo.world.browsing import FOLLOWING, FRIENDS, LISTS
from companion.demo.world.doings import KINDS, OBJECTS
from companion.demo.world.sightings import Sightings, object_of
from companion.demo.world.ties import Ints
from companion.demo.world.world import PLATFORMS
from companion.store.edges import KINDS as EDGE_KINDS
from scripts.simulation.numbered import Numbered, insert, texts


def write_captures(conn: sqlite3.Connection, numbered: Numbered) -> Ints:
    """Writes the captures and their members; gives each visit's capture."""
    seen, visits = numbered.seen, numbered.seen.visits
    begin = np.searchsorted(seen.visit, np.arange(len(visits.owner))) + 1  # chunk 0 is the profile
    end = np.searchsorted(seen.visit, np.arange(len(visits.owner)), side="right") - 1
    first, last = texts(numbered.time[begin]), texts(numbered.time[end])
    insert(
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
    insert(
        conn,
        "capture_members (capture, account, batch)",
        zip(capture[order].tolist(), account[order].tolist(), (seen.batch[rows][order] + 1).tolist(), strict=True),
    )
    return capture_of


def _member_rows(seen: Sightings) -> Ints:
    """The sightings that are members of a list: all but each batch's first, its owner."""
    return np.flatnonzero(seen.batch[1:] == seen.batch[:-1]) + 1


def write_edges(conn: sqlite3.Connection, numbered: Numbered) -> None:
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
    first, last = texts(time[begin]), texts(time[end])
    kinds = [EDGE_KINDS[LISTS[FOLLOWING]], EDGE_KINDS[LISTS[FRIENDS]]]
    ends = zip(friend[begin].tolist(), source[begin].tolist(), target[begin].tolist(), first, last, strict=True)
    insert(
        conn,
        "edges (kind, source, target, first_seen, last_seen)",
        ((kinds[is_friend], *rest) for is_friend, *rest in ends),
    )
    insert(conn, "spells (edge, first_seen, last_seen)", zip(range(1, len(begin) + 1), first, last, strict=True))


def write_activities(conn: sqlite3.Connection, numbered: Numbered) -> None:
    seen, visits, does = numbered.seen, numbered.seen.visits, numbered.seen.world.doings
    profiles = np.flatnonzero((seen.chunk == 0) & visits.first[seen.visit])
    rows: list[tuple[object, ...]] = []
    links: list[tuple[int, int]] = []
    objects: dict[tuple[str, str, str], int] = {}
    keys_of: dict[tuple[int, int, int], list[int]] = {}
    times = texts(np.maximum(does.time, 0))
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
    insert(conn, "activities (account, batch, kind, object, object_kind, time, precision)", rows)
    insert(conn, "objects (platform, kind, key)", objects)
    insert(conn, "activity_objects (activity, object)", links)
