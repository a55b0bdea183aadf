"""Cases: what was recorded into each, its notes, the texts of its report, and its key for pseudonyms."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass

from pydantic import ValidationError

from companion.core.naming import KEY_BYTES, parse_key
from companion.core.wire.observations import Case
from companion.errors import BadRequestError, NotFoundError


@dataclass(frozen=True)
class CaseKnown:
    """``recorded``: batches that were recorded into it; ``accounts``: those in these, and those collected."""

    number: int
    name: str
    created_at: str
    accounts: int
    recorded: int
    first_seen: str | None
    last_seen: str | None


@dataclass(frozen=True)
class CaseNote:
    """``note``: its number where a person wrote it by hand, None where it came with what was recorded."""

    note: int | None
    text: str
    at: str


def every_case(conn: sqlite3.Connection) -> list[CaseKnown]:
    """All cases, by name."""
    rows = conn.execute(
        "SELECT cases.id AS number, name, created_at, "
        "(SELECT count(*) FROM case_accounts WHERE case_id = cases.id) AS accounts, count(batch) AS recorded, "
        "min(observed_at) AS first_seen, max(observed_at) AS last_seen FROM cases "
        "LEFT JOIN case_batches ON case_id = cases.id LEFT JOIN batches ON batches.id = batch "
        "GROUP BY cases.id ORDER BY name"
    )
    return [CaseKnown(**row) for row in rows]


def check(conn: sqlite3.Connection, number: int) -> None:
    """Raises :class:`NotFoundError` where there is no such case."""
    if conn.execute("SELECT 1 FROM cases WHERE id = ?", (number,)).fetchone() is None:
        raise NotFoundError("cases.unknown")


def case(conn: sqlite3.Connection, number: int) -> CaseKnown:
    """Raises :class:`NotFoundError`."""
    found = next((each for each in every_case(conn) if each.number == number), None)
    if found is None:
        raise NotFoundError("cases.unknown")
    return found


def notes(conn: sqlite3.Connection, number: int) -> list[CaseNote]:
    """The case's notes, in the order of time."""
    rows = conn.execute(
        "SELECT NULL AS note, text, noted_at AS at FROM case_notes WHERE case_id = :case UNION ALL "
        "SELECT id, text, added_at FROM account_notes WHERE case_id = :case ORDER BY at, note",
        {"case": number},
    )
    return [CaseNote(**row) for row in rows]


def new(conn: sqlite3.Connection, name: str, at: str) -> int:
    """The new case's number. Raises :class:`BadRequestError` for a name that is taken or not good."""
    good = _free_name(conn, name)
    row = conn.execute("INSERT INTO cases (name, created_at) VALUES (?, ?) RETURNING id", (good, at)).fetchone()
    return int(row["id"])


def rename(conn: sqlite3.Connection, number: int, name: str) -> None:
    """Raises :class:`BadRequestError` for a name that is taken or not good."""
    conn.execute("UPDATE cases SET name = ? WHERE id = ?", (_free_name(conn, name, number), number))


def _free_name(conn: sqlite3.Connection, name: str, number: int = 0) -> str:
    try:
        good = Case(name=name).name
    except ValidationError:
        raise BadRequestError("cases.name") from None
    if conn.execute("SELECT 1 FROM cases WHERE name = ? AND id <> ?", (good, number)).fetchone():
        raise BadRequestError("cases.exists", name=good)
    return good


def number_of(conn: sqlite3.Connection, name: str) -> int:
    """The number of the case of this name. Raises :class:`NotFoundError`."""
    row = conn.execute("SELECT id FROM cases WHERE name = ?", (name.strip(),)).fetchone()
    if row is None:
        there_are = ", ".join(row["name"] for row in conn.execute("SELECT name FROM cases ORDER BY name LIMIT 10"))
        if there_are:
            raise NotFoundError("cases.unknown_name", name=name, known=there_are)
        raise NotFoundError("cases.none", name=name)
    return int(row["id"])


def record(conn: sqlite3.Connection, case: Case, batch: int, at: str) -> None:
    """The batch belongs to the case of this name, which is made where there is none. The same note is kept once."""
    row = conn.execute(
        "INSERT INTO cases (name, created_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = name RETURNING id",
        (case.name, at),
    ).fetchone()
    number = int(row["id"])
    conn.execute("INSERT INTO case_batches (case_id, batch) VALUES (?, ?)", (number, batch))
    if case.note.strip():
        conn.execute(
            "INSERT OR IGNORE INTO case_notes (case_id, text, noted_at) VALUES (?, ?, ?)",
            (number, case.note.strip(), at),
        )


def texts(conn: sqlite3.Connection, case: int) -> dict[str, str]:
    """All of a case's texts."""
    rows = conn.execute("SELECT name, text FROM case_texts WHERE case_id = ? ORDER BY name", (case,))
    return {row["name"]: row["text"] for row in rows}


def keep_text(conn: sqlite3.Connection, case: int, name: str, text: str) -> None:
    """Keep the text under this name; an empty one takes away what was kept."""
    if text.strip():
        conn.execute("INSERT OR REPLACE INTO case_texts (case_id, name, text) VALUES (?, ?, ?)", (case, name, text))
    else:
        conn.execute("DELETE FROM case_texts WHERE case_id = ? AND name = ?", (case, name))


def key_of(conn: sqlite3.Connection, case: int) -> bytes:
    """The key (32 bytes) of the case of this number, which is there."""
    made = secrets.token_hex(KEY_BYTES)
    conn.execute("UPDATE cases SET pseudonym_key = ? WHERE id = ? AND pseudonym_key IS NULL", (made, case))
    return parse_key(_stored(conn, case) or made)


def has_key(conn: sqlite3.Connection, case: int) -> bool:
    return _stored(conn, case) is not None


def has_other_key(conn: sqlite3.Connection, case: int, key: bytes) -> bool:
    """Whether the case has a key, and it is not this one."""
    stored = _stored(conn, case)
    return stored is not None and parse_key(stored) != key


def set_key(conn: sqlite3.Connection, case: int, key: bytes) -> None:
    conn.execute("UPDATE cases SET pseudonym_key = ? WHERE id = ?", (key.hex(), case))


def _stored(conn: sqlite3.Connection, case: int) -> str | None:
    found: str | None = conn.execute("SELECT pseudonym_key FROM cases WHERE id = ?", (case,)).fetchone()[0]
    return found
