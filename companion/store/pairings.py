"""Pairing codes and the browsers that were paired by them."""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from companion.core import proof
from companion.store import times
from companion.store.db import remember, remembered
from companion.store.times import text_of

CODE_SECONDS = 120
CODE_TRIES = 5
_BOOT = "boot"


@dataclass(frozen=True)
class Pairing:
    number: int
    browser: str
    origin: str | None
    paired_at: str
    revoked_at: str | None


def end_codes_of_before(conn: sqlite3.Connection) -> None:
    """Codes of either kind are timed by the seconds since the computer's start, which come again: so those that were
    made before another start go."""
    boot = times.boot()
    if remembered(conn, _BOOT) != boot:
        conn.execute("DELETE FROM pairing_codes")
        conn.execute("DELETE FROM handovers")
        remember(conn, _BOOT, boot)


def new_code(conn: sqlite3.Connection, uptime: float) -> str:
    """Six digits that pair one browser within two minutes of :func:`uptime`; any code before it is dead."""
    end_codes_of_before(conn)
    code = f"{secrets.randbelow(10**6):06d}"
    conn.execute("DELETE FROM pairing_codes")
    conn.execute("INSERT INTO pairing_codes (code, made_at_uptime) VALUES (?, ?)", (code, uptime))
    return code


def use_code(conn: sqlite3.Connection, code: str, uptime: float) -> bool:
    """Whether this is the living code, which is dead afterwards; a wrong one is counted against the living one."""
    end_codes_of_before(conn)
    row = conn.execute(
        "SELECT id, code FROM pairing_codes WHERE made_at_uptime BETWEEN ? AND ? AND wrong_tries < ?",
        (uptime - CODE_SECONDS, uptime, CODE_TRIES),
    ).fetchone()
    if row is None:
        return False
    if hmac.compare_digest(row["code"].encode(), code.encode()):
        conn.execute("DELETE FROM pairing_codes")
        return True
    conn.execute("UPDATE pairing_codes SET wrong_tries = wrong_tries + 1 WHERE id = ?", (row["id"],))
    return False


def add(conn: sqlite3.Connection, browser: str, origin: str | None, now: datetime) -> str:
    """A new pairing's token; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    conn.execute(
        "INSERT INTO pairings (token_sha256, browser, origin, paired_at) VALUES (?, ?, ?, ?)",
        (proof.key_of(token).hex(), browser, origin, text_of(now)),
    )
    return token


def holder_of(conn: sqlite3.Connection, shown: str, port: int, run: str) -> int | None:
    """The number of the living pairing whose pass this is, compared in constant time with every one."""
    given = shown.encode("utf-8", "surrogateescape")
    holder = None
    for row in conn.execute("SELECT id, token_sha256 FROM pairings WHERE revoked_at IS NULL"):
        key = bytes.fromhex(row["token_sha256"])
        if hmac.compare_digest(proof.pass_of(key, port=port, run=run).encode(), given):
            holder = int(row["id"])
    return holder


def still_holds(conn: sqlite3.Connection, pairing: int | None) -> bool:
    """Whether what rests on this pairing is in force; what rests on none is."""
    in_force = "SELECT 1 FROM pairings WHERE id = ? AND revoked_at IS NULL"
    return pairing is None or conn.execute(in_force, (pairing,)).fetchone() is not None


def named(conn: sqlite3.Connection, name: str) -> tuple[bytes, bool] | None:
    """The key of the pairing of this name, and whether it was revoked."""
    for row in conn.execute("SELECT token_sha256, revoked_at FROM pairings ORDER BY id DESC"):
        key = bytes.fromhex(row["token_sha256"])
        if proof.name_of(key) == name:
            return key, row["revoked_at"] is not None
    return None


def origins(conn: sqlite3.Connection) -> frozenset[str]:
    """The origins of the extensions that are paired."""
    rows = conn.execute("SELECT DISTINCT origin FROM pairings WHERE revoked_at IS NULL AND origin IS NOT NULL")
    return frozenset(row["origin"] for row in rows)


def listed(conn: sqlite3.Connection) -> list[Pairing]:
    """Every pairing, revoked ones too, oldest first."""
    rows = conn.execute("SELECT id, browser, origin, paired_at, revoked_at FROM pairings ORDER BY id")
    return [Pairing(*row) for row in rows]


def revoke(conn: sqlite3.Connection, number: int, now: datetime) -> bool:
    """Whether there was such a pairing still in force."""
    changed = conn.execute(
        "UPDATE pairings SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (text_of(now), number)
    )
    return changed.rowcount == 1
