"""Pictures by their bytes, with the newer measurement, where they were seen, and the folders of known ones."""

from __future__ import annotations

import sqlite3

from companion.store.db import run_statements
from companion.store.merging.other import offset

# What measuring gives, which stays together.
_MEASURED = (
    *("format", "width", "height", "status", "message", "score", "level", "evidence", "landmarks"),
    *("measured_by", "measured_at", "attempts"),
)
_NEWNESS = "coalesce({0}.measured_at, ''), {0}.landmarks IS NOT NULL, {0}.status, coalesce({0}.evidence, '')"
_VIEWS = (
    *("whole_hash", "whole_jpeg", "core_hash", "core_jpeg"),
    *("wide_hash", "wide_jpeg", "part_hashes"),
)
_REASON = ("first_view", "second_view", "distance", "agreement", "mirrored")


def join(conn: sqlite3.Connection) -> None:
    """Join the pictures, and fill ``temp.address_map`` (theirs → ours) for what shows them."""
    offsets = {
        "pictures": offset(conn, "pictures"),
        "addresses": offset(conn, "picture_addresses"),
        "views": max(offset(conn, "picture_views"), _given(conn, "picture_views")),
        "known": max(offset(conn, "known_pictures"), _given(conn, "known_pictures")),
    }
    offsets["pictures"] = max(offsets["pictures"], _given(conn, "pictures"))
    run_statements(conn, PICTURES, offsets)
    run_statements(conn, ADDRESSES, offsets)
    run_statements(conn, KNOWN, offsets)


