"""The small views by which pictures are compared, which are the same, and folders of known pictures."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m003_reuse(db: Database) -> None:
    """The small views by which pictures are compared, which are the same, and folders of known pictures.

    The numbers of views and of known pictures are never given twice: by them it is kept how far the comparing went.
    """
    run(
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
