"""Which accounts of both databases are one.

Accounts with the same stable id are one. An account that was only ever seen by its handle is that account with an id
which bore the handle last; unless somebody else was seen with the handle since, or a database has told the two apart.
What both databases know of the same batch goes before: there the handle was seen once, whoever bears it now.
"""

from __future__ import annotations

import sqlite3

from companion.store.accounts import MENTIONS
from companion.store.db import run_statements
from companion.store.merging.observed import MEMBER_AGAIN
from companion.store.merging.other import offset


def match(conn: sqlite3.Connection) -> int:
    """Fill ``temp.account_map`` (theirs → ours), with new accounts where there is none, and join ours that are one.

    ``temp.known`` is filled with those of ours that theirs are, and how often each was seen here.

    How many of theirs were known here.
    """
    before = offset(conn, "accounts")
    run_statements(conn, BY_ID, {"before": before})
    run_statements(conn, BARE)
    run_statements(conn, SAME_BATCHES)
    run_statements(conn, BY_HANDLE)
    run_statements(conn, MAPPED, {"before": before})
    run_statements(conn, KNOWN, {"before": before})
    _absorb(conn)
    known = "SELECT count(*) FROM temp.account_map WHERE ours <= ?"
    return int(conn.execute(known, (before,)).fetchone()[0])


def _absorb(conn: sqlite3.Connection) -> None:
    """Give what is known of ours that turned out to be another of ours to that one."""
    if conn.execute("SELECT 1 FROM temp.absorbed").fetchone() is None:
        return
    for table, column in MENTIONS:
        run_statements(
            conn,
            f"UPDATE main.{table} SET {column} = (SELECT keep FROM temp.absorbed WHERE absorb = {column}) "
            f"WHERE {column} IN (SELECT absorb FROM temp.absorbed);\n",
        )
    run_statements(conn, ABSORB)


BY_ID = """
CREATE TEMP TABLE account_map (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL);
INSERT INTO temp.account_map SELECT theirs.id, ours.id FROM other.accounts AS theirs
    JOIN main.accounts AS ours ON ours.platform = theirs.platform AND ours.account_id = theirs.account_id;
INSERT INTO temp.account_map SELECT id, id + :before FROM other.accounts
    WHERE account_id IS NOT NULL AND id NOT IN (SELECT theirs FROM temp.account_map);
INSERT INTO main.accounts (id, platform, account_id, first_seen, last_seen)
    SELECT ours, platform, account_id, first_seen, last_seen FROM temp.account_map
    JOIN other.accounts ON id = theirs WHERE ours > :before;
CREATE INDEX temp.account_map_ours ON account_map(ours);
"""

# Accounts without an id, of both; ``owner`` is whose they are, a number of ours.
BARE = """
CREATE TEMP TABLE bare (
    theirs INTEGER NOT NULL, id INTEGER NOT NULL, platform TEXT NOT NULL, handle TEXT, last_seen TEXT, owner INTEGER,
    PRIMARY KEY (theirs, id)
) WITHOUT ROWID;
INSERT INTO temp.bare SELECT 0, id, platform, handle, last_seen, NULL FROM main.accounts WHERE account_id IS NULL;
INSERT INTO temp.bare SELECT 1, id, platform, handle, last_seen, NULL FROM other.accounts WHERE account_id IS NULL;
CREATE INDEX temp.bare_handle ON bare(platform, handle);
"""

# In a batch that both have, who of theirs and of ours was seen by the same bare handle.
SAME_BATCHES = """
CREATE TEMP TABLE same AS
    SELECT DISTINCT theirs.account AS theirs, ours.account AS ours
    FROM other.batches AS b JOIN main.batches AS a ON a.key = b.key
    JOIN other.observations AS theirs ON theirs.batch = b.id AND theirs.account_id IS NULL AND theirs.handle IS NOT NULL
    JOIN main.observations AS ours ON ours.batch = a.id AND ours.account_id IS NULL AND ours.handle = theirs.handle
    JOIN other.accounts AS their_account ON their_account.id = theirs.account
    JOIN main.accounts AS our_account ON our_account.id = ours.account
        AND our_account.platform = their_account.platform;
CREATE INDEX temp.same_theirs ON same(theirs);
CREATE INDEX temp.same_ours ON same(ours);
UPDATE temp.bare SET owner = (
    SELECT accounts.id FROM temp.same JOIN main.accounts ON accounts.id = same.ours
    WHERE same.theirs = bare.id AND accounts.account_id IS NOT NULL ORDER BY accounts.account_id LIMIT 1
) WHERE theirs = 1;
UPDATE temp.bare SET owner = (
    SELECT accounts.id FROM temp.same JOIN temp.account_map ON account_map.theirs = same.theirs
    JOIN main.accounts ON accounts.id = account_map.ours
    WHERE same.ours = bare.id AND accounts.account_id IS NOT NULL ORDER BY accounts.account_id LIMIT 1
) WHERE theirs = 0;
CREATE TEMP TABLE decided AS
    SELECT bare.platform, bare.handle, min(accounts.account_id) AS account_id FROM temp.bare
    JOIN main.accounts ON accounts.id = owner WHERE bare.handle IS NOT NULL GROUP BY bare.platform, bare.handle;
UPDATE temp.bare SET owner = (
    SELECT accounts.id FROM temp.decided JOIN main.accounts ON accounts.platform = decided.platform
    AND accounts.account_id = decided.account_id WHERE decided.platform = bare.platform AND decided.handle = bare.handle
) WHERE (platform, handle) IN (SELECT platform, handle FROM temp.decided);
"""

