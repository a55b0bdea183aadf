"""What accounts are put in order by, kept beside them by triggers, so that no table has to be read whole for a page."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run

_OF_THE_NEW = (
    "SELECT score, level FROM picture_addresses JOIN pictures ON pictures.id = picture "
    "WHERE picture_addresses.id = new.picture_address"
)
_NEWEST = (
    "SELECT followers FROM observations JOIN batches ON batches.id = batch WHERE account = {0} "
    "AND followers IS NOT NULL ORDER BY observed_at DESC, observations.id DESC LIMIT 1"
)

_FOLLOW = f"UPDATE accounts SET last_followers = ({_NEWEST}) WHERE id = {{0}};"


@migrations()
def m009_standings(db: Database) -> None:
    """Each account's standing follows from its picture, its observations and its edges, whoever writes these.

    No trigger calls a function: another's database, whose schema is not trusted, is migrated as well.
    """
    run(
        db,
        f"""
ALTER TABLE pictures ADD COLUMN level TEXT;
UPDATE pictures SET level = json_extract(evidence, '$.level') WHERE evidence IS NOT NULL;
DROP INDEX pictures_score;

ALTER TABLE accounts ADD COLUMN picture_score REAL;
ALTER TABLE accounts ADD COLUMN picture_level TEXT;
ALTER TABLE accounts ADD COLUMN last_followers INTEGER;
ALTER TABLE accounts ADD COLUMN edge_count INTEGER NOT NULL DEFAULT 0;
UPDATE accounts SET
    (picture_score, picture_level) = (SELECT score, level FROM picture_addresses JOIN pictures ON pictures.id = picture
                      WHERE picture_addresses.id = picture_address),
    last_followers = ({_NEWEST.format("accounts.id")}),
    edge_count = (SELECT count(*) FROM edges WHERE source = accounts.id)
        + (SELECT count(*) FROM edges WHERE target = accounts.id);
-- None by edges: it would be written anew for both ends of every edge.
CREATE INDEX accounts_picture_score ON accounts(picture_score);
""",
    )
    for trigger in _TRIGGERS:
        db.conn.execute(trigger)


_TRIGGERS = (
    f"""
CREATE TRIGGER standing_begins AFTER INSERT ON accounts WHEN new.picture_address IS NOT NULL BEGIN
    UPDATE accounts SET (picture_score, picture_level) = ({_OF_THE_NEW}) WHERE id = new.id;
END""",
    f"""
CREATE TRIGGER standing_by_picture_worn AFTER UPDATE OF picture_address ON accounts
    WHEN new.picture_address IS NOT old.picture_address AND (old.picture_address IS NOT NULL
    OR EXISTS (SELECT 1 FROM picture_addresses WHERE id = new.picture_address AND picture IS NOT NULL)) BEGIN
    UPDATE accounts SET (picture_score, picture_level) = ({_OF_THE_NEW}) WHERE id = new.id;
END""",
    """
CREATE TRIGGER standing_by_picture_had AFTER UPDATE OF picture ON picture_addresses
    WHEN new.picture IS NOT old.picture BEGIN
    UPDATE accounts SET (picture_score, picture_level) = (SELECT score, level FROM pictures WHERE id = new.picture)
        WHERE picture_address = new.id;
END""",
    """
CREATE TRIGGER standing_by_picture_measured AFTER UPDATE OF score, level ON pictures
    WHEN new.score IS NOT old.score OR new.level IS NOT old.level BEGIN
    UPDATE accounts SET picture_score = new.score, picture_level = new.level
        WHERE picture_address IN (SELECT id FROM picture_addresses WHERE picture = new.id);
END""",
    f"""
CREATE TRIGGER standing_by_observation AFTER INSERT ON observations WHEN new.followers IS NOT NULL BEGIN
    {_FOLLOW.format("new.account")}
END""",
    f"""
CREATE TRIGGER standing_by_observation_moved AFTER UPDATE OF account, followers ON observations
    WHEN new.followers IS NOT NULL OR old.followers IS NOT NULL BEGIN
    {_FOLLOW.format("old.account")}
    {_FOLLOW.format("new.account")}
END""",
    f"""
CREATE TRIGGER standing_by_observation_gone AFTER DELETE ON observations WHEN old.followers IS NOT NULL BEGIN
    {_FOLLOW.format("old.account")}
END""",
    f"""
CREATE TRIGGER standing_by_time AFTER UPDATE OF observed_at ON batches
    WHEN new.observed_at <> old.observed_at BEGIN
    UPDATE accounts SET last_followers = ({_NEWEST.format("accounts.id")})
        WHERE id IN (SELECT account FROM observations WHERE batch = new.id AND followers IS NOT NULL);
END""",
    """
CREATE TRIGGER standing_by_edge AFTER INSERT ON edges BEGIN
    UPDATE accounts SET edge_count = edge_count + 1 WHERE id = new.source;
    UPDATE accounts SET edge_count = edge_count + 1 WHERE id = new.target;
END""",
    """
CREATE TRIGGER standing_by_edge_moved AFTER UPDATE OF source, target ON edges BEGIN
    UPDATE accounts SET edge_count = edge_count - 1 WHERE id = old.source;
    UPDATE accounts SET edge_count = edge_count - 1 WHERE id = old.target;
    UPDATE accounts SET edge_count = edge_count + 1 WHERE id = new.source;
    UPDATE accounts SET edge_count = edge_count + 1 WHERE id = new.target;
END""",
    """
CREATE TRIGGER standing_by_edge_gone AFTER DELETE ON edges BEGIN
    UPDATE accounts SET edge_count = edge_count - 1 WHERE id = old.source;
    UPDATE accounts SET edge_count = edge_count - 1 WHERE id = old.target;
END""",
)
