"""Codes of one use, by which whoever may read the data folder opens the companion's window."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from datetime import datetime, timedelta

from companion.store.times import text_of

CODE_SECONDS = 120


def new_code(conn: sqlite3.Connection, now: datetime) -> str:
    """A code that opens the window once, within two minutes; only its hash is kept."""
    conn.execute("DELETE FROM handovers WHERE expires_at <= ?", (text_of(now),))
    code = secrets.token_urlsafe(32)
    expires = text_of(now + timedelta(seconds=CODE_SECONDS))
    conn.execute("INSERT INTO handovers (code_sha256, expires_at) VALUES (?, ?)", (_hash(code), expires))
    return code


def use_code(conn: sqlite3.Connection, code: str, now: datetime) -> bool:
    """Whether this code is in force; it is dead afterwards."""
    found = conn.execute("DELETE FROM handovers WHERE code_sha256 = ? RETURNING expires_at", (_hash(code),)).fetchone()
    return found is not None and found["expires_at"] > text_of(now)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogateescape")).hexdigest()
