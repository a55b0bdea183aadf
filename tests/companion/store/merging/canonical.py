"""Everything that a database knows, without any of its numbers: two that know the same give the same."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from tests.companion.standings import assert_standings_follow

Facts = dict[str, Counter[tuple[Any, ...]]]


def facts(conn: sqlite3.Connection) -> Facts:
    assert_standings_follow(conn)
    return {name: Counter(tuple(row) for row in conn.execute(sql)) for name, sql in QUERIES.items()}


def _account(key: str) -> str:
    """An account by what names it; one that has lost its handle by those that it had."""
    return (
        "(SELECT json_array(platform, account_id, coalesce(account_id, handle, "
        "(SELECT group_concat(handle) FROM (SELECT handle FROM account_handles WHERE account = named.id "
        f"ORDER BY handle)))) FROM accounts AS named WHERE named.id = {key})"
    )


_BATCH = "(SELECT key FROM batches WHERE batches.id = {})"
_SHA = "(SELECT sha256 FROM pictures WHERE pictures.id = {})"
_ACTION = "(SELECT uuid FROM actions WHERE actions.id = {})"
_CASE = "(SELECT name FROM cases WHERE cases.id = {})"
_KEY = "(SELECT key FROM picture_addresses AS p WHERE p.id = {})"

QUERIES = {
    "accounts": f"SELECT {_account('accounts.id')}, handle, display_name, address, {_KEY.format('picture_address')}, "
    "first_seen, last_seen FROM accounts",
    "handles": f"SELECT {_account('account')}, platform, handle, first_seen, last_seen FROM account_handles",
    "avatars": f"SELECT {_account('account')}, {_KEY.format('picture_address')}, first_seen, last_seen FROM avatars",
    "sessions": "SELECT uuid, first_seen, last_seen FROM sessions",
    "pages": "SELECT platform, kind, address, title, first_seen, last_seen FROM pages",
    "batches": "SELECT key, sessions.uuid, pages.address, tool_version, observed_at, received_at FROM batches "
    "JOIN sessions ON sessions.id = session JOIN pages ON pages.id = page",
    "observations": f"SELECT {_account('account')}, {_BATCH.format('batch')}, role, account_id, handle, address, "
    "display_name, bio, followers, following, friends, posts, " + _KEY.format("picture_address") + " FROM observations",
    "captures": f"SELECT uuid, kind, {_account('owner')}, {_BATCH.format('batch')}, displayed_count, seen_count, "
    "complete, first_seen, last_seen FROM captures",
    "members": f"SELECT uuid, {_account('account')}, {_BATCH.format('capture_members.batch')} FROM capture_members "
    "JOIN captures ON captures.id = capture",
    "activities": f"SELECT {_account('account')}, {_BATCH.format('batch')}, activities.kind, activities.object, "
    "object_kind, text, time, precision, content FROM activities",
    "acted upon": f"SELECT {_account('account')}, {_BATCH.format('batch')}, objects.platform, objects.kind, "
    "objects.key FROM activity_objects JOIN activities ON activities.id = activity "
    "JOIN objects ON objects.id = activity_objects.object",
    "objects": "SELECT platform, kind, key FROM objects",
    "edges": f"SELECT edges.kind, CASE edges.kind WHEN 'friend' THEN min({_account('source')}, {_account('target')}) "
    f"ELSE {_account('source')} END, CASE edges.kind WHEN 'friend' THEN max({_account('source')}, "
    f"{_account('target')}) ELSE {_account('target')} END, edges.first_seen, edges.last_seen, spells.first_seen, "
    "spells.last_seen, began_after, gone_by FROM edges JOIN spells ON edge = edges.id",
    "pictures": "SELECT sha256, size, status, score, evidence, measured_at, received_at, landmarks, jpeg, bytes "
    "FROM pictures LEFT JOIN thumbnails ON thumbnails.picture = pictures.id "
    "LEFT JOIN picture_bytes ON picture_bytes.picture = pictures.id",
    "picture addresses": f"SELECT platform, key, address, {_SHA.format('picture')} FROM picture_addresses",
    "reused": f"SELECT min({_SHA.format('first')}, {_SHA.format('second')}), max({_SHA.format('first')}, "
    f"{_SHA.format('second')}), distance FROM reused_pictures",
    "known": "SELECT name, added_at, sha256, file, jpeg FROM known_sets "
    "LEFT JOIN known_pictures ON known_set = known_sets.id",
    "known matches": f"SELECT {_SHA.format('picture')}, known_pictures.sha256, distance FROM known_matches "
    "JOIN known_pictures ON known_pictures.id = known_picture",
    "actions": "SELECT uuid, what, done_at, undone_at FROM actions",
    "tags": f"SELECT {_account('account')}, tag, {_ACTION.format('added')}, {_ACTION.format('removed')} FROM tags",
    "notes": f"SELECT {_account('account')}, {_CASE.format('case_id')}, text, {_ACTION.format('added')}, "
    f"{_ACTION.format('removed')} FROM notes",
    "collected": f"SELECT {_account('account')}, {_CASE.format('case_id')}, {_ACTION.format('added')}, "
    f"{_ACTION.format('removed')} FROM collected",
    "standard": f"SELECT {_SHA.format('picture')}, is_standard, {_ACTION.format('added')} FROM standard_said",
    "hidden": f"SELECT {_account('account')}, {_ACTION.format('added')}, {_ACTION.format('removed')} FROM hidden",
    "cases": "SELECT name, created_at, pseudonym_key FROM cases",
    "case notes": f"SELECT {_CASE.format('case_id')}, text, noted_at FROM case_notes",
    "case batches": f"SELECT {_CASE.format('case_id')}, {_BATCH.format('batch')} FROM case_batches",
    "case texts": f"SELECT {_CASE.format('case_id')}, name, text FROM case_texts",
    "imports": "SELECT sha256, file, format, imported_at, rows_read, rows_left_out FROM imports",
    "import batches": f"SELECT sha256, {_BATCH.format('batch')} FROM import_batches "
    "JOIN imports ON imports.id = import",
}
