"""Cases: what was recorded into each, and the notes that were written with it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from pydantic import ValidationError

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


def case(conn: sqlite3.Connection, number: int) -> CaseKnown:
    """Raises :class:`NotFoundError`."""
    found = next((each for each in every_case(conn) if each.number == number), None)
    if found is None:
        raise NotFoundError("There is no such case.")
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
        raise BadRequestError("A case's name has 1 to 200 characters.") from None
    if conn.execute("SELECT 1 FROM cases WHERE name = ? AND id <> ?", (good, number)).fetchone():
        raise BadRequestError(f"There is a case {good} already.")
    return good


def number_of(conn: sqlite3.Connection, name: str) -> int:
    """The number of the case of this name. Raises :class:`NotFoundError`."""
    row = conn.execute("SELECT id FROM cases WHERE name = ?", (name.strip(),)).fetchone()
    if row is None:
        there_are = ", ".join(row["name"] for row in conn.execute("SELECT name FROM cases ORDER BY name LIMIT 10"))
        raise NotFoundError(
            f"There is no case {name}: " + (f"there is {there_are}." if there_are else "there is none.")
        )
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
