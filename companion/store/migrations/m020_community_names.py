"""What the communities that were found last are called."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m020_community_names(db: Database) -> None:
    """None of those that were found before: they are named when they are looked for again.

    A name goes with the last account of its community.
    """
    run(
        db,
        """
CREATE TABLE community_names (
    community INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    central INTEGER REFERENCES accounts(id) ON DELETE SET NULL
);
CREATE INDEX community_names_central ON community_names(central);
CREATE TRIGGER community_without_accounts AFTER DELETE ON communities
WHEN NOT EXISTS (SELECT 1 FROM communities WHERE community = OLD.community)
BEGIN DELETE FROM community_names WHERE community = OLD.community; END;
""",
    )
