"""What is drawn of the network: its edges with their newest spells, and where the accounts stood before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.core.wire.graph import Places
from companion.store.arrays import integers
from companion.store.pictures import WITH_PICTURE
from companion.store.times import ms_since_1970

_AROUND = (
    "SELECT target AS account FROM json_each(:around) CROSS JOIN edges ON source = value WHERE +kind IN ({kinds}) "
    "UNION SELECT source FROM json_each(:around) CROSS JOIN edges ON target = value WHERE +kind IN ({kinds}) "
    "UNION SELECT accounts.id FROM json_each(:around) AS one CROSS JOIN accounts ON accounts.id = one.value"
)
_KINDS = "SELECT kinds.value FROM json_each(:kinds) AS kinds"


def around(conn: sqlite3.Connection, accounts: Sequence[int], kinds: Sequence[str]) -> IntArray:
    """Accounts (n,), rising: these and all that have an edge of these kinds with one of them, but no hidden ones."""
    return integers(
        conn,
        f"SELECT account FROM ({_AROUND.format(kinds=_KINDS)}) "
        "WHERE account NOT IN (SELECT account FROM hidden_accounts) ORDER BY account",
        {"around": json.dumps(list(accounts)), "kinds": json.dumps(list(kinds))},
    ).ravel()


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges by columns (m,). ``sources`` and ``targets`` are accounts' keys; ``kind`` is a position among ``kinds``;
    when an edge was first and last seen, and by when it was gone, are positions among ``times``, or -1.

    ``times`` are milliseconds since 1970, rising.
    """

    kinds: list[str]
    times: list[int]
    sources: IntArray
    targets: IntArray
    kind: IntArray
    first_seen: IntArray
    last_seen: IntArray
    gone_by: IntArray


def edges_between(conn: sqlite3.Connection, accounts: IntArray, kinds: Sequence[str]) -> Edges:
    """The edges of these kinds between accounts (n,), rising, each with the times of its newest spell."""
    columns = ("source", "target", "kind", "first_seen", "last_seen", "gone_by")
    # A text for each column: a hundred thousand rows take Python twice as long.
    texts = conn.execute(
        f"SELECT {', '.join(f'json_group_array({column})' for column in columns)} FROM ("
        "SELECT source, target, edges.kind, edges.first_seen, spells.last_seen, gone_by "
        "FROM json_each(:chosen) AS one CROSS JOIN edges ON source = one.value "
        "JOIN spells ON edge = edges.id AND spells.last_seen = edges.last_seen "
        f"WHERE +target IN (SELECT value FROM json_each(:chosen)) AND +edges.kind IN ({_KINDS}))",
        {"chosen": json.dumps(accounts.tolist()), "kinds": json.dumps(list(kinds))},
    ).fetchone()
    sources, targets, names, *seen = map(json.loads, texts)
    # Many edges are of one visit: each time is said once.
    moments = sorted({text for column in seen for text in column if text is not None})
    known = sorted(set(names))
    return Edges(
        known,
        [ms_since_1970(text) for text in moments],
        np.array(sources, dtype=np.int64),
        np.array(targets, dtype=np.int64),
        _positions(names, known),
        *(_positions(column, moments) for column in seen),
    )


def _positions(values: Sequence[str | None], among: Sequence[str]) -> IntArray:
    """Where each of the values stands among these, all of which do; -1 of None."""
    at: dict[str | None, int] = {None: -1, **{value: position for position, value in enumerate(among)}}
    return np.fromiter(map(at.__getitem__, values), np.int64, len(values))


def looks(conn: sqlite3.Connection, accounts: IntArray) -> dict[str, list[Any]]:
    """By column, what a drawing shows of each of these accounts (n,), rising: its name, how many followers it
    displayed last, and the level and the number of the picture that it wears."""
    cursor = conn.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        "SELECT accounts.id, accounts.platform, account_id, handle, display_name, last_followers, level, pictures.id "
        "FROM json_each(?) AS wanted CROSS JOIN accounts ON accounts.id = wanted.value "
        f"{WITH_PICTURE}",
        (json.dumps(accounts.tolist()),),
    )
    names = ("account", "platform", "account_id", "handle", "display_name", "followers", "level", "picture")
    columns = zip(*rows, strict=True) if len(accounts) else ([] for _ in names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


def tags_of(conn: sqlite3.Connection, accounts: IntArray) -> dict[int, list[str]]:
    """The tags, in order, of those of these accounts (n,) that have any."""
    found: dict[int, list[str]] = {}
    rows = conn.execute(
        "SELECT DISTINCT account, tag FROM account_tags WHERE account IN (SELECT value FROM json_each(?)) "
        "ORDER BY account, tag",
        (json.dumps(accounts.tolist()),),
    )
    for row in rows:
        found.setdefault(row["account"], []).append(row["tag"])
    return found


def places(conn: sqlite3.Connection, drawing: str, accounts: IntArray) -> FloatArray:
    """Where each of these accounts (n,), rising, stood in the drawing (n, 2); NaN where it did not."""
    rows = conn.execute("SELECT account, x, y FROM drawn_places WHERE drawing = ? ORDER BY account", (drawing,))
    kept = np.array([tuple(row) for row in rows]).reshape(-1, 3)
    found = np.full((len(accounts), 2), np.nan)
    _, at, of = np.intersect1d(accounts, kept[:, 0], assume_unique=True, return_indices=True)
    found[at] = kept[of, 1:]
    return found


def keep_places(conn: sqlite3.Connection, asked: Places) -> None:
    """Keep where the accounts stand, those that are gone left out; the drawing's others stay as they were."""
    conn.executemany(
        "INSERT OR REPLACE INTO drawn_places (drawing, account, x, y) SELECT ?, id, ?, ? FROM accounts WHERE id = ?",
        ((asked.drawing, each.x, each.y, each.account) for each in asked.places),
    )
