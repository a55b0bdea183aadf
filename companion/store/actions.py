"""What people do: tags, notes, collecting, hiding, naming a site's own picture; each can be undone and done again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from companion.core.wire.accounts import ActionKind
from companion.errors import BadRequestError, NotFoundError
from companion.store import cases
from companion.store.action_log import Action, add
from companion.store.reuse import same_as

LONGEST_TAG = 100
LONGEST_NOTE = 5000
_NAMED = "id IN (SELECT value FROM json_each(:accounts))"
"""Of rows in ``accounts``: those that were named, as far as they are there yet."""


def tag(conn: sqlite3.Connection, accounts: Iterable[int], text: str, at: datetime) -> Action | None:
    """Tag these accounts; None where all of them have the tag. Raises :class:`BadRequestError` for no good tag."""
    text = _good(text, LONGEST_TAG, "tag")
    return add(
        conn,
        ActionKind.tag,
        at,
        f"INSERT INTO tags (account, tag, added) SELECT id, :text, :action FROM accounts WHERE {_NAMED} "
        "AND id NOT IN (SELECT account FROM account_tags WHERE tag = :text)",
        {"text": text, "accounts": _list(accounts)},
    )


def untag(conn: sqlite3.Connection, accounts: Iterable[int], text: str, at: datetime) -> Action | None:
    """Take the tag off these accounts; None where none has it."""
    return add(
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
    done = add(
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
    done = add(
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
    return add(
        conn,
        ActionKind.collect,
        at,
        f"INSERT INTO collected (case_id, account, added) SELECT :case, id, :action FROM accounts WHERE {_NAMED} "
        "AND id NOT IN (SELECT account FROM case_accounts WHERE case_id = :case)",
        {"case": case, "accounts": _list(accounts)},
    )


def take_out(conn: sqlite3.Connection, case: int, accounts: Iterable[int], at: datetime) -> Action | None:
    """Take these accounts out of the case; None where none was collected. What was recorded into it stays in it."""
    return add(
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
    return add(
        conn,
        ActionKind.hide,
        at,
        f"INSERT INTO hidden (account, added) SELECT id, :action FROM accounts WHERE {_NAMED} "
        "AND id NOT IN (SELECT account FROM hidden_accounts)",
        {"accounts": _list(accounts)},
    )


def show(conn: sqlite3.Connection, accounts: Iterable[int], at: datetime) -> Action | None:
    """Hide these accounts no longer; None where none is hidden."""
    return add(
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
    return add(
        conn,
        what,
        at,
        "INSERT INTO standard_said (picture, added, is_standard) SELECT id, :action, :is_standard FROM pictures "
        "WHERE id IN (SELECT value FROM json_each(:pictures)) AND standard <> :is_standard",
        {"pictures": _list([picture, *same_as(conn, picture)]), "is_standard": is_standard},
    )


def _good(text: str, longest: int, what: str) -> str:
    text = text.strip()
    if not text or len(text) > longest:
        raise BadRequestError("actions.length", what=what, longest=longest)
    return text


def _list(accounts: Iterable[int]) -> str:
    return json.dumps([int(account) for account in accounts])
