"""What people do: tags, notes, collecting, hiding, naming a site's own picture; each can be undone and done again.

An action is never deleted by undoing it. What it added is in force while it is not undone, and what it removed is not
in force while it is not undone; the views ``account_tags``, ``account_notes``, ``case_accounts``,
``hidden_accounts`` and ``standard_pictures`` say what is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from companion.core.wire.accounts import ActionKind
from companion.errors import BadRequestError, NotFoundError
from companion.store import cases
from companion.store.reuse import same_as
from companion.store.times import text_of, time_of

LONGEST_TAG = 100
LONGEST_NOTE = 5000
_NAMED = "id IN (SELECT value FROM json_each(:accounts))"
"""Of rows in ``accounts``: those that were named, as far as they are there yet."""


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


def tag(conn: sqlite3.Connection, accounts: Iterable[int], text: str, at: datetime) -> Action | None:
    """Tag these accounts; None where all of them have the tag. Raises :class:`BadRequestError` for no good tag."""
    text = _good(text, LONGEST_TAG, "tag")
    return _add(
        conn,
        ActionKind.tag,
        at,
        f"INSERT INTO tags (account, tag, added) SELECT id, :text, :action FROM accounts WHERE {_NAMED} "
        "AND id NOT IN (SELECT account FROM account_tags WHERE tag = :text)",
        {"text": text, "accounts": _list(accounts)},
    )


def untag(conn: sqlite3.Connection, accounts: Iterable[int], text: str, at: datetime) -> Action | None:
    """Take the tag off these accounts; None where none has it."""
    return _add(
        conn,
        ActionKind.untag,
        at,
        "UPDATE tags SET removed = :action WHERE id IN (SELECT id FROM account_tags "
        "WHERE tag = :text AND account IN (SELECT value FROM json_each(:accounts)))",
        {"text": text.strip(), "accounts": _list(accounts)},
    )


def note_account(conn: sqlite3.Connection, account: int, text: str, at: datetime) -> Action:
    """Raises :class:`BadRequestError` for a note of no or too many words, :class:`NotFoundError` for nobody's."""
    if conn.execute("SELECT 1 FROM accounts WHERE id = ?", (account,)).fetchone() is None:
        raise NotFoundError("accounts.unknown")
    return _note(conn, text, at, account=account, case=None)


def note_case(conn: sqlite3.Connection, case: int, text: str, at: datetime) -> Action:
    """Raises :class:`BadRequestError` for a note of no or too many words, :class:`NotFoundError` without the case."""
    cases.check(conn, case)
    return _note(conn, text, at, account=None, case=case)


def _note(conn: sqlite3.Connection, text: str, at: datetime, account: int | None, case: int | None) -> Action:
    done = _add(
        conn,
        ActionKind.note,
        at,
        "INSERT INTO notes (account, case_id, text, added) VALUES (:account, :case, :text, :action)",
        {"account": account, "case": case, "text": _good(text, LONGEST_NOTE, "note")},
    )
    assert done is not None
    return done


def remove_note(conn: sqlite3.Connection, note: int, at: datetime) -> Action:
    """Raises :class:`NotFoundError` where it is not in force."""
    done = _add(
        conn,
        ActionKind.remove_note,
        at,
        "UPDATE notes SET removed = :action WHERE id = :note AND id IN (SELECT id FROM account_notes)",
        {"note": note},
    )
    if done is None:
        raise NotFoundError("actions.no_note")
    return done


def collect(conn: sqlite3.Connection, case: int, accounts: Iterable[int], at: datetime) -> Action | None:
    """Collect these accounts into the case; None where it has all of them, recorded or collected.

    Raises :class:`NotFoundError` for no such case.
    """
    cases.check(conn, case)
    return _add(
        conn,
        ActionKind.collect,
        at,
        f"INSERT INTO collected (case_id, account, added) SELECT :case, id, :action FROM accounts WHERE {_NAMED} "
        "AND id NOT IN (SELECT account FROM case_accounts WHERE case_id = :case)",
        {"case": case, "accounts": _list(accounts)},
    )


def take_out(conn: sqlite3.Connection, case: int, accounts: Iterable[int], at: datetime) -> Action | None:
    """Take these accounts out of the case; None where none was collected. What was recorded into it stays in it."""
    return _add(
        conn,
        ActionKind.take_out,
        at,
        "UPDATE collected SET removed = :action WHERE case_id = :case "
        "AND account IN (SELECT value FROM json_each(:accounts)) "
        "AND added IN (SELECT id FROM actions WHERE undone_at IS NULL) "
        "AND (removed IS NULL OR removed IN (SELECT id FROM actions WHERE undone_at IS NOT NULL))",
        {"case": case, "accounts": _list(accounts)},
    )


def hide(conn: sqlite3.Connection, accounts: Iterable[int], at: datetime) -> Action | None:
    """Leave these accounts out of every selection that does not ask for hidden ones; None where all are hidden."""
    return _add(
        conn,
        ActionKind.hide,
        at,
        f"INSERT INTO hidden (account, added) SELECT id, :action FROM accounts WHERE {_NAMED} "
        "AND id NOT IN (SELECT account FROM hidden_accounts)",
        {"accounts": _list(accounts)},
    )


def show(conn: sqlite3.Connection, accounts: Iterable[int], at: datetime) -> Action | None:
    """Hide these accounts no longer; None where none is hidden."""
    return _add(
        conn,
        ActionKind.show,
        at,
        "UPDATE hidden SET removed = :action WHERE id IN (SELECT id FROM hidden_accounts "
        "WHERE account IN (SELECT value FROM json_each(:accounts)))",
        {"accounts": _list(accounts)},
    )


def call_standard(conn: sqlite3.Connection, picture: int, at: datetime) -> Action | None:
    """Say that the picture and its copies are their site's own; None where that is held already."""
    return _say(conn, ActionKind.standard, picture, at, is_standard=True)


def call_own(conn: sqlite3.Connection, picture: int, at: datetime) -> Action | None:
    """Say that the picture and its copies are not their site's own; None where that is held already."""
    return _say(conn, ActionKind.not_standard, picture, at, is_standard=False)


def _say(conn: sqlite3.Connection, what: ActionKind, picture: int, at: datetime, *, is_standard: bool) -> Action | None:
    return _add(
        conn,
        what,
        at,
        "INSERT INTO standard_said (picture, added, is_standard) SELECT id, :action, :is_standard FROM pictures "
        "WHERE id IN (SELECT value FROM json_each(:pictures)) AND standard <> :is_standard",
        {"pictures": _list([picture, *same_as(conn, picture)]), "is_standard": is_standard},
    )


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


def _add(
    conn: sqlite3.Connection, what: ActionKind, at: datetime, sql: str, values: dict[str, object]
) -> Action | None:
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


def _good(text: str, longest: int, what: str) -> str:
    text = text.strip()
    if not text or len(text) > longest:
        raise BadRequestError("actions.length", what=what, longest=longest)
    return text


def _list(accounts: Iterable[int]) -> str:
    return json.dumps([int(account) for account in accounts])
