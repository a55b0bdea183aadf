"""Indexes by which the table of accounts is put in order."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m007_listing(db: Database) -> None:
    """When accounts were seen, and which observations show followers."""
    run(
        db,
        """
CREATE INDEX accounts_last_seen ON accounts(last_seen);
CREATE INDEX accounts_first_seen ON accounts(first_seen);
CREATE INDEX observations_followers ON observations(account) WHERE followers IS NOT NULL;
""",
    )
