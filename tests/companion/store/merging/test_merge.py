"""What is joined by what, what is kept of both, and what is refused."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from companion.core.models import StoredFingerprints
from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.files import MergeResult
from companion.core.wire.observations import Batch
from companion.errors import BadRequestError, NotFoundError
from companion.operations.ingest import ingest
from companion.store import actions, cases, known_pictures, picture_results, picture_views, pictures, reuse
from companion.store.connection import connect
from companion.store.db import Store
from companion.store.merging.merge import merge
from companion.store.migrations import migrations
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.store.merging.canonical import facts
from tests.companion.wire_samples import Json, account, batch, capture


@pytest.fixture
def other(tmp_path: Path) -> Any:
    with blank_store(tmp_path / "other") as opened:
        yield opened


def seen(store: Store, day: int, *people: Json, **more: Any) -> None:
    made = Batch.model_validate(batch(*people, **({"observed_at": f"2026-03-{day:02}T12:00:00Z"} | more)))
    store.submit(lambda conn: ingest(conn, made, now())).result()


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.read_here(lambda conn: conn.execute(sql).fetchall())]


def accounts(store: Store) -> list[tuple[Any, ...]]:
    return rows(store, "SELECT account_id, handle FROM accounts ORDER BY 1, 2")


def facts_in(store: Store) -> Any:
    with closing(connect(store.path)) as conn:
        return facts(conn)


def joined(store: Store, other: Store) -> MergeResult:
    return merge(store.path, other.path)


@pytest.mark.parametrize(
    "here, there, together",
    [
        ([("ana", "1")], [("anna", "1")], [("1", "anna")]),  # the same id, under a newer handle
        ([("ana", None)], [("ana", "1")], [("1", "ana")]),  # known by the handle, then by the id
        ([("ana", "1")], [("ana", None)], [("1", "ana")]),
        ([("ana", None)], [("ana", None)], [(None, "ana")]),
        ([("ana", "1")], [("ana", "2")], [("1", None), ("2", "ana")]),  # two ids: the handle has passed on
        ([("ana", "1"), ("bob", None)], [("bob", "1")], [("1", "bob")]),  # the missing link between two of ours
        ([("ana", None), ("bob", "2")], [("cid", "3")], [(None, "ana"), ("2", "bob"), ("3", "cid")]),
    ],
)
def test_accounts_are_one_by_id_else_by_handle(
    store: Store, other: Store, here: Sequence[Any], there: Sequence[Any], together: Sequence[Any]
) -> None:
    for person in here:
        seen(store, 1, account(*person))
    for person in there:
        seen(other, 2, account(*person))
    joined(store, other)
    assert accounts(store) == sorted(together, key=lambda each: (each[0] or "", each[1] or ""))


def test_whoever_was_told_apart_stays_apart(store: Store, other: Store) -> None:
    seen(store, 1, account("ana", "1"))
    seen(store, 2, account("anna", "1"))
    seen(store, 3, account("ana"))  # somebody else has taken the handle
    seen(other, 1, account("ana", "1"))
    joined(store, other)
    assert accounts(store) == [(None, "ana"), ("1", "anna")]


def test_what_was_known_of_both_is_known_of_one(store: Store, other: Store) -> None:
    bare, known = account("ana", display_name="Ana"), account("ana", "1", bio="likes tea")
    listed = capture("demo:handle:ana", ["demo:handle:bob"], kind="following")
    seen(store, 1, bare, account("bob"), captures=[listed])
    seen(other, 2, known, account("cid"), captures=[capture("demo:id:1", ["demo:handle:cid"], kind="following")])
    number = rows(store, "SELECT id FROM accounts WHERE handle = 'ana'")[0][0]
    store.submit(lambda conn: actions.tag(conn, [number], "red", now())).result()
    merged = joined(store, other)
    assert merged.accounts_joined == 0  # theirs was new by its id, and took ours in
    ana = rows(store, "SELECT id, display_name, first_seen FROM accounts WHERE account_id = '1'")
    assert [each[1:] for each in ana] == [("Ana", "2026-03-01T12:00:00.000Z")]
    assert rows(store, "SELECT tag FROM account_tags WHERE account = " + str(ana[0][0])) == [("red",)]
    edges = (
        "SELECT source.account_id, target.handle FROM edges JOIN accounts AS source ON source.id = source "
        "JOIN accounts AS target ON target.id = target ORDER BY 2"
    )
    assert rows(store, edges) == [("1", "bob"), ("1", "cid")]


def test_notes_of_both_are_kept_and_other_keys_told(store: Store, other: Store) -> None:
    for number, (each, word) in enumerate([(store, "here"), (other, "there")]):
        seen(each, 1, account("ana"), case={"name": "Winter", "note": f"seen {word}"})
        each.submit(lambda conn, word=word: actions.note_account(conn, 1, word, now())).result()
        each.submit(lambda conn, word=word: actions.note_case(conn, 1, f"case {word}", now())).result()
        each.submit(lambda conn, number=number: cases.set_key(conn, 1, bytes([number]) * 32)).result()
    merged = joined(store, other)
    assert merged.other_keys == ["Winter"]
    assert rows(store, "SELECT text FROM account_notes WHERE case_id IS NULL ORDER BY 1") == [("here",), ("there",)]
    notes = store.read_here(lambda conn: cases.notes(conn, 1))
    assert {note.text for note in notes} == {"seen here", "seen there", "case here", "case there"}
    assert rows(store, "SELECT count(*) FROM cases") == [(1,)]
    assert rows(store, "SELECT pseudonym_key FROM cases") == [("00" * 32,)]


def test_an_unfollow_between_two_databases_is_found(store: Store, other: Store) -> None:
    people = account("ana"), account("bob")
    lists = {"kind": "following", "complete": True}
    seen(store, 1, *people, captures=[capture("demo:handle:ana", ["demo:handle:bob"], **lists)])
    seen(other, 5, people[0], captures=[capture("demo:handle:ana", [], **lists)])
    joined(store, other)
    assert rows(store, "SELECT first_seen, gone_by FROM spells") == [
        ("2026-03-01T12:00:00.000Z", "2026-03-05T12:00:00.000Z")
    ]


def test_pictures_are_one_by_their_bytes_with_the_newer_measurement(store: Store, other: Store) -> None:
    shown = account("ana", picture={"address": "https://p.example/a.jpg"})
    for each, content, score, day in [(store, b"same", 1.0, 1), (other, b"same", 2.0, 2), (other, b"only", 3.0, 2)]:
        place = f"https://p.example/{content.decode()}.jpg"
        seen(each, day, shown | {"picture": {"address": place}})

        def measure(conn: sqlite3.Connection, *, place=place, content=content, score=score, day=day) -> None:
            at = f"2026-03-{day:02}T12:00:00.000Z"
            picture = pictures.receive(conn, "demo", place, None, content, at).picture
            found = Evidence(status=Status.scored, score=score)
            picture_results.finish(
                conn, [picture_results.Result(picture or 0, found, thumbnail=b"jpeg")], "thumbnail", at
            )
            picture_views.keep_fingerprints_of(
                conn, picture or 0, StoredFingerprints(whole_hash=b"\0" * 32), "thumbnail"
            )

        each.submit(measure).result()
    joined(store, other)
    scores = rows(store, "SELECT sha256, score FROM pictures ORDER BY score")
    assert scores == [
        (hashlib.sha256(content).hexdigest(), score) for content, score in [(b"same", 2.0), (b"only", 3.0)]
    ]
    assert rows(store, "SELECT count(*) FROM thumbnails") == [(2,)]
    # What came is compared with what was there: its views have numbers after all that were compared.
    compared = store.read_here(lambda conn: reuse.compared(conn, "picture"))
    new = rows(store, "SELECT max(picture_views.id) FROM picture_views")[0][0]
    assert new > compared


def test_an_older_version_is_migrated_as_a_copy(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(connect(path)) as conn:
        conn.execute("BEGIN")
        with Database(memory=True) as blank:
            first = [each.name for each in migrations.pending(blank)][:2]
        migrations.apply(Database(conn), stop_before="m003_reuse")
        conn.execute("INSERT INTO accounts (platform, handle, first_seen, last_seen) VALUES ('demo', 'old', 'a', 'a')")
        conn.execute("INSERT INTO sessions VALUES (1, 's', 'a', 'a')")
        conn.execute("INSERT INTO pages VALUES (1, 'demo', 'list', 'p', NULL, 'a', 'a')")
        at = "2026-03-01T12:00:00.000Z"
        conn.execute("INSERT INTO batches VALUES (1, 'k', 1, 1, '0', ?, ?)", (at, at))
        conn.execute("INSERT INTO observations (account, batch, role, handle) VALUES (1, 1, 'row', 'old')")
        conn.execute("INSERT INTO account_handles VALUES (1, 'demo', 'old', ?, ?)", (at, at))
        conn.execute("COMMIT")
    before = path.read_bytes()
    merge(store.path, path)
    assert accounts(store) == [(None, "old")]
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("old.db")] == ["old.db"]
    with closing(sqlite3.connect(path)) as conn:
        assert [row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id")] == first


def test_the_other_may_be_in_use(store: Store, other: Store) -> None:
    seen(other, 1, account("ana"))
    before = facts_in(other)
    joined(store, other)  # ``other`` is open, and its newest rows are in its journal
    assert accounts(store) == [(None, "ana")]
    assert facts_in(other) == before
    seen(other, 2, account("bob"))


def _text(path: Path) -> None:
    path.write_text("not a database, but long enough to be looked at" * 100)


def _empty_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE accounts (id INTEGER)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('eyeline', 'm999', 'x')")
        conn.commit()


def _with_trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TRIGGER t AFTER INSERT ON accounts BEGIN DELETE FROM accounts; END")


def _with_changed_trigger(path: Path) -> None:
    """One of our own by its name."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DROP TRIGGER standing_by_edge")
        conn.execute("CREATE TRIGGER standing_by_edge AFTER INSERT ON edges BEGIN DELETE FROM accounts; END")


