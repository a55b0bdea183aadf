"""Whole numbers as arrays: made one by one, a million rows take several times as long."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray


def integers(
    conn: sqlite3.Connection, query: str, values: Sequence[Any] | Mapping[str, Any] = (), width: int = 1
) -> NDArray[np.int64]:
    """The rows of a query that gives ``width`` whole numbers each, (n, width)."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return np.fromiter(chain.from_iterable(cursor.execute(query, values)), dtype=np.int64).reshape(-1, width)
