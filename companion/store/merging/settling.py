"""What follows from observations, worked out anew: names, times, handles, avatars, and edges with their spells."""

from __future__ import annotations

import sqlite3

from companion.store import edges
from companion.store.merging.statements import run

LENGTH = len("2026-01-31T12:00:00.000Z")


def settle(conn: sqlite3.Connection) -> None:
    """Work it out for every account, by what was seen alone and by no number, so that it is the same either way."""
    run(conn, ACCOUNTS)
    run(conn, HANDLES)
    edges.rebuild_all(conn)


def _newest(column: str) -> str:
    """What was said last: the greatest of texts that begin with their time. As bytes, since a text may have zeros."""
    return f"CAST(substr(CAST(max(observed_at || {column}) AS BLOB), {LENGTH + 1}) AS TEXT)"


ACCOUNTS = f"""
DELETE FROM main.account_handles;
INSERT INTO main.account_handles (account, platform, handle, first_seen, last_seen)
    SELECT account, platform, observations.handle, min(observed_at), max(observed_at) FROM main.observations
    JOIN main.batches ON batches.id = batch JOIN main.accounts ON accounts.id = account
    WHERE observations.handle IS NOT NULL GROUP BY account, observations.handle;
DELETE FROM main.avatars;
INSERT INTO main.avatars (account, picture_address, first_seen, last_seen)
    SELECT account, picture_address, min(observed_at), max(observed_at) FROM main.observations
    JOIN main.batches ON batches.id = batch WHERE picture_address IS NOT NULL GROUP BY account, picture_address;
CREATE TEMP TABLE said AS SELECT account, min(observed_at) AS first_seen, max(observed_at) AS last_seen,
        {_newest("display_name")} AS display_name, {_newest("observations.address")} AS address,
        {_newest("picture_addresses.key")} AS picture
    FROM main.observations JOIN main.batches ON batches.id = batch
    LEFT JOIN main.picture_addresses ON picture_addresses.id = picture_address GROUP BY account;
CREATE UNIQUE INDEX temp.said_account ON said(account);
UPDATE main.accounts SET first_seen = said.first_seen, last_seen = said.last_seen, display_name = said.display_name,
    address = said.address,
    picture_address = (SELECT id FROM main.picture_addresses WHERE picture_addresses.platform = main.accounts.platform
                       AND picture_addresses.key = said.picture)
    FROM temp.said WHERE main.accounts.id = said.account;
DROP TABLE temp.said;
"""

# An account bears the handle that it was last seen with, unless somebody else was seen with it later.
HANDLES = """
CREATE TEMP TABLE bears AS SELECT account, handle FROM (
    SELECT h.account, h.handle,
        row_number() OVER (PARTITION BY h.account ORDER BY h.last_seen DESC, h.handle DESC) AS latest,
        row_number() OVER (PARTITION BY h.platform, h.handle
            ORDER BY h.last_seen DESC, accounts.account_id IS NULL, accounts.account_id DESC, h.first_seen DESC
        ) AS place
    FROM main.account_handles AS h JOIN main.accounts ON accounts.id = h.account
) WHERE latest = 1 AND place = 1;
CREATE UNIQUE INDEX temp.bears_account ON bears(account);
UPDATE main.accounts SET handle = NULL
    WHERE handle IS NOT (SELECT bears.handle FROM temp.bears WHERE account = main.accounts.id);
UPDATE main.accounts SET handle = bears.handle FROM temp.bears
    WHERE main.accounts.id = bears.account AND main.accounts.handle IS NULL;
DROP TABLE temp.bears;
"""
