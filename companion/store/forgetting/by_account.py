"""Forgetting accounts: all that is known of them, also where they stand in the lists of others."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable

from companion.store.db import run_statements
from companion.store.forgetting.following import Forgotten, counted, settle

FORGOTTEN_PAGE = "forgotten:{}"
"""The address of a page that was one of theirs: what was seen of others there stays."""


def forget_accounts(conn: sqlite3.Connection, accounts: Iterable[int]) -> Forgotten:
    """Delete all that is known of these accounts.

    That is their observations, names, pictures that nobody else wears, lists, places in the lists of others,
    activities, tags and notes; and what others did with something whose address names them. Pages that were theirs,
    by owner, profile or address, lose address and title. What others wrote in words is not searched.
    """

    def delete() -> None:
        run_statements(conn, "CREATE TEMP TABLE touched (account INTEGER PRIMARY KEY)")
        conn.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((int(account),) for account in accounts))
        _forget_addresses(conn)
        run_statements(conn, ACCOUNTS)
        settle(conn)

    return counted(conn, delete)


def _forget_addresses(conn: sqlite3.Connection) -> None:
    """Empty the pages that were theirs, and delete what others did with something whose address names them."""
    names: dict[str, set[str]] = {}
    for platform, name in conn.execute(NAMES).fetchall():
        names.setdefault(platform, set()).add(name.casefold())

    def names_them(platform: str, address: str | None) -> bool:
        words = re.split(r"[/?&=#:@]+", (address or "").casefold())
        return not names.get(platform, set()).isdisjoint(words)

    pages = {row[0] for row in conn.execute(PAGES)}
    pages.update(
        row["id"]
        for row in conn.execute("SELECT id, platform, address FROM pages")
        if names_them(row["platform"], row["address"])
    )
    conn.executemany(
        "UPDATE pages SET address = ?, title = NULL WHERE id = ?",
        ((FORGOTTEN_PAGE.format(page), page) for page in pages),
    )
    acted = conn.execute(
        "SELECT activities.id, platform, object FROM activities JOIN accounts ON accounts.id = activities.account "
        "WHERE object IS NOT NULL"
    )
    about_them = [row["id"] for row in acted if names_them(row["platform"], row["object"])]
    conn.execute("DELETE FROM activities WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(about_them),))


NAMES = """
SELECT platform, account_id FROM accounts JOIN touched ON account = id WHERE account_id IS NOT NULL
UNION SELECT platform, handle FROM accounts JOIN touched ON account = id WHERE handle IS NOT NULL
UNION SELECT platform, handle FROM account_handles JOIN touched USING (account)
"""

PAGES = """
SELECT page FROM batches JOIN observations ON batch = batches.id JOIN touched USING (account) WHERE role = 'profile'
UNION SELECT page FROM batches JOIN captures ON batch = batches.id JOIN touched ON account = owner
UNION SELECT page FROM batches JOIN capture_members ON capture_members.batch = batches.id
    JOIN captures ON captures.id = capture JOIN touched ON touched.account = owner
"""

ACCOUNTS = """
CREATE TEMP TABLE loose AS SELECT DISTINCT picture_address FROM observations
    WHERE account IN (SELECT account FROM touched) AND picture_address IS NOT NULL;
CREATE TEMP TABLE shrunk AS
    SELECT DISTINCT capture FROM capture_members WHERE account IN (SELECT account FROM touched);
CREATE TEMP TABLE owners AS SELECT DISTINCT owner FROM captures WHERE id IN (SELECT capture FROM shrunk)
    AND owner NOT IN (SELECT account FROM touched);
CREATE TEMP TABLE seen_in AS SELECT DISTINCT batch FROM observations WHERE account IN (SELECT account FROM touched);
DELETE FROM edges WHERE source IN (SELECT account FROM touched) OR target IN (SELECT account FROM touched);
DELETE FROM capture_members WHERE account IN (SELECT account FROM touched)
    OR capture IN (SELECT id FROM captures WHERE owner IN (SELECT account FROM touched));
DELETE FROM captures WHERE owner IN (SELECT account FROM touched);
DELETE FROM activities WHERE account IN (SELECT account FROM touched);
DELETE FROM observations WHERE account IN (SELECT account FROM touched);
CREATE TEMP TABLE gone AS SELECT id, session, page, observed_at FROM batches WHERE id IN (SELECT batch FROM seen_in)
    AND id NOT IN (SELECT batch FROM observations) AND id NOT IN (SELECT batch FROM captures)
    AND id NOT IN (SELECT batch FROM capture_members) AND id NOT IN (SELECT batch FROM activities);
DROP TABLE seen_in;
"""
