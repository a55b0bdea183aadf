"""Many rows with one statement, whose text is the same however many they are, so that it is prepared once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

GIVEN = "SELECT value FROM json_each(?)"
"""A table of :func:`given` numbers or texts, as GIVEN_PAIRS is one of pairs; what is joined to either must be by CROSS
JOIN, which keeps the order."""
GIVEN_PAIRS = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
WITHIN = "IN (SELECT value FROM json_each(:accounts))"
"""One of these accounts: ``accounts`` are their numbers as JSON."""
WIDER = "first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen)"
"""What is there already lasts from the first sighting to the last."""
_AT_ONCE = 20


def given(values: Iterable[object]) -> str:
    """Numbers, texts or pairs of them as one value to be bound."""
    return json.dumps(list(values), ensure_ascii=False)


def rows_of(conn: sqlite3.Connection, query: str, names: Iterable[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query over :data:`GIVEN` texts and a platform, each behind the platform whose names gave it.

    A text with a zero character is asked for by itself: at that, what SQLite reads of JSON ends.
    """
    by_platform: dict[str, list[str]] = {}
    for platform, name in names:
        by_platform.setdefault(platform, []).append(name)
    for platform, asked in by_platform.items():
        for row in conn.execute(query, (given(name for name in asked if "\0" not in name), platform)):
            yield platform, *row
        for name in asked:
            if "\0" in name:
                for row in conn.execute(query.replace(GIVEN, "SELECT ?"), (name, platform)):
                    yield platform, *row


def insert_rows(conn: sqlite3.Connection, into: str, width: int, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows of ``width`` values; ``into``: ``INSERT INTO table (columns)``.

    Some go with one statement: in a table with several indexes this takes little more than half the time.
    """
    one = f"({', '.join('?' * width)})"
    many = f"{into} VALUES {', '.join([one] * _AT_ONCE)}"
    wanted = list(rows)
    whole = len(wanted) - len(wanted) % _AT_ONCE
    for first in range(0, whole, _AT_ONCE):
        conn.execute(many, list(chain.from_iterable(wanted[first : first + _AT_ONCE])))
    conn.executemany(f"{into} VALUES {one}", wanted[whole:])
