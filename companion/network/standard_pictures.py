"""Which pictures are their sites' own, by who wears them and what these share (``core/standard_pictures.py``)."""

from __future__ import annotations

import sqlite3

from companion.core.graph import IntArray
from companion.core.kinds import SignKind
from companion.core.meetings import meetings
from companion.core.standard_pictures import CHANCE, are_linked
from companion.network.group_signs import WINDOW, bursts, shares_of
from companion.store import event_times, network, standard_pictures


def found(conn: sqlite3.Connection) -> list[int]:
    """The pictures, rising, that many accounts of a site wear which share nothing else that was seen."""
    worn = [each for each in standard_pictures.widely_worn(conn) if each.is_common]
    if not worn:
        return []
    links = network.load(conn)
    events = {
        SignKind.accounts_created: event_times.creations(conn),
        SignKind.avatars_changed: event_times.avatar_changes(conn),
    }
    standard = []
    for each in worn:
        wearers = standard_pictures.wearers(conn, each)
        everyone = standard_pictures.everyone(conn, each.platform)
        if are_linked(links, wearers, everyone) or _share_posts(conn, wearers):
            continue
        if not any(bursts(conn, kind, known, wearers) for kind, known in events.items()):
            standard.append(each.picture)
    return sorted(standard)


def _share_posts(conn: sqlite3.Connection, wearers: IntArray) -> bool:
    """Whether three of them shared one thing at once, improbably among all that they shared."""
    met = meetings(shares_of(conn, wearers).shares, WINDOW)
    return bool(len(met.p) and met.as_improbable.min() <= CHANCE)
