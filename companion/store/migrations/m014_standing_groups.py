"""The groups that stand out, as they were judged last, told beside their accounts' names."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m014_standing_groups(db: Database) -> None:
    """What is told of each group, as JSON, and its accounts."""
    run(
        db,
        """
CREATE TABLE standing_groups (
    number INTEGER PRIMARY KEY,
    told TEXT NOT NULL
);
CREATE TABLE standing_group_members (
    account INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    standing_group INTEGER NOT NULL REFERENCES standing_groups(number) ON DELETE CASCADE
);
CREATE INDEX standing_group_members_group ON standing_group_members(standing_group);
""",
    )
