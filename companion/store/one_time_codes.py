"""Codes of one use, by which whoever may read the data folder opens the companion's window."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3

CODE_SECONDS = 120


def new_code(conn: sqlite3.Connection, uptime: float) -> str:
    """A code that opens the window once, within two minutes of :func:`uptime`; only its hash is kept."""
    _end_the_old(conn, uptime)
    code = secrets.token_urlsafe(32)
    conn.execute("INSERT INTO handovers (code_sha256, made_at_uptime) VALUES (?, ?)", (_hash(code), uptime))
    return code


def use_code(conn: sqlite3.Connection, code: str, uptime: float) -> bool:
    """Whether this code is in force; it is dead afterwards."""
    _end_the_old(conn, uptime)
    return conn.execute("DELETE FROM handovers WHERE code_sha256 = ?", (_hash(code),)).rowcount == 1


def _end_the_old(conn: sqlite3.Connection, uptime: float) -> None:
    """Also those of a time before the computer started anew."""
    conn.execute("DELETE FROM handovers WHERE made_at_uptime NOT BETWEEN ? AND ?", (uptime - CODE_SECONDS, uptime))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogateescape")).hexdigest()
