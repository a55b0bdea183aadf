"""Pictures that are a site's own: found by who wears them, or named by a person."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m013_standard_pictures(db: Database) -> None:
    """What a person said last of a picture holds, else what was found; its copies are what it is.

    Whether a picture is one is kept beside it by triggers, since every badge asks. Such a picture is nobody's: putting
    it on, or another in its place, is no change of an avatar.
    """
    run(
        db,
        """
CREATE TABLE standard_found (
    picture INTEGER PRIMARY KEY REFERENCES pictures(id) ON DELETE CASCADE
);
CREATE TABLE standard_said (
    picture INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
    added INTEGER NOT NULL REFERENCES actions(id),
    is_standard INTEGER NOT NULL,
    PRIMARY KEY (picture, added)
) WITHOUT ROWID;
CREATE INDEX standard_said_added ON standard_said(added);
ALTER TABLE pictures ADD COLUMN standard INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pictures_standard ON pictures(standard) WHERE standard;
CREATE VIEW standard_pictures AS
    WITH said AS (
        SELECT picture, is_standard, max(done_at) FROM standard_said
        JOIN actions ON actions.id = added WHERE undone_at IS NULL GROUP BY picture
    ), named AS (
        SELECT picture FROM said WHERE is_standard
        UNION SELECT picture FROM standard_found WHERE picture NOT IN (SELECT picture FROM said)
    )
    SELECT picture FROM named
    UNION SELECT second FROM named JOIN reused_pictures ON first = picture
        WHERE second NOT IN (SELECT picture FROM said)
    UNION SELECT first FROM named JOIN reused_pictures ON second = picture
        WHERE first NOT IN (SELECT picture FROM said);
DROP VIEW avatar_changes;
CREATE VIEW avatar_changes AS
    WITH worn AS (
        SELECT account, picture, first_seen,
            lag(picture) OVER in_time AS picture_before, lag(last_seen) OVER in_time AS seen_before
        FROM account_pictures WHERE picture NOT IN (SELECT id FROM pictures WHERE standard)
        WINDOW in_time AS (PARTITION BY account ORDER BY first_seen, picture)
    )
    SELECT account, picture_before, picture, min(seen_before, first_seen) AS earliest, first_seen AS latest,
        before.score AS score_before, pictures.score AS score
    FROM worn
    JOIN pictures ON pictures.id = worn.picture
    JOIN pictures AS before ON before.id = worn.picture_before;
""",
    )
    for name, event in _EVENTS.items():
        db.conn.execute(f"CREATE TRIGGER standard_by_{name} AFTER {event} BEGIN {_SETTLE} END")


_SETTLE = """
    UPDATE pictures SET standard = NOT standard WHERE id IN (
        SELECT id FROM pictures WHERE standard UNION SELECT picture FROM standard_pictures
    ) AND standard <> (id IN (SELECT picture FROM standard_pictures));
"""
_EVENTS = {
    "finding": "INSERT ON standard_found",
    "losing": "DELETE ON standard_found",
    "saying": "INSERT ON standard_said",
    "undoing": "UPDATE OF undone_at ON actions WHEN EXISTS (SELECT 1 FROM standard_said WHERE added = new.id)",
    "likeness": "INSERT ON reused_pictures "
    "WHEN EXISTS (SELECT 1 FROM pictures WHERE id IN (new.first, new.second) AND standard)",
}
