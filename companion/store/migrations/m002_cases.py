"""Cases: collections with a name and notes, and what was recorded into each."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m002_cases(db: Database) -> None:
    """Cases: collections with a name and notes, and what was recorded into each."""
    run(
        db,
        """
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
);
CREATE TABLE case_notes (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases(id),
    text TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    UNIQUE (case_id, text)
);
CREATE TABLE case_batches (
    case_id INTEGER NOT NULL REFERENCES cases(id),
    batch INTEGER NOT NULL REFERENCES batches(id),
    PRIMARY KEY (case_id, batch)
) WITHOUT ROWID;
CREATE INDEX case_batches_batch ON case_batches(batch);
""",
    )
