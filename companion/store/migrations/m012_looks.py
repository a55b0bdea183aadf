"""Looks at places where acts stand newest first: what is new above something known happened in between."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m012_looks(db: Database) -> None:
    """Each act without a time of its own that a look found above one that an earlier look at the same page had shown.

    It was done after ``earliest`` and not after ``latest``. Of the earlier look all must have been seen from its top
    down to what both show, and that may not be its first, which may be pinned there.
    """
    run(
        db,
        """
ALTER TABLE activities ADD COLUMN look TEXT;
ALTER TABLE activities ADD COLUMN place INTEGER;
CREATE INDEX activities_look ON activities(look) WHERE look IS NOT NULL;
CREATE VIEW activities_between AS
    WITH seen AS (
        SELECT account, kind, object, time, look, place, page, observed_at AS seen_at,
            min(observed_at) OVER (PARTITION BY look) AS looked_at,
            count(*) OVER (PARTITION BY look ORDER BY place RANGE UNBOUNDED PRECEDING) AS seen_to_here
        FROM activities JOIN batches ON batches.id = batch WHERE look IS NOT NULL
    ), again AS (
        SELECT *,
            max(CASE WHEN place > 0 AND seen_to_here = place + 1 THEN looked_at END) OVER (
                PARTITION BY page, account, kind, object
                ORDER BY looked_at GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS looked_before,
            row_number() OVER (PARTITION BY page, account, kind, object ORDER BY looked_at, look, place) AS sight
        FROM seen
    ), found AS (
        SELECT new.account, new.kind, new.object, max(known.looked_before) AS earliest,
            (SELECT min(observed_at) FROM activities AS same JOIN batches ON batches.id = same.batch
                WHERE same.account = new.account AND same.kind = new.kind AND same.object = new.object) AS latest
        FROM again AS new JOIN again AS known ON known.look = new.look AND known.place > new.place
        WHERE new.sight = 1 AND new.time IS NULL AND new.object IS NOT NULL AND known.object IS NOT NULL
        GROUP BY new.account, new.kind, new.object
    )
    SELECT account, kind, object, earliest, latest FROM found WHERE earliest < latest;
""",
    )
