"""What the database knows, asked of it plainly, account by account and edge by edge: what an export must give back."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from tests.companion.exports.worlds import rows

Row = dict[str, Any]


def everything(conn: sqlite3.Connection) -> dict[str, list[Row]]:
    """Every table's rows, as ``core/facts.py`` names their columns; without the community."""
    refs = {row["id"]: _ref(row) for row in rows(conn, "SELECT * FROM accounts")}
    return {
        "accounts": [_account(conn, row, refs) for row in rows(conn, "SELECT * FROM accounts ORDER BY id")],
        "edges": [_edge(conn, row, refs) for row in rows(conn, "SELECT * FROM edges ORDER BY source, target, kind")],
        "captures": [found for row in rows(conn, "SELECT * FROM captures") if (found := _capture(conn, row, refs))],
        "activities": [_activity(conn, row, refs) for row in _by_account(conn)],
    }


def _ref(row: Row) -> str:
    by_id = row["account_id"] is not None
    return f"{row['platform']}:id:{row['account_id']}" if by_id else f"{row['platform']}:handle:{row['handle']}"


def _account(conn: sqlite3.Connection, row: Row, refs: dict[int, str]) -> Row:
    key = row["id"]
    picture = rows(
        conn,
        "SELECT picture_addresses.address, pictures.* FROM picture_addresses LEFT JOIN pictures "
        "ON pictures.id = picture WHERE picture_addresses.id = ?",
        row["picture_address"],
    )
    worn = picture[0] if picture else {}
    evidence = json.loads(worn.get("evidence") or "{}")
    measured = worn.get("id") is not None
    wearers = rows(conn, "SELECT DISTINCT account FROM account_pictures WHERE picture = ?", worn.get("id"))
    return {
        "ref": refs[key],
        "account": key,
        **{name: row[name] for name in ("platform", "account_id", "handle", "display_name", "address")},
        "handles": rows(
            conn,
            "SELECT handle, first_seen, last_seen FROM account_handles WHERE account = ? ORDER BY first_seen, handle",
            key,
        ),
        **{name: _last_said(conn, key, name) for name in ("bio", "followers", "following", "friends", "posts")},
        "first_seen": row["first_seen"],
        "last_seen": row["last_seen"],
        "picture_address": worn.get("address"),
        "picture_sha256": worn.get("sha256"),
        "picture_status": (worn["status"] or "waiting") if worn else None,
        "picture_score": worn.get("score"),
        "picture_level": evidence.get("level"),
        "picture_one_in": evidence.get("rarity", {}).get("one_in"),
        "picture_at_least": evidence.get("rarity", {}).get("at_least"),
        "reused_by": len({each["account"] for each in wearers} - {key}) if measured else None,
        "reused_elsewhere": 0 if measured else None,
        "known_in": [],
        "tags": [each["tag"] for each in rows(conn, "SELECT tag FROM tags WHERE account = ?", key)],
        "notes": [each["text"] for each in rows(conn, "SELECT text FROM notes WHERE account = ?", key)],
        "hidden": False,
        "selected": True,
    }


def _last_said(conn: sqlite3.Connection, account: int, name: str) -> Any:
    said = rows(
        conn,
        f"SELECT {name} AS said FROM observations JOIN batches ON batches.id = batch WHERE account = ? "
        f"AND {name} IS NOT NULL ORDER BY observed_at DESC, observations.id DESC LIMIT 1",
        account,
    )
    return said[0]["said"] if said else None


def _edge(conn: sqlite3.Connection, row: Row, refs: dict[int, str]) -> Row:
    sightings = rows(
        conn,
        "SELECT DISTINCT capture FROM edge_sightings WHERE kind = ? AND source = ? AND target = ?",
        *(row[name] for name in ("kind", "source", "target")),
    )
    return {
        "edge": row["id"],
        "kind": row["kind"],
        "source": refs[row["source"]],
        "target": refs[row["target"]],
        "first_seen": row["first_seen"],
        "last_seen": row["last_seen"],
        "captures": len(sightings),
        "spells": rows(
            conn,
            "SELECT first_seen, last_seen, began_after, gone_by FROM spells WHERE edge = ? ORDER BY first_seen",
            row["id"],
        ),
    }


def _capture(conn: sqlite3.Connection, row: Row, refs: dict[int, str]) -> Row | None:
    """None for a list of nobody that shows nobody."""
    seen = rows(conn, "SELECT account FROM capture_members WHERE capture = ? ORDER BY account", row["id"])
    if row["owner"] is None and not seen:
        return None
    batch = rows(conn, "SELECT * FROM batches WHERE id = ?", row["batch"])[0]
    page = rows(conn, "SELECT * FROM pages WHERE id = ?", batch["page"])[0]
    return {
        "capture": row["uuid"],
        "kind": row["kind"],
        "owner": refs.get(row["owner"]),
        "platform": page["platform"],
        "page": page["address"],
        "page_kind": page["kind"],
        **{name: row[name] for name in ("displayed_count", "seen_count")},
        "complete": row["complete"] == 1,
        **{name: row[name] for name in ("first_seen", "last_seen")},
        "session": rows(conn, "SELECT uuid FROM sessions WHERE id = ?", batch["session"])[0]["uuid"],
        "tool_version": batch["tool_version"],
        "members": [refs[each["account"]] for each in seen],
    }


def _by_account(conn: sqlite3.Connection) -> list[Row]:
    return rows(conn, "SELECT * FROM activities ORDER BY account, kind, id")


def _activity(conn: sqlite3.Connection, row: Row, refs: dict[int, str]) -> Row:
    batch = rows(
        conn,
        "SELECT observed_at, address FROM batches JOIN pages ON pages.id = page WHERE batches.id = ?",
        row["batch"],
    )[0]
    return {
        "activity": row["id"],
        "account": refs[row["account"]],
        "platform": refs[row["account"]].partition(":")[0],
        **{
            name: row[name]
            for name in ("kind", "object", "object_kind", "text", "content", "time", "precision", "look", "place")
        },
        "seen_at": batch["observed_at"],
        "page": batch["address"],
        "objects": rows(
            conn,
            "SELECT kind, key FROM objects JOIN activity_objects ON object = objects.id WHERE activity = ? "
            "ORDER BY kind, key",
            row["id"],
        ),
    }
