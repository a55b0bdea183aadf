"""The database's migrations: append-only, applied in order, each in a transaction.

A migration that has been released is never edited. Times are UTC text (``2026-01-31T12:00:00.000Z``), which
sorts as time does and which any tool reads. ``account_id`` is always the platform's own stable id; the
columns ``account``, ``picture``, ``batch`` … are this file's integer keys.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("eyeline")


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


@migrations()
def m001_first(db: Database) -> None:
    """Accounts, what was observed of them, lists, pictures and pairings."""
    _run(
        db,
        """
CREATE TABLE companion (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pairing_codes (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    wrong_tries INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE pairings (
    id INTEGER PRIMARY KEY,
    token_sha256 TEXT NOT NULL UNIQUE,
    browser TEXT NOT NULL,
    origin TEXT,
    paired_at TEXT NOT NULL,
    revoked_at TEXT
);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    title TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    UNIQUE (platform, kind, address)
);
CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    session INTEGER NOT NULL REFERENCES sessions(id),
    page INTEGER NOT NULL REFERENCES pages(id),
    tool_version TEXT NOT NULL,
    observed_at TEXT NOT NULL,
    received_at TEXT NOT NULL
);
CREATE INDEX batches_session ON batches(session);
CREATE INDEX batches_page ON batches(page);
CREATE INDEX batches_received_at ON batches(received_at);

CREATE TABLE pictures (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- so that a forgotten picture's number is never another's
    sha256 TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    format TEXT,
    width INTEGER,
    height INTEGER,
    status TEXT NOT NULL,
    message TEXT,
    score REAL,
    evidence TEXT,
    landmarks BLOB,
    measured_by TEXT,
    measured_at TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    received_at TEXT NOT NULL
);
CREATE INDEX pictures_status ON pictures(status);
CREATE INDEX pictures_received_at ON pictures(received_at);
CREATE TABLE picture_bytes (
    picture INTEGER PRIMARY KEY REFERENCES pictures(id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
);
CREATE TABLE thumbnails (
    picture INTEGER PRIMARY KEY REFERENCES pictures(id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL
);
CREATE TABLE picture_addresses (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    key TEXT NOT NULL,
    address TEXT NOT NULL,
    picture INTEGER REFERENCES pictures(id),
    UNIQUE (platform, key)
);
CREATE INDEX picture_addresses_picture ON picture_addresses(picture);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    account_id TEXT,
    handle TEXT,
    display_name TEXT,
    address TEXT,
    picture_address INTEGER REFERENCES picture_addresses(id),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
);
CREATE UNIQUE INDEX accounts_account_id ON accounts(platform, account_id) WHERE account_id IS NOT NULL;
CREATE UNIQUE INDEX accounts_handle ON accounts(platform, handle) WHERE handle IS NOT NULL;
CREATE INDEX accounts_picture_address ON accounts(picture_address);
CREATE TABLE account_handles (
    account INTEGER NOT NULL REFERENCES accounts(id),
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    PRIMARY KEY (account, handle)
) WITHOUT ROWID;
CREATE INDEX account_handles_handle ON account_handles(platform, handle);
CREATE TABLE avatars (
    account INTEGER NOT NULL REFERENCES accounts(id),
    picture_address INTEGER NOT NULL REFERENCES picture_addresses(id),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    PRIMARY KEY (account, picture_address)
) WITHOUT ROWID;
CREATE INDEX avatars_picture_address ON avatars(picture_address);
CREATE VIEW account_pictures AS
    SELECT account, picture, min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM avatars JOIN picture_addresses ON picture_addresses.id = avatars.picture_address
    WHERE picture IS NOT NULL
    GROUP BY account, picture;

CREATE TABLE observations (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts(id),
    batch INTEGER NOT NULL REFERENCES batches(id),
    role TEXT NOT NULL,
    account_id TEXT,
    handle TEXT,
    address TEXT,
    display_name TEXT,
    bio TEXT,
    followers INTEGER,
    following INTEGER,
    friends INTEGER,
    posts INTEGER,
    picture_address INTEGER REFERENCES picture_addresses(id)
);
CREATE INDEX observations_account ON observations(account, batch);
CREATE INDEX observations_batch ON observations(batch);
CREATE INDEX observations_picture_address ON observations(picture_address);

CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    owner INTEGER REFERENCES accounts(id),
    batch INTEGER NOT NULL REFERENCES batches(id),
    displayed_count INTEGER,
    seen_count INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
);
CREATE INDEX captures_owner ON captures(owner, kind);
CREATE INDEX captures_batch ON captures(batch);
CREATE TABLE capture_members (
    capture INTEGER NOT NULL REFERENCES captures(id),
    account INTEGER NOT NULL REFERENCES accounts(id),
    batch INTEGER NOT NULL REFERENCES batches(id),
    PRIMARY KEY (capture, account)
) WITHOUT ROWID;
CREATE INDEX capture_members_account ON capture_members(account);
CREATE INDEX capture_members_batch ON capture_members(batch);

