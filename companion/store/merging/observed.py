"""What was observed: sessions, pages, batches, sightings, lists and activities, each counted once."""

from __future__ import annotations

import sqlite3

from companion.core.wire.observations import DISPLAYED
from companion.store.db import run_statements
from companion.store.merging.other import offset
from companion.store.rows import WIDER

SIGHTING = (
    *("account", "batch", "role", "account_id", "handle", "address", "display_name", "bio"),
    *(*DISPLAYED, "picture_address"),
)
ACTIVITY = (
    *("account", "batch", "kind", "object", "object_kind", "text", "time", "precision", "content", "look", "place"),
)


def join(conn: sqlite3.Connection) -> int:
    """Join what was observed; accounts and pictures' addresses are mapped by then. How many batches both had."""
    tables = ("batches", "captures", "observations", "activities", "objects")
    offsets = {table: offset(conn, table) for table in tables}
    run_statements(conn, BATCHES, offsets)
    shared = conn.execute("SELECT count(*) FROM temp.batch_map WHERE shared").fetchone()[0]
    _rows(conn, "observations", SIGHTING, offsets["observations"])
    run_statements(conn, CAPTURES, offsets)
    _rows(conn, "activities", ACTIVITY, offsets["activities"])
    run_statements(conn, OBJECTS, offsets)
    return int(shared)


def _rows(conn: sqlite3.Connection, table: str, columns: tuple[str, ...], before: int) -> None:
    """Rows of a batch that are equal are so many things. Of a batch that both have, as many as either has."""
    mapped = {
        "account": "account_map.ours",
        "batch": "batch_map.ours",
        "picture_address": "address_map.ours",
    }
    values = ", ".join(mapped.get(column, f"rows.{column}") for column in columns)
    addresses = "LEFT JOIN temp.address_map ON address_map.theirs = rows.picture_address"
    theirs = (
        f"FROM other.{table} AS rows JOIN temp.account_map ON account_map.theirs = rows.account "
        f"JOIN temp.batch_map ON batch_map.theirs = rows.batch {addresses if 'picture_address' in columns else ''}"
    )
    names = ", ".join(columns)
    statements = f"""
INSERT INTO main.{table} (id, {names}) SELECT rows.id + :before, {values} {theirs}
    WHERE NOT batch_map.shared ORDER BY rows.id;
CREATE TEMP TABLE counted AS SELECT content, row_number() OVER (PARTITION BY content) AS copy
    FROM (SELECT json_array({names}) AS content FROM main.{table}
          WHERE batch IN (SELECT ours FROM temp.batch_map WHERE shared));
CREATE INDEX temp.counted_content ON counted(content, copy);
CREATE TEMP TABLE lacking AS SELECT id FROM (
        SELECT id, content, row_number() OVER (PARTITION BY content ORDER BY id) AS copy
        FROM (SELECT rows.id, json_array({values}) AS content {theirs} WHERE batch_map.shared)
    ) AS rows WHERE NOT EXISTS
    (SELECT 1 FROM temp.counted WHERE counted.content = rows.content AND counted.copy = rows.copy);
INSERT INTO main.{table} (id, {names}) SELECT rows.id + :before, {values} {theirs}
    JOIN temp.lacking ON lacking.id = rows.id ORDER BY rows.id;
DROP TABLE temp.counted;
DROP TABLE temp.lacking;
"""
    run_statements(conn, statements, {"before": before})


BATCHES = f"""
INSERT INTO main.sessions (uuid, first_seen, last_seen) SELECT uuid, first_seen, last_seen FROM other.sessions
    WHERE true
    ON CONFLICT DO UPDATE SET {WIDER};
INSERT INTO main.pages (platform, kind, address, title, first_seen, last_seen)
    SELECT platform, kind, address, title, first_seen, last_seen FROM other.pages WHERE true
    ON CONFLICT DO UPDATE SET title = coalesce(max(title, excluded.title), title, excluded.title),
        {WIDER};
CREATE TEMP TABLE batch_map (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL, shared INTEGER NOT NULL);
INSERT INTO temp.batch_map SELECT theirs.id, coalesce(ours.id, theirs.id + :batches), ours.id IS NOT NULL
    FROM other.batches AS theirs LEFT JOIN main.batches AS ours ON ours.key = theirs.key;
CREATE INDEX temp.batch_map_ours ON batch_map(ours);
INSERT INTO main.batches (id, key, session, page, tool_version, observed_at, received_at)
    SELECT batch_map.ours, b.key, s.id, p.id, b.tool_version, b.observed_at, b.received_at
    FROM temp.batch_map JOIN other.batches AS b ON b.id = batch_map.theirs
    JOIN other.sessions ON sessions.id = b.session JOIN main.sessions AS s ON s.uuid = sessions.uuid
    JOIN other.pages ON pages.id = b.page
    JOIN main.pages AS p ON p.platform = pages.platform AND p.kind = pages.kind AND p.address = pages.address
    WHERE NOT shared ORDER BY batch_map.ours;
CREATE TEMP TABLE retimed AS SELECT batch_map.ours AS batch FROM temp.batch_map
    JOIN other.batches AS theirs ON theirs.id = batch_map.theirs JOIN main.batches AS ours ON ours.id = batch_map.ours
    WHERE shared AND theirs.observed_at <> ours.observed_at;
UPDATE main.batches SET
    tool_version = min(main.batches.tool_version, theirs.tool_version),
    observed_at = min(main.batches.observed_at, theirs.observed_at),
    received_at = min(main.batches.received_at, theirs.received_at)
    FROM temp.batch_map JOIN other.batches AS theirs ON theirs.id = batch_map.theirs
    WHERE main.batches.id = batch_map.ours AND shared;
"""

