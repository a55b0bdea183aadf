"""The key of each case, by which exports make pseudonyms; made when it is first asked for."""

from __future__ import annotations

import secrets
import sqlite3

from companion.core.naming import KEY_BYTES, parse_key


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
