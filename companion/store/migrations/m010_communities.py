"""The communities that were found last, by which accounts can be chosen."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m010_communities(db: Database) -> None:
    """Which community each account was found in; when, stands in ``companion``."""
    run(
        db,
        """
CREATE TABLE communities (
    account INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    community INTEGER NOT NULL
);
CREATE INDEX communities_community ON communities(community);
""",
    )