def _with_view(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE VIEW more AS SELECT 1")


def _dangling(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("INSERT INTO activities (account, batch, kind) VALUES (99, 99, 'likes')")
        conn.commit()


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:60000] = b"\xff" * (60000 - 8192)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "harm, said",
    [
        (_text, "cannot be read as a database"),
        (_empty_database, "is not an Eyeline database"),
        (_newer, "written by a newer Eyeline"),
        (_with_trigger, "it has triggers"),
        (_with_changed_trigger, "it has triggers"),
        (_with_view, "its tables were changed"),
        (_dangling, "refers to nothing"),
        (_cut, "cannot be read as a database|is damaged"),
        (_overwritten, "cannot be read as a database|is damaged"),
    ],
)
def test_refuses_what_is_no_whole_eyeline_database(store: Store, tmp_path: Path, harm: Any, said: str) -> None:
    seen(store, 1, account("ana"))
    path = tmp_path / "bad.db"
    if harm not in (_text, _empty_database):
        with blank_store(tmp_path / "good") as good:
            seen(good, 1, *(account(f"p{number}", display_name="x" * 300) for number in range(300)))
        shutil.copy(good.path, path)
    harm(path)
    before = facts_in(store)
    with pytest.raises(BadRequestError, match=said):
        merge(store.path, path)
    assert facts_in(store) == before
    assert not list(store.folder.glob("merging-*"))


