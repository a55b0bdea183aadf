"""Files of other programs, with people who are made up, and what the store makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from companion.imports.format import Imported, read_file
from companion.imports.reading.asked import Asked
from companion.store.db import Store


def imported(store: Store, name: str, path: Path, **asked: Any) -> Imported:
    return read_file(store, name, path, Asked(**asked))


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.read_here(lambda conn: conn.execute(sql).fetchall())]


EDGES = (
    "SELECT edges.kind, coalesce(s.account_id, s.handle), coalesce(t.account_id, t.handle), edges.first_seen, "
    "edges.last_seen "
    "FROM edges JOIN accounts AS s ON s.id = source JOIN accounts AS t ON t.id = target ORDER BY 1, 2, 3"
)


def ties(store: Store) -> list[tuple[str, str, str]]:
    """Kind, source and target of every edge; a friendship's ends in order."""
    found = [
        (kind, *(sorted(ends) if kind == "friend" else ends)) for kind, *ends in (r[:3] for r in rows(store, EDGES))
    ]
    return sorted((kind, source, target) for kind, source, target in found)