CREATE TABLE activities (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts(id),
    batch INTEGER NOT NULL REFERENCES batches(id),
    kind TEXT NOT NULL,
    object TEXT,
    text TEXT,
    time TEXT,
    precision TEXT
);
CREATE INDEX activities_account ON activities(account, kind);
CREATE INDEX activities_batch ON activities(batch);
CREATE INDEX activities_object ON activities(object);
""",
    )


@migrations()
def m002_cases(db: Database) -> None:
    """Cases: collections with a name and notes, and what was recorded into each."""
    _run(
        db,
        """
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
);
CREATE TABLE case_notes (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases(id),
    text TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    UNIQUE (case_id, text)
);
CREATE TABLE case_batches (
    case_id INTEGER NOT NULL REFERENCES cases(id),
    batch INTEGER NOT NULL REFERENCES batches(id),
    PRIMARY KEY (case_id, batch)
) WITHOUT ROWID;
CREATE INDEX case_batches_batch ON case_batches(batch);
""",
    )


@migrations()
def m003_reuse(db: Database) -> None:
    """The small views by which pictures are compared, which are the same, and folders of known pictures.

    The numbers of views and of known pictures are never given twice: by them it is kept how far the comparing went.
    """
    _run(
        db,
        """
CREATE TABLE picture_views (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    picture INTEGER NOT NULL UNIQUE REFERENCES pictures(id) ON DELETE CASCADE,
    whole_hash BLOB,
    whole_mirrored BLOB,
    whole_jpeg BLOB,
    core_hash BLOB,
    core_mirrored BLOB,
    core_jpeg BLOB,
    part_hashes BLOB,
    part_mirrored BLOB
);
CREATE TABLE reused_pictures (
    first INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
    second INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
    first_view TEXT NOT NULL,
    second_view TEXT NOT NULL,
    distance INTEGER NOT NULL,
    agreement REAL,
    mirrored INTEGER NOT NULL,
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE INDEX reused_pictures_second ON reused_pictures(second);

CREATE TABLE known_sets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    added_at TEXT NOT NULL
);
CREATE TABLE known_pictures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    known_set INTEGER NOT NULL REFERENCES known_sets(id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    whole_hash BLOB,
    whole_mirrored BLOB,
    whole_jpeg BLOB,
    core_hash BLOB,
    core_mirrored BLOB,
    core_jpeg BLOB,
    part_hashes BLOB,
    part_mirrored BLOB,
    UNIQUE (known_set, sha256)
);
CREATE TABLE known_matches (
    picture INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
    known_picture INTEGER NOT NULL REFERENCES known_pictures(id) ON DELETE CASCADE,
    first_view TEXT NOT NULL,
    second_view TEXT NOT NULL,
    distance INTEGER NOT NULL,
    agreement REAL,
    mirrored INTEGER NOT NULL,
    PRIMARY KEY (picture, known_picture)
) WITHOUT ROWID;
CREATE INDEX known_matches_known_picture ON known_matches(known_picture);
""",
    )


@migrations()
def m004_avatar_changes(db: Database) -> None:
    """Each change of an account's avatar: after ``earliest`` and not after ``latest``, with both pictures' scores."""
    _run(
        db,
        """
CREATE VIEW avatar_changes AS
    WITH worn AS (
        SELECT account, picture, first_seen,
            lag(picture) OVER in_time AS picture_before, lag(last_seen) OVER in_time AS seen_before
        FROM account_pictures WINDOW in_time AS (PARTITION BY account ORDER BY first_seen, picture)
    )
    SELECT account, picture_before, picture, min(seen_before, first_seen) AS earliest, first_seen AS latest,
        before.score AS score_before, pictures.score AS score
    FROM worn
    JOIN pictures ON pictures.id = worn.picture
    JOIN pictures AS before ON before.id = worn.picture_before;
""",
    )
