"""Each change of an account's avatar: after ``earliest`` and not after ``latest``, with both pictures' scores."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m004_avatar_changes(db: Database) -> None:
    """Each change of an account's avatar: after ``earliest`` and not after ``latest``, with both pictures' scores."""
    run(
        db,
        """
CREATE VIEW avatar_changes AS
    WITH worn AS (
        SELECT account, picture, first_seen,
            lag(picture) OVER in_time AS picture_before, lag(last_seen) OVER in_time AS seen_before
        FROM account_pictures WINDOW in_time AS (PARTITION BY account ORDER BY first_seen, picture)
    )
    SELECT account, picture_before, picture, min(seen_before, first_seen) AS earliest, first_seen AS latest,
        before.score AS score_before, pictures.score AS score
    FROM worn
    JOIN pictures ON pictures.id = worn.picture
    JOIN pictures AS before ON before.id = worn.picture_before;
""",
    )
