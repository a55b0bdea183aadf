"""What was done by people, in its order, and how it is undone and done again.

An action is never deleted by undoing it. What it added is in force while it is not undone, and what it removed is not
in force while it is not undone; the views ``account_tags``, ``account_notes``, ``case_accounts``,
``hidden_accounts`` and ``standard_pictures`` say what is.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from companion.core.wire.accounts import ActionKind
from companion.errors import NotFoundError
from companion.store.times import text_of, time_of


@dataclass(frozen=True)
class Action:
    """``rows``: how many accounts it tagged, collected, hid …, or pictures it named, or 1 for a note."""

    number: int
    what: ActionKind
    done_at: str
    undone_at: str | None
    rows: int
    subject: str
    """The tag, the case's name or the note's text."""


def undo(conn: sqlite3.Connection, at: datetime) -> Action:
    """Undo the last action in force. Raises :class:`NotFoundError` where there is none."""
    row = conn.execute(
        "SELECT id FROM actions WHERE undone_at IS NULL ORDER BY done_at DESC, id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        raise NotFoundError("actions.nothing_to_undo")
    conn.execute("UPDATE actions SET undone_at = ? WHERE id = ?", (_next_time(conn, at), row["id"]))
    return _action(conn, row["id"])


def redo(conn: sqlite3.Connection) -> Action:
    """Do again what was undone last, unless something else was done since. Raises :class:`NotFoundError`."""
    row = conn.execute(
        "SELECT id FROM actions AS undone WHERE undone_at IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM actions AS other WHERE other.done_at > undone.undone_at) ORDER BY undone_at DESC LIMIT 1"
    ).fetchone()
    if row is None:
        raise NotFoundError("actions.nothing_to_redo")
    conn.execute("UPDATE actions SET undone_at = NULL WHERE id = ?", (row["id"],))
    return _action(conn, row["id"])


def last_actions(conn: sqlite3.Connection, most: int) -> list[Action]:
    """What was done last, the newest first, undone or not."""
    rows = conn.execute("SELECT id FROM actions ORDER BY done_at DESC, id DESC LIMIT ?", (most,)).fetchall()
    return [_action(conn, row["id"]) for row in rows]


# What each kind of action wrote: the table, the column that names the action, and what it was about.
_WRITTEN = {
    ActionKind.tag: ("tags", "added", "tag"),
    ActionKind.untag: ("tags", "removed", "tag"),
    ActionKind.note: ("notes", "added", "text"),
    ActionKind.remove_note: ("notes", "removed", "text"),
    ActionKind.collect: ("collected JOIN cases ON cases.id = case_id", "added", "name"),
    ActionKind.take_out: ("collected JOIN cases ON cases.id = case_id", "removed", "name"),
    ActionKind.hide: ("hidden", "added", "''"),
    ActionKind.show: ("hidden", "removed", "''"),
    ActionKind.standard: ("standard_said", "added", "''"),
    ActionKind.not_standard: ("standard_said", "added", "''"),
}


def _action(conn: sqlite3.Connection, number: int) -> Action:
    row = conn.execute("SELECT * FROM actions WHERE id = ?", (number,)).fetchone()
    what = ActionKind(row["what"])
    table, column, subject = _WRITTEN[what]
    written = conn.execute(
        f"SELECT count(*) AS rows, coalesce(max({subject}), '') AS subject FROM {table} WHERE {column} = ?", (number,)
    ).fetchone()
    return Action(number, what, row["done_at"], row["undone_at"], written["rows"], written["subject"])


def add(conn: sqlite3.Connection, what: ActionKind, at: datetime, sql: str, values: dict[str, object]) -> Action | None:
    """Do it as a new action; without a trace and None where it changes nothing."""
    number = conn.execute(
        "INSERT INTO actions (uuid, what, done_at) VALUES (?, ?, ?) RETURNING id",
        (str(uuid4()), what.value, _next_time(conn, at)),
    ).fetchone()["id"]
    if conn.execute(sql, values | {"action": number}).rowcount == 0:
        conn.execute("DELETE FROM actions WHERE id = ?", (number,))
        return None
    return _action(conn, number)


def _next_time(conn: sqlite3.Connection, at: datetime) -> str:
    """The time, or just after the last action's where a clock was set back: their order is told by their times."""
    last = conn.execute("SELECT max(max(done_at), coalesce(max(undone_at), '')) FROM actions").fetchone()[0]
    if last is None or last < text_of(at):
        return text_of(at)
    return text_of(time_of(last) + timedelta(milliseconds=1))
