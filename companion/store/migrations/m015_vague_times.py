"""Looks also narrow the times that pages only say vaguely, as "3 days ago"."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m015_vague_times(db: Database) -> None:
    """As of m012_looks, and of acts whose own time is known less well than to the minute, too."""
    run(
        db,
        """
DROP VIEW activities_between;
CREATE VIEW activities_between AS
    WITH seen AS (
        SELECT account, kind, object, time, precision, look, place, page, observed_at AS seen_at,
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
        WHERE new.sight = 1
            AND (new.time IS NULL OR new.precision NOT IN ('second', 'minute'))
            AND new.object IS NOT NULL AND known.object IS NOT NULL
        GROUP BY new.account, new.kind, new.object
    )
    SELECT account, kind, object, earliest, latest FROM found WHERE earliest < latest;
""",
    )