BY_HANDLE = """
CREATE TEMP TABLE wanted AS SELECT platform, handle, max(last_seen) AS last_seen FROM temp.bare
    WHERE handle IS NOT NULL AND owner IS NULL GROUP BY platform, handle;
CREATE UNIQUE INDEX temp.wanted_handle ON wanted(platform, handle);
CREATE TEMP TABLE bore AS
    SELECT h.platform, h.handle, accounts.id AS account, accounts.account_id, h.last_seen, 0 AS theirs
    FROM temp.wanted JOIN main.account_handles AS h ON h.platform = wanted.platform AND h.handle = wanted.handle
    JOIN main.accounts ON accounts.id = h.account WHERE accounts.account_id IS NOT NULL;
INSERT INTO temp.bore
    SELECT h.platform, h.handle, account_map.ours, accounts.account_id, h.last_seen, 1
    FROM temp.wanted JOIN other.account_handles AS h ON h.platform = wanted.platform AND h.handle = wanted.handle
    JOIN other.accounts ON accounts.id = h.account JOIN temp.account_map ON account_map.theirs = h.account
    WHERE accounts.account_id IS NOT NULL;
CREATE TEMP TABLE bearer AS
    SELECT platform, handle, account, last_seen, bearers FROM (
        SELECT platform, handle, account, last_seen,
            (SELECT count(DISTINCT other.account_id) FROM temp.bore AS other
             WHERE other.platform = bore.platform AND other.handle = bore.handle) AS bearers,
            row_number() OVER (PARTITION BY platform, handle ORDER BY last_seen DESC, account_id DESC) AS place
        FROM temp.bore
    ) WHERE place = 1;
CREATE TEMP TABLE apart AS SELECT DISTINCT bare.platform, bare.handle FROM temp.bare
    JOIN temp.bore ON bore.platform = bare.platform AND bore.handle = bare.handle AND bore.theirs = bare.theirs;
UPDATE temp.bare SET owner = (
    SELECT account FROM temp.bearer JOIN temp.wanted USING (platform, handle)
    WHERE bearer.platform = bare.platform AND bearer.handle = bare.handle AND (
        bearer.last_seen >= wanted.last_seen
        OR (bearers = 1 AND NOT EXISTS (SELECT 1 FROM temp.apart WHERE apart.platform = bearer.platform
                                        AND apart.handle = bearer.handle))
    )
) WHERE owner IS NULL AND handle IS NOT NULL;
"""

MAPPED = """
INSERT INTO temp.account_map SELECT id, owner FROM temp.bare WHERE theirs = 1 AND owner IS NOT NULL;
INSERT INTO temp.account_map SELECT bare.id, ours.id FROM temp.bare
    JOIN temp.bare AS ours ON ours.theirs = 0 AND ours.platform = bare.platform AND ours.handle = bare.handle
    WHERE bare.theirs = 1 AND bare.owner IS NULL;
INSERT OR IGNORE INTO temp.account_map SELECT bare.id, min(same.ours) FROM temp.bare
    JOIN temp.same ON same.theirs = bare.id JOIN temp.bare AS ours ON ours.theirs = 0 AND ours.id = same.ours
    WHERE bare.theirs = 1 AND bare.owner IS NULL GROUP BY bare.id;
INSERT INTO main.accounts (id, platform, first_seen, last_seen)
    SELECT id + :before, platform, first_seen, last_seen FROM other.accounts
    WHERE id NOT IN (SELECT theirs FROM temp.account_map);
INSERT OR IGNORE INTO temp.account_map SELECT id, id + :before FROM other.accounts;
CREATE TEMP TABLE absorbed AS SELECT id AS absorb, owner AS keep FROM temp.bare
    WHERE theirs = 0 AND owner IS NOT NULL;
CREATE UNIQUE INDEX temp.absorbed_absorb ON absorbed(absorb);
"""

KNOWN = """
CREATE TEMP TABLE known AS SELECT ours AS account,
        (SELECT count(*) FROM main.observations WHERE account = ours) AS sightings
    FROM temp.account_map WHERE ours <= :before GROUP BY ours;
CREATE UNIQUE INDEX temp.known_account ON known(account);
"""

ABSORB = f"""
CREATE TEMP TABLE moved AS SELECT capture, keep AS account, batch, weight FROM main.capture_members
    JOIN temp.absorbed ON absorb = account;
DELETE FROM main.capture_members WHERE account IN (SELECT absorb FROM temp.absorbed);
INSERT INTO main.capture_members (capture, account, batch, weight)
    SELECT capture, account, batch, weight FROM temp.moved WHERE true
    {MEMBER_AGAIN};
DROP TABLE temp.moved;
DELETE FROM main.drawn_places WHERE account IN (SELECT absorb FROM temp.absorbed);
DELETE FROM main.communities WHERE account IN (SELECT absorb FROM temp.absorbed);
DELETE FROM main.standing_group_members WHERE account IN (SELECT absorb FROM temp.absorbed);
DELETE FROM main.account_handles WHERE account IN (SELECT absorb FROM temp.absorbed);
DELETE FROM main.avatars WHERE account IN (SELECT absorb FROM temp.absorbed);
DELETE FROM main.accounts WHERE id IN (SELECT absorb FROM temp.absorbed);
"""
