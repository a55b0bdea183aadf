"""The database comes to the same form from nothing and from each older version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import imagehash
import numpy as np
import pytest
from PIL import Image
from sqlite_utils import Database

from companion.core.models import StoredFingerprints
from companion.errors import StoreError
from companion.store import picture_views
from companion.store.connection import connect
from companion.store.db import Store, migrate
from companion.store.migrations import migrations
from companion.store.reuse import keep_fingerprints
from companion.vision.fingerprints import SIDE, hash_of
from companion.vision.hash_index import apart

with Database(memory=True) as blank:
    NAMES = [migration.name for migration in migrations.pending(blank)]


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(tmp_path / "eyeline.db")) as made:
        yield made


def form(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [(row["name"], " ".join(row["sql"].split())) for row in rows]


@pytest.fixture(scope="module")
def new_form(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """That of a database that is made from nothing."""
    with closing(connect(tmp_path_factory.mktemp("new") / "new.db")) as new:
        migrate(new)
        return form(new)


@pytest.mark.parametrize("older", NAMES)
def test_each_older_version_becomes_this_one(
    conn: sqlite3.Connection, new_form: list[tuple[str, str]], older: str
) -> None:
    migrations.apply(Database(conn), stop_before=older)
    migrate(conn)
    assert form(conn) == new_form
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_migrating_again_changes_nothing(conn: sqlite3.Connection) -> None:
    migrate(conn)
    before = list(conn.iterdump())
    migrate(conn)
    assert list(conn.iterdump()) == before


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        path = store.path
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('eyeline', 'm999_later', '')"
        )
    with pytest.raises(StoreError, match="newer Eyeline"):
        Store(tmp_path)


def test_every_foreign_key_has_an_index(conn: sqlite3.Connection) -> None:
    """Else each deletion of a row would read the whole table that may refer to it."""
    migrate(conn)
    tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        firsts = {row["name"] for row in conn.execute(f"PRAGMA table_info({table})") if row["pk"] == 1}
        for index in conn.execute(f"PRAGMA index_list({table})"):
            firsts.add(conn.execute(f"PRAGMA index_info({index['name']})").fetchone()["name"])
        for key in conn.execute(f"PRAGMA foreign_key_list({table})"):
            assert key["from"] in firsts, f"{table}.{key['from']}"


def test_pictures_without_a_face_get_their_cores_later(conn: sqlite3.Connection) -> None:
    migrations.apply(Database(conn), stop_before="m021_cores_without_faces")
    kept = {"a face": (b"w", b"c", None), "none": (b"w", None, b"p"), "a soft one": (None, None, None)}
    for number, (name, (whole, core, parts)) in enumerate(kept.items(), 1):
        conn.execute("INSERT INTO pictures (sha256, size, status, received_at) VALUES (?, 1, 'no_face', '')", (name,))
        conn.execute("INSERT INTO thumbnails (picture, jpeg) VALUES (?, x'00')", (number,))
        conn.execute(
            "INSERT INTO picture_views (picture, whole_hash, core_hash, part_hashes) VALUES (?, ?, ?, ?)",
            (number, whole, core, parts),
        )
    migrate(conn)
    assert picture_views.with_earlier_views(conn) == [2, 3]


def test_hashes_are_put_into_their_new_order_and_made_again_later(conn: sqlite3.Connection) -> None:
    rng = np.random.default_rng(0)
    grey = cv2.GaussianBlur(rng.integers(0, 256, (SIDE, SIDE), dtype=np.uint8), (0, 0), 1.5).astype(np.uint8)
    old = np.packbits(imagehash.phash(Image.fromarray(grey), hash_size=16).hash.ravel()).tobytes()
    migrations.apply(Database(conn), stop_before="m011_hashes_by_sign")
    conn.execute("INSERT INTO pictures (sha256, size, status, received_at) VALUES ('a', 1, 'no_face', '')")
    conn.execute(
        "INSERT INTO picture_views (picture, whole_hash, whole_mirrored, part_hashes) VALUES (1, ?, ?, ?)",
        (old, old, old * 18),
    )
    migrate(conn)
    (kept,) = conn.execute("SELECT * FROM picture_views").fetchall()
    hashes = np.frombuffer(kept["whole_hash"] + kept["part_hashes"], np.uint8).reshape(19, 32)
    distances, mirrored = apart(hashes, hash_of(grey))
    assert distances.max() <= 8
    assert not mirrored.any()
    assert (kept["core_hash"], kept["wide_hash"]) == (None, None)
    assert picture_views.with_earlier_views(conn) == []
    conn.execute("INSERT INTO thumbnails (picture, jpeg) VALUES (1, x'00')")
    assert picture_views.with_earlier_views(conn) == [1]
    keep_fingerprints(conn, 1, StoredFingerprints())
    assert picture_views.with_earlier_views(conn) == []
