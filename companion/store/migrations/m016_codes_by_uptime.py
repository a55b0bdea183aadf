"""Codes end by a clock that nobody sets."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m016_codes_by_uptime(db: Database) -> None:
    """Codes live two minutes: those that there are go."""
    run(
        db,
        """
DROP TABLE pairing_codes;
CREATE TABLE pairing_codes (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    made_at_uptime REAL NOT NULL,
    wrong_tries INTEGER NOT NULL DEFAULT 0
);
DROP TABLE handovers;
CREATE TABLE handovers (
    code_sha256 TEXT PRIMARY KEY,
    made_at_uptime REAL NOT NULL
) WITHOUT ROWID;
""",
    )
