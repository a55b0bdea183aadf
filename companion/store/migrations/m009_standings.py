"""What accounts are put in order by, kept beside them by triggers, so that no table has to be read whole for a page."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m009_standings(db: Database) -> None:
    """Each account's standing follows from its picture, its observations and its edges, whoever writes these.

    No trigger calls a function: another's database, whose schema is not trusted, is migrated as well.
    """
    run(
        db,
        """
ALTER TABLE pictures ADD COLUMN level TEXT;
UPDATE pictures SET level = json_extract(evidence, '$.level') WHERE evidence IS NOT NULL;
DROP INDEX pictures_score;

CREATE TABLE standings (
    account INTEGER PRIMARY KEY REFERENCES accounts(id),
    score REAL,
    level TEXT,
    followers INTEGER,
    edges INTEGER NOT NULL DEFAULT 0
);
INSERT INTO standings (account, score, level, followers, edges)
    SELECT accounts.id, score, level,
        (SELECT followers FROM observations JOIN batches ON batches.id = batch
         WHERE account = accounts.id AND followers IS NOT NULL
         ORDER BY observed_at DESC, observations.id DESC LIMIT 1),
        (SELECT count(*) FROM edges WHERE source = accounts.id)
        + (SELECT count(*) FROM edges WHERE target = accounts.id)
    FROM accounts
    LEFT JOIN picture_addresses ON picture_addresses.id = accounts.picture_address
    LEFT JOIN pictures ON pictures.id = picture;
-- None by edges: it would be written anew for both ends of every edge.
CREATE INDEX standings_score ON standings(score);
CREATE INDEX standings_followers ON standings(followers);
""",
    )
    for trigger in _TRIGGERS:
        db.conn.execute(trigger)


_OF_ADDRESS = "SELECT score, level FROM picture_addresses JOIN pictures ON pictures.id = picture"
_NEWEST = (
    "SELECT followers FROM observations JOIN batches ON batches.id = batch WHERE account = {} "
    "AND followers IS NOT NULL ORDER BY observed_at DESC, observations.id DESC LIMIT 1"
)

_TRIGGERS = (
    """
CREATE TRIGGER standing_begins AFTER INSERT ON accounts WHEN new.picture_address IS NULL BEGIN
    INSERT INTO standings (account) VALUES (new.id);
END""",
    f"""
CREATE TRIGGER standing_begins_with_picture AFTER INSERT ON accounts WHEN new.picture_address IS NOT NULL BEGIN
    INSERT INTO standings (account) VALUES (new.id);
    UPDATE standings SET (score, level) = ({_OF_ADDRESS} WHERE picture_addresses.id = new.picture_address)
        WHERE account = new.id;
END""",
    # Not left to a cascade: a merge turns references off while it joins.
    """
CREATE TRIGGER standing_ends AFTER DELETE ON accounts BEGIN
    DELETE FROM standings WHERE account = old.id;
END""",
    f"""
CREATE TRIGGER standing_by_picture_worn AFTER UPDATE OF picture_address ON accounts
    WHEN new.picture_address IS NOT old.picture_address AND (old.picture_address IS NOT NULL
    OR EXISTS (SELECT 1 FROM picture_addresses WHERE id = new.picture_address AND picture IS NOT NULL)) BEGIN
    UPDATE standings SET (score, level) = ({_OF_ADDRESS} WHERE picture_addresses.id = new.picture_address)
        WHERE account = new.id;
END""",
    """
CREATE TRIGGER standing_by_picture_had AFTER UPDATE OF picture ON picture_addresses
    WHEN new.picture IS NOT old.picture BEGIN
    UPDATE standings SET (score, level) = (SELECT score, level FROM pictures WHERE id = new.picture)
        WHERE account IN (SELECT id FROM accounts WHERE picture_address = new.id);
END""",
    """
CREATE TRIGGER standing_by_picture_measured AFTER UPDATE OF score, level ON pictures
    WHEN new.score IS NOT old.score OR new.level IS NOT old.level BEGIN
    UPDATE standings SET score = new.score, level = new.level
        WHERE account IN (SELECT accounts.id FROM picture_addresses
                          JOIN accounts ON picture_address = picture_addresses.id WHERE picture = new.id);
END""",
    f"""
CREATE TRIGGER standing_by_observation AFTER INSERT ON observations WHEN new.followers IS NOT NULL BEGIN
    UPDATE standings SET followers = ({_NEWEST.format("new.account")}) WHERE account = new.account;
END""",
    f"""
CREATE TRIGGER standing_by_observation_moved AFTER UPDATE OF account, followers ON observations
    WHEN new.followers IS NOT NULL OR old.followers IS NOT NULL BEGIN
    UPDATE standings SET followers = ({_NEWEST.format("old.account")}) WHERE account = old.account;
    UPDATE standings SET followers = ({_NEWEST.format("new.account")}) WHERE account = new.account;
END""",
    f"""
CREATE TRIGGER standing_by_observation_gone AFTER DELETE ON observations WHEN old.followers IS NOT NULL BEGIN
    UPDATE standings SET followers = ({_NEWEST.format("old.account")}) WHERE account = old.account;
END""",
    f"""
CREATE TRIGGER standing_by_time AFTER UPDATE OF observed_at ON batches
    WHEN new.observed_at <> old.observed_at BEGIN
    UPDATE standings SET followers = ({_NEWEST.format("standings.account")})
        WHERE account IN (SELECT account FROM observations WHERE batch = new.id AND followers IS NOT NULL);
END""",
    """
CREATE TRIGGER standing_by_edge AFTER INSERT ON edges BEGIN
    UPDATE standings SET edges = edges + 1 WHERE account = new.source;
    UPDATE standings SET edges = edges + 1 WHERE account = new.target;
END""",
    """
CREATE TRIGGER standing_by_edge_moved AFTER UPDATE OF source, target ON edges BEGIN
    UPDATE standings SET edges = edges - 1 WHERE account = old.source;
    UPDATE standings SET edges = edges - 1 WHERE account = old.target;
    UPDATE standings SET edges = edges + 1 WHERE account = new.source;
    UPDATE standings SET edges = edges + 1 WHERE account = new.target;
END""",
    """
CREATE TRIGGER standing_by_edge_gone AFTER DELETE ON edges BEGIN
    UPDATE standings SET edges = edges - 1 WHERE account = old.source;
    UPDATE standings SET edges = edges - 1 WHERE account = old.target;
END""",
)
