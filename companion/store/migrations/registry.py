"""What each migration registers itself with."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("eyeline")


def run(db: Database, statements: str) -> None:
    """Run statements that end with ``;`` at a line's end. Their transaction is begun by whoever migrates."""
    for statement in statements.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
