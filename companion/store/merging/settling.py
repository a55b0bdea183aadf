"""What follows from observations: names, times, handles and avatars of accounts, and edges with their spells."""

from __future__ import annotations

import sqlite3

from companion.store import edges
from companion.store.db import run_statements

LENGTH = len("2026-01-31T12:00:00.000Z")


def settle(conn: sqlite3.Connection) -> None:
    """Work it out by what was seen alone and by no number, so that it is the same whichever way round.

    Accounts that only the other knew are described as they are there. Those that were known differently by both are
    described by all that was seen of them.
    """
    run_statements(conn, NEW)
    run_statements(conn, TOUCHED)
    run_statements(conn, HANDLES)
    run_statements(conn, "DELETE FROM main.spells;\nDELETE FROM main.edges")
    edges.rebuild_all(conn)


def _newest(column: str) -> str:
    """What was said last: the greatest of texts that begin with their time. As bytes, since a text may have zeros."""
    return f"CAST(substr(CAST(max(observed_at || {column}) AS BLOB), {LENGTH + 1}) AS TEXT)"


NEW = """
CREATE TEMP TABLE new AS SELECT theirs, ours FROM temp.account_map
    WHERE ours NOT IN (SELECT account FROM temp.known) GROUP BY ours HAVING count(*) = 1;
UPDATE main.accounts SET display_name = theirs.display_name, address = theirs.address,
    picture_address = (SELECT ours FROM temp.address_map WHERE address_map.theirs = theirs.picture_address)
    FROM temp.new JOIN other.accounts AS theirs ON theirs.id = new.theirs WHERE main.accounts.id = new.ours;
INSERT INTO main.account_handles (account, platform, handle, first_seen, last_seen)
    SELECT new.ours, platform, handle, first_seen, last_seen FROM temp.new
    JOIN other.account_handles ON account = new.theirs;
INSERT INTO main.avatars (account, picture_address, first_seen, last_seen)
    SELECT new.ours, address_map.ours, first_seen, last_seen FROM temp.new
    JOIN other.avatars ON account = new.theirs JOIN temp.address_map ON address_map.theirs = picture_address;
"""

# Those that both know by the very same sightings may still be described otherwise, by whichever came in last.
TOUCHED = f"""
CREATE TEMP TABLE touched (account INTEGER PRIMARY KEY);
INSERT INTO temp.touched SELECT ours FROM temp.account_map GROUP BY ours HAVING count(*) > 1;
INSERT OR IGNORE INTO temp.touched SELECT keep FROM temp.absorbed;
INSERT OR IGNORE INTO temp.touched SELECT known.account FROM temp.known
    JOIN temp.account_map ON account_map.ours = known.account
    WHERE sightings <> (SELECT count(*) FROM main.observations WHERE account = known.account)
    OR sightings <> (SELECT count(*) FROM other.observations WHERE account = account_map.theirs);
INSERT OR IGNORE INTO temp.touched SELECT account FROM main.observations
    WHERE batch IN (SELECT batch FROM temp.retimed);
INSERT OR IGNORE INTO temp.touched SELECT ours FROM temp.account_map
    JOIN main.accounts AS mine ON mine.id = ours JOIN other.accounts AS theirs ON theirs.id = account_map.theirs
    WHERE ours IN (SELECT account FROM temp.known) AND (
        mine.display_name IS NOT theirs.display_name OR mine.address IS NOT theirs.address OR mine.picture_address
        IS NOT (SELECT address_map.ours FROM temp.address_map WHERE address_map.theirs = theirs.picture_address));
DELETE FROM main.account_handles WHERE account IN (SELECT account FROM temp.touched);
INSERT INTO main.account_handles (account, platform, handle, first_seen, last_seen)
    SELECT account, platform, observations.handle, min(observed_at), max(observed_at) FROM temp.touched
    JOIN main.observations USING (account) JOIN main.batches ON batches.id = batch
    JOIN main.accounts ON accounts.id = account
    WHERE observations.handle IS NOT NULL GROUP BY account, observations.handle;
DELETE FROM main.avatars WHERE account IN (SELECT account FROM temp.touched);
INSERT INTO main.avatars (account, picture_address, first_seen, last_seen)
    SELECT account, picture_address, min(observed_at), max(observed_at) FROM temp.touched
    JOIN main.observations USING (account) JOIN main.batches ON batches.id = batch
    WHERE picture_address IS NOT NULL GROUP BY account, picture_address;
CREATE TEMP TABLE said AS SELECT account, min(observed_at) AS first_seen, max(observed_at) AS last_seen,
        {_newest("display_name")} AS display_name, {_newest("observations.address")} AS address,
        {_newest("picture_addresses.key")} AS picture
    FROM temp.touched JOIN main.observations USING (account) JOIN main.batches ON batches.id = batch
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
