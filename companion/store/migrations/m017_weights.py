"""Ties have a weight, where an imported file says it."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m017_weights(db: Database) -> None:
    """Each sighting of a member in a list may have one, so that it leads back to its file as the sighting does."""
    run(
        db,
        """
ALTER TABLE capture_members ADD COLUMN weight REAL;
CREATE INDEX capture_members_weighed ON capture_members(capture) WHERE weight IS NOT NULL;
""",
    )
