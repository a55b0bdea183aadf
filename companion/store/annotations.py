"""The tags and notes that are in force."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from companion.errors import NotFoundError


@dataclass(frozen=True)
class Note:
    """A note in force: on an account or a case, by its number and by its name."""

    note: int
    account: int | None
    case: int | None
    on: str
    text: str
    added_at: str


def every_tag(conn: sqlite3.Connection) -> dict[str, int]:
    """How many accounts have each tag that is in force, by tag."""
    rows = conn.execute("SELECT tag, count(DISTINCT account) AS accounts FROM account_tags GROUP BY tag ORDER BY tag")
    return {row["tag"]: row["accounts"] for row in rows}


def check_tag(conn: sqlite3.Connection, tag: str) -> None:
    """Raises :class:`NotFoundError` where no account has it."""
    known = every_tag(conn)
    if tag not in known:
        if not known:
            raise NotFoundError("tags.none", tag=tag)
        raise NotFoundError("tags.unknown", tag=tag, known=", ".join(list(known)[:10]))


def every_note(conn: sqlite3.Connection) -> list[Note]:
    """The notes in force that were written by hand, in the order of time."""
    rows = conn.execute(
        "SELECT account_notes.id AS note, account, case_id AS 'case', coalesce(cases.name, accounts.handle, "
        "display_name, account_id, 'account ' || account) AS 'on', text, added_at FROM account_notes "
        "LEFT JOIN cases ON cases.id = case_id LEFT JOIN accounts ON accounts.id = account ORDER BY added_at, note"
    )
    return [Note(**row) for row in rows]