def _given(conn: sqlite3.Connection, table: str) -> int:
    """The highest number that this table ever gave, also to what is gone: none is given twice."""
    row = conn.execute("SELECT seq FROM main.sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


PICTURES = f"""
CREATE TEMP TABLE picture_map (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL, shared INTEGER NOT NULL);
INSERT INTO temp.picture_map SELECT theirs.id, coalesce(ours.id, theirs.id + :pictures), ours.id IS NOT NULL
    FROM other.pictures AS theirs LEFT JOIN main.pictures AS ours ON ours.sha256 = theirs.sha256;
INSERT INTO main.pictures (id, sha256, size, received_at, {", ".join(_MEASURED)})
    SELECT ours, sha256, size, received_at, {", ".join(_MEASURED)} FROM temp.picture_map
    JOIN other.pictures ON id = theirs WHERE NOT shared ORDER BY ours;
UPDATE main.pictures SET {", ".join(f"{name} = theirs.{name}" for name in _MEASURED)}
    FROM temp.picture_map JOIN other.pictures AS theirs ON theirs.id = picture_map.theirs
    WHERE main.pictures.id = picture_map.ours AND shared
    AND ({_NEWNESS.format("theirs")}) > ({_NEWNESS.format("main.pictures")});
UPDATE main.pictures SET size = max(main.pictures.size, theirs.size),
    received_at = min(main.pictures.received_at, theirs.received_at)
    FROM temp.picture_map JOIN other.pictures AS theirs ON theirs.id = picture_map.theirs
    WHERE main.pictures.id = picture_map.ours AND shared;
INSERT OR IGNORE INTO main.picture_bytes (picture, bytes)
    SELECT ours, bytes FROM other.picture_bytes JOIN temp.picture_map ON theirs = picture;
INSERT INTO main.thumbnails (picture, jpeg)
    SELECT ours, jpeg FROM other.thumbnails JOIN temp.picture_map ON theirs = picture WHERE true
    ON CONFLICT DO UPDATE SET jpeg = max(jpeg, excluded.jpeg);
INSERT INTO main.picture_views (id, picture, earlier, {", ".join(_VIEWS)})
    SELECT views.id + :views, ours, earlier, {", ".join(_VIEWS)} FROM other.picture_views AS views
    JOIN temp.picture_map ON theirs = picture WHERE ours NOT IN (SELECT picture FROM main.picture_views)
    ORDER BY views.id;
INSERT INTO main.reused_pictures (first, second, {", ".join(_REASON)})
    SELECT min(a.ours, b.ours), max(a.ours, b.ours),
        CASE WHEN a.ours < b.ours THEN first_view ELSE second_view END,
        CASE WHEN a.ours < b.ours THEN second_view ELSE first_view END, distance, agreement, mirrored
    FROM other.reused_pictures JOIN temp.picture_map AS a ON a.theirs = first
    JOIN temp.picture_map AS b ON b.theirs = second WHERE true
    ON CONFLICT DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _REASON)}
    WHERE excluded.distance < distance;
"""

# Of an address that was seen in both, what was seen last.
ADDRESSES = """
CREATE TEMP TABLE address_map (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL, shared INTEGER NOT NULL);
INSERT INTO temp.address_map SELECT theirs.id, coalesce(ours.id, theirs.id + :addresses), ours.id IS NOT NULL
    FROM other.picture_addresses AS theirs
    LEFT JOIN main.picture_addresses AS ours ON ours.platform = theirs.platform AND ours.key = theirs.key;
INSERT INTO main.picture_addresses (id, platform, key, address, picture)
    SELECT address_map.ours, platform, key, address, picture_map.ours FROM temp.address_map
    JOIN other.picture_addresses ON id = address_map.theirs
    LEFT JOIN temp.picture_map ON picture_map.theirs = picture WHERE NOT address_map.shared ORDER BY address_map.ours;
CREATE TEMP TABLE shown AS
    SELECT address_map.ours AS id, theirs.address, picture_map.ours AS picture,
        (SELECT max(last_seen) FROM other.avatars WHERE picture_address = theirs.id) AS their_last,
        (SELECT max(last_seen) FROM main.avatars WHERE picture_address = address_map.ours) AS our_last
    FROM temp.address_map JOIN other.picture_addresses AS theirs ON theirs.id = address_map.theirs
    LEFT JOIN temp.picture_map ON picture_map.theirs = theirs.picture WHERE address_map.shared;
UPDATE main.picture_addresses SET address = shown.address FROM temp.shown
    WHERE main.picture_addresses.id = shown.id
    AND (coalesce(their_last, ''), shown.address) > (coalesce(our_last, ''), main.picture_addresses.address);
UPDATE main.picture_addresses SET picture = shown.picture FROM temp.shown
    WHERE main.picture_addresses.id = shown.id AND shown.picture IS NOT NULL
    AND (main.picture_addresses.picture IS NULL
         OR (SELECT sha256 FROM main.pictures WHERE id = shown.picture)
            > (SELECT sha256 FROM main.pictures WHERE id = main.picture_addresses.picture));
DROP TABLE temp.shown;
"""

KNOWN = f"""
INSERT INTO main.known_sets (name, added_at) SELECT name, added_at FROM other.known_sets WHERE true
    ON CONFLICT DO UPDATE SET added_at = min(added_at, excluded.added_at);
CREATE TEMP TABLE known_map AS
    SELECT theirs.id AS theirs, coalesce(ours.id, theirs.id + :known) AS ours, sets.id AS known_set,
        ours.id IS NOT NULL AS shared
    FROM other.known_pictures AS theirs JOIN other.known_sets ON known_sets.id = theirs.known_set
    JOIN main.known_sets AS sets ON sets.name = known_sets.name
    LEFT JOIN main.known_pictures AS ours ON ours.known_set = sets.id AND ours.sha256 = theirs.sha256;
INSERT INTO main.known_pictures (id, known_set, file, sha256, {", ".join(_VIEWS)}, jpeg)
    SELECT ours, known_map.known_set, file, sha256, {", ".join(_VIEWS)}, jpeg FROM temp.known_map
    JOIN other.known_pictures ON id = theirs WHERE NOT shared ORDER BY ours;
UPDATE main.known_pictures SET file = min(main.known_pictures.file, theirs.file),
    jpeg = coalesce(max(main.known_pictures.jpeg, theirs.jpeg), main.known_pictures.jpeg, theirs.jpeg)
    FROM temp.known_map
    JOIN other.known_pictures AS theirs ON theirs.id = known_map.theirs
    WHERE main.known_pictures.id = known_map.ours AND shared;
INSERT INTO main.known_matches (picture, known_picture, {", ".join(_REASON)})
    SELECT picture_map.ours, known_map.ours, {", ".join(_REASON)} FROM other.known_matches
    JOIN temp.picture_map ON picture_map.theirs = picture JOIN temp.known_map ON known_map.theirs = known_picture
    WHERE true ON CONFLICT DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _REASON)}
    WHERE excluded.distance < distance;
"""
