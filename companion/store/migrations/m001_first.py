"""Accounts, what was observed of them, lists, pictures and pairings."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m001_first(db: Database) -> None:
    """Accounts, what was observed of them, lists, pictures and pairings."""
    run(
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
