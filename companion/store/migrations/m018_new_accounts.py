"""A new account is written once."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations

_KNOWN = "SELECT 1 FROM picture_addresses WHERE id = new.picture_address AND picture IS NOT NULL"


@migrations()
def m018_new_accounts(db: Database) -> None:
    """Its standing follows from its picture where that is known; of most it is not yet, and nothing is looked up."""
    db.conn.execute("DROP TRIGGER standing_begins")
    db.conn.execute(f"""
CREATE TRIGGER standing_begins AFTER INSERT ON accounts WHEN new.picture_address IS NOT NULL AND EXISTS ({_KNOWN}) BEGIN
    UPDATE accounts SET (picture_score, picture_level) = (SELECT score, level FROM picture_addresses
        JOIN pictures ON pictures.id = picture WHERE picture_addresses.id = new.picture_address) WHERE id = new.id;
END""")