MEMBER_AGAIN = """ON CONFLICT DO UPDATE SET batch = CASE
        WHEN (SELECT observed_at || key FROM main.batches WHERE id = excluded.batch)
            < (SELECT observed_at || key FROM main.batches WHERE id = batch) THEN excluded.batch ELSE batch END,
        weight = coalesce(max(weight, excluded.weight), weight, excluded.weight)"""
"""Who stands in a list twice is known by the earlier batch, with the larger weight."""

# Where a handle passed on, both may know the same list as two accounts': the greater id decides, whichever way round.
CAPTURES = f"""
CREATE TEMP TABLE capture_map (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL, shared INTEGER NOT NULL);
INSERT INTO temp.capture_map SELECT theirs.id, coalesce(ours.id, theirs.id + :captures), ours.id IS NOT NULL
    FROM other.captures AS theirs LEFT JOIN main.captures AS ours ON ours.uuid = theirs.uuid;
INSERT INTO main.captures
    (id, uuid, kind, owner, batch, displayed_count, seen_count, complete, first_seen, last_seen)
    SELECT capture_map.ours, uuid, kind, account_map.ours, batch_map.ours, displayed_count, seen_count, complete,
        first_seen, last_seen
    FROM temp.capture_map JOIN other.captures ON captures.id = capture_map.theirs
    JOIN temp.batch_map ON batch_map.theirs = batch LEFT JOIN temp.account_map ON account_map.theirs = owner
    WHERE NOT capture_map.shared ORDER BY capture_map.ours;
UPDATE main.captures SET
    owner = (SELECT id FROM main.accounts WHERE id IN (main.captures.owner,
        (SELECT ours FROM temp.account_map WHERE account_map.theirs = theirs.owner))
        ORDER BY account_id IS NULL, account_id DESC, handle DESC LIMIT 1),
    batch = CASE WHEN (SELECT observed_at || key FROM main.batches WHERE id = batch_map.ours)
        < (SELECT observed_at || key FROM main.batches WHERE id = main.captures.batch)
        THEN batch_map.ours ELSE main.captures.batch END,
    displayed_count = coalesce(max(main.captures.displayed_count, theirs.displayed_count),
        main.captures.displayed_count, theirs.displayed_count),
    seen_count = max(main.captures.seen_count, theirs.seen_count),
    complete = max(main.captures.complete, theirs.complete),
    first_seen = min(main.captures.first_seen, theirs.first_seen),
    last_seen = max(main.captures.last_seen, theirs.last_seen)
    FROM temp.capture_map JOIN other.captures AS theirs ON theirs.id = capture_map.theirs
    JOIN temp.batch_map ON batch_map.theirs = theirs.batch
    WHERE main.captures.id = capture_map.ours AND capture_map.shared;
INSERT INTO main.capture_members (capture, account, batch, weight)
    SELECT capture_map.ours, account_map.ours, batch_map.ours, m.weight FROM other.capture_members AS m
    JOIN temp.capture_map ON capture_map.theirs = m.capture JOIN temp.account_map ON account_map.theirs = m.account
    JOIN temp.batch_map ON batch_map.theirs = m.batch WHERE true
    {MEMBER_AGAIN};
"""

OBJECTS = """
INSERT OR IGNORE INTO main.objects (platform, kind, key)
    SELECT platform, kind, key FROM other.objects
    WHERE id IN (SELECT o.object FROM other.activity_objects AS o
                 JOIN main.activities ON activities.id = o.activity + :activities)
    ORDER BY id;
INSERT INTO main.activity_objects (activity, object)
    SELECT o.activity + :activities, ours.id FROM other.activity_objects AS o
    JOIN main.activities ON activities.id = o.activity + :activities
    JOIN other.objects AS theirs ON theirs.id = o.object
    JOIN main.objects AS ours ON ours.kind = theirs.kind AND ours.key = theirs.key AND ours.platform = theirs.platform;
"""
