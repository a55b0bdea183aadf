"""What people did and wrote: actions with their tags, notes and collections, cases, and imports."""

from __future__ import annotations

import sqlite3

from companion.store.db import run_statements
from companion.store.merging.other import offset

# Each table of what actions wrote, with what else tells its rows apart.
WRITTEN = {"tags": ("account", "tag"), "notes": ("account", "case_id", "text"), "collected": ("case_id", "account")}
WRITTEN["hidden"] = ("account",)


def join(conn: sqlite3.Connection) -> list[str]:
    """Join it all. The names of cases of which both have a key, and not the same: ours stays."""
    other_keys = [row[0] for row in conn.execute(OTHER_KEYS)]
    run_statements(conn, CASES, {"cases": offset(conn, "cases"), "actions": offset(conn, "actions")})
    _join_texts(conn)
    for table, columns in WRITTEN.items():
        _join_written(conn, table, columns)
    run_statements(conn, STANDARD)
    run_statements(conn, IMPORTS)
    return other_keys


def _join_written(conn: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    """What an action added is one, also where two accounts became one; a removal that is in force goes before."""
    mapped = {"account": "account_map.ours", "case_id": "case_map.ours"}
    maps = {"account": ("account_map", "account"), "case_id": ("case_map", "case_id")}
    values = ", ".join(mapped.get(column, f"rows.{column}") for column in columns)
    joins = " ".join(
        f"LEFT JOIN temp.{maps[column][0]} ON {maps[column][0]}.theirs = rows.{column}"
        for column in columns
        if column in maps
    )
    key = ", ".join((*columns, "added"))
    statements = f"""
INSERT INTO main.{table} (id, {", ".join(columns)}, added, removed)
    SELECT rows.id + :before, {values}, a.ours, r.ours FROM other.{table} AS rows {joins}
    JOIN temp.action_map AS a ON a.theirs = rows.added LEFT JOIN temp.action_map AS r ON r.theirs = rows.removed
    ORDER BY rows.id;
CREATE TEMP TABLE ranked AS SELECT rows.id, min(rows.id) OVER same AS kept,
        first_value(removed) OVER (same ORDER BY removed IS NULL, undone_at IS NOT NULL, uuid) AS removal
    FROM main.{table} AS rows LEFT JOIN main.actions ON actions.id = removed
    WINDOW same AS (PARTITION BY {key});
DELETE FROM main.{table} WHERE id IN (SELECT id FROM temp.ranked WHERE id <> kept);
UPDATE main.{table} SET removed = removal FROM temp.ranked
    WHERE ranked.id = main.{table}.id AND removal IS NOT main.{table}.removed;
DROP TABLE temp.ranked;
"""
    run_statements(conn, statements, {"before": offset(conn, table)})


def _join_texts(conn: sqlite3.Connection) -> None:
    """The longer text where it has the other in it; else both, so that nothing that was written is lost."""
    rows = conn.execute(
        "SELECT case_map.ours, theirs.name, theirs.text, ours.text FROM other.case_texts AS theirs "
        "JOIN temp.case_map ON case_map.theirs = theirs.case_id LEFT JOIN main.case_texts AS ours "
        "ON ours.case_id = case_map.ours AND ours.name = theirs.name"
    ).fetchall()
    for case, name, theirs, ours in rows:
        text = _both(theirs, ours) if ours is not None else theirs
        conn.execute(
            "INSERT OR REPLACE INTO main.case_texts (case_id, name, text) VALUES (?, ?, ?)", (case, name, text)
        )


def _both(one: str, other: str) -> str:
    shorter, longer = sorted((one, other), key=lambda text: (len(text), text))
    return longer if shorter in longer else "\n\n".join(sorted((one, other)))


OTHER_KEYS = """
SELECT ours.name FROM main.cases AS ours JOIN other.cases AS theirs ON theirs.name = ours.name
WHERE ours.pseudonym_key <> theirs.pseudonym_key ORDER BY ours.name
"""

CASES = """
INSERT INTO main.cases (id, name, created_at, pseudonym_key)
    SELECT id + :cases, name, created_at, pseudonym_key FROM other.cases WHERE true ORDER BY id
    ON CONFLICT (name) DO UPDATE SET created_at = min(created_at, excluded.created_at),
        pseudonym_key = coalesce(pseudonym_key, excluded.pseudonym_key);
CREATE TEMP TABLE case_map AS SELECT theirs.id AS theirs, ours.id AS ours FROM other.cases AS theirs
    JOIN main.cases AS ours ON ours.name = theirs.name;
INSERT INTO main.case_notes (case_id, text, noted_at)
    SELECT ours, text, noted_at FROM other.case_notes JOIN temp.case_map ON theirs = case_id WHERE true
    ON CONFLICT (case_id, text) DO UPDATE SET noted_at = min(noted_at, excluded.noted_at);
INSERT OR IGNORE INTO main.case_batches (case_id, batch)
    SELECT case_map.ours, batch_map.ours FROM other.case_batches
    JOIN temp.case_map ON case_map.theirs = case_id JOIN temp.batch_map ON batch_map.theirs = batch;
INSERT INTO main.actions (id, uuid, what, done_at, undone_at)
    SELECT id + :actions, uuid, what, done_at, undone_at FROM other.actions WHERE true ORDER BY id
    ON CONFLICT (uuid) DO UPDATE SET done_at = min(done_at, excluded.done_at),
        undone_at = coalesce(max(undone_at, excluded.undone_at), undone_at, excluded.undone_at);
CREATE TEMP TABLE action_map AS SELECT theirs.id AS theirs, ours.id AS ours FROM other.actions AS theirs
    JOIN main.actions AS ours ON ours.uuid = theirs.uuid;
CREATE UNIQUE INDEX temp.action_map_theirs ON action_map(theirs);
"""

STANDARD = """
INSERT OR IGNORE INTO main.standard_said (picture, added, is_standard)
    SELECT picture_map.ours, action_map.ours, is_standard FROM other.standard_said
    JOIN temp.picture_map ON picture_map.theirs = picture JOIN temp.action_map ON action_map.theirs = added;
"""

IMPORTS = """
INSERT INTO main.imports (sha256, file, format, imported_at, rows_read, rows_left_out)
    SELECT sha256, file, format, imported_at, rows_read, rows_left_out FROM other.imports WHERE true ORDER BY id
    ON CONFLICT (sha256) DO UPDATE SET file = min(file, excluded.file), format = min(format, excluded.format),
        imported_at = min(imported_at, excluded.imported_at), rows_read = max(rows_read, excluded.rows_read),
        rows_left_out = min(rows_left_out, excluded.rows_left_out);
INSERT OR IGNORE INTO main.import_batches (import, batch)
    SELECT ours.id, batch_map.ours FROM other.import_batches
    JOIN other.imports AS theirs ON theirs.id = import JOIN main.imports AS ours ON ours.sha256 = theirs.sha256
    JOIN temp.batch_map ON batch_map.theirs = batch;
"""
