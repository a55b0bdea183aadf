"""The accounts that were seen, with the numbers that they get in a database, and rows of them into its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.demo.world.sightings import SECONDS_A_BATCH, Sightings
from companion.demo.world.ties import Ints


@dataclass(frozen=True, eq=False)
class Numbered:
    """``key`` (n,) of each account in the database, 0 for those never seen; ``order`` (s,): those seen, by key."""

    seen: Sightings
    key: Ints
    order: Ints
    time: Ints  # of each batch
    first: Ints  # sighting of each account, (n,)
    last: Ints


def numbered_of(seen: Sightings) -> Numbered:
    count = len(seen.world)
    time = seen.visits.time[seen.visit] + SECONDS_A_BATCH * seen.chunk
    accounts, at = np.unique(seen.account, return_index=True)
    order = accounts[np.argsort(at)]
    key = np.zeros(count, np.int64)
    key[order] = np.arange(1, len(order) + 1)
    return Numbered(seen, key, order, time, *_ends(time[seen.batch], seen.account, count))


def insert(conn: sqlite3.Connection, into: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Insert the rows; ``into``: ``table (columns)``."""
    marks = ", ".join("?" * (into.count(",") + 1))
    conn.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)


def texts(times: Ints) -> list[str]:
    """As :func:`companion.store.times.text_of` writes them."""
    made: NDArray[np.str_] = np.datetime_as_string(times.astype("datetime64[s]").astype("datetime64[ms]"))
    return [f"{text}Z" for text in made.tolist()]


def span(times: Ints, group: Ints, count: int) -> tuple[list[str], list[str]]:
    """The first and the last time of each of so many groups, as texts; ``group`` (n,) is that of each time (n,)."""
    first, last = _ends(times, group, count)
    return texts(first), texts(last)


def _ends(times: Ints, group: Ints, count: int) -> tuple[Ints, Ints]:
    first, last = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    np.minimum.at(first, group, times)
    np.maximum.at(last, group, times)
    return first, last
