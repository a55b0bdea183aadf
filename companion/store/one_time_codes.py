"""Codes of one use, by which whoever may read the data folder opens the companion's window, or a paired browser.

A paired browser's code begins with its pairing's number, so that what it opens ends with the pairing.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass

from companion.store import pairings

CODE_SECONDS = 120


@dataclass(frozen=True)
class Entry:
    """The window may be entered. ``pairing``: the number of the one that this rests on; None: on the data folder."""

    pairing: int | None


def new_code(conn: sqlite3.Connection, uptime: float, pairing: int | None = None) -> str:
    """A code that opens the window once, within two minutes of :func:`uptime`; only its hash is kept."""
    _end_the_old(conn, uptime)
    code = secrets.token_urlsafe(32)
    if pairing is not None:
        code = f"{pairing}.{code}"
    conn.execute("INSERT INTO handovers (code_sha256, made_at_uptime) VALUES (?, ?)", (_hash(code), uptime))
    return code


def use_code(conn: sqlite3.Connection, code: str, uptime: float) -> Entry | None:
    """What this code opens, where it and its pairing are in force; it is dead afterwards."""
    _end_the_old(conn, uptime)
    if conn.execute("DELETE FROM handovers WHERE code_sha256 = ?", (_hash(code),)).rowcount != 1:
        return None
    number, of_pairing, _ = code.partition(".")
    entry = Entry(int(number) if of_pairing else None)
    return entry if pairings.still_holds(conn, entry.pairing) else None


def _end_the_old(conn: sqlite3.Connection, uptime: float) -> None:
    pairings.end_codes_of_before(conn)
    conn.execute("DELETE FROM handovers WHERE made_at_uptime NOT BETWEEN ? AND ?", (uptime - CODE_SECONDS, uptime))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogateescape")).hexdigest()
