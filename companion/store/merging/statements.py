"""How the statements of a merge are run."""

from __future__ import annotations

import sqlite3
from typing import Any


def run(conn: sqlite3.Connection, statements: str, values: dict[str, Any] | None = None) -> None:
    """Run statements that end with ``;`` at a line's end, each with those of the values that it names."""
    for statement in statements.split(";\n"):
        if statement.strip():
            named = {name: value for name, value in (values or {}).items() if f":{name}" in statement}
            conn.execute(statement, named)


def offset(conn: sqlite3.Connection, table: str) -> int:
    """What is added to the other's numbers of this table, so that they are free here."""
    return int(conn.execute(f"SELECT coalesce(max(id), 0) FROM main.{table}").fetchone()[0])