def test_refuses_itself_and_what_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadRequestError, match="this very database"):
        merge(store.path, store.path)
    with pytest.raises(BadRequestError, match="this very database"):
        merge(store.path, store.folder)
    with pytest.raises(NotFoundError, match="There is no database"):
        merge(store.path, tmp_path / "none.db")


def test_a_known_picture_has_its_copy_from_whichever_has_one(store: Store, other: Store) -> None:
    def add(into: Store, sha256: str, copy: bytes | None) -> None:
        def work(conn: sqlite3.Connection) -> None:
            number = known_pictures.add_known_set(conn, "stock", "2026-03-01T12:00:00.000Z")
            known_pictures.add_known_picture(conn, number, f"{sha256}.jpg", sha256, StoredFingerprints(), copy)

        into.submit(work).result()

    add(store, "here", b"ours")
    for sha256, ours, theirs in (("a", None, b"1"), ("b", b"2", None), ("c", b"3", b"4"), ("d", None, None)):
        add(store, sha256, ours)
        add(other, sha256, theirs)
    add(other, "there", b"theirs")
    joined(store, other)
    kept = dict(rows(store, "SELECT sha256, jpeg FROM known_pictures"))
    assert kept == {"here": b"ours", "a": b"1", "b": b"2", "c": b"4", "d": None, "there": b"theirs"}
