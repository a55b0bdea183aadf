"""Known pictures have a small copy, to be shown beside the account's picture."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m019_known_copies(db: Database) -> None:
    """None of those that were added before: their files are not at hand."""
    run(db, "ALTER TABLE known_pictures ADD COLUMN jpeg BLOB;")
