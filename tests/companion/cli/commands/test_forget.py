"""``eyeline forget`` takes away what it says, from view and from the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import picture_results, pictures
from companion.store.db import Store
from companion.store.forgetting.by_batch import forget
from companion.store.forgetting.compacting import compact
from companion.store.picture_results import Result
from companion.store.times import text_of
from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import run, run_here
from tests.companion.conftest import Running
from tests.companion.wire_samples import Json, account, batch, capture, drawing, framed, picture

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
TWO_HOURS_AGO = NOW - timedelta(hours=2)
COLLECTED = (
    *("cases", "case_batches", "case_notes"),
    *("accounts", "account_handles", "activities", "avatars", "batches", "capture_members", "captures"),
    *("observations", "pages", "picture_addresses", "picture_bytes", "pictures", "sessions", "thumbnails"),
)


def take(store: Store, made: Json, at: datetime, content: bytes | None = None) -> None:
    seen = Batch.model_validate(made | {"observed_at": at.isoformat()})
    answer = store.submit(lambda conn: ingest(conn, seen, at)).result()
    for wanted in answer.wanted if content is not None else []:
        assert content is not None
        evidence = store.submit(
            lambda conn, w=wanted, c=content: pictures.receive(
                conn, w.platform, w.address, w.picture_id, c, text_of(at)
            )
        ).result()
        assert evidence.picture is not None
        result = Result(evidence.picture, Evidence(status=Status.no_face), thumbnail=b"small")
        store.submit(lambda conn, r=result: picture_results.finish(conn, [r], "thumbnail", text_of(at))).result()


def dump(store: Store) -> list[str]:
    with closing(sqlite3.connect(store.path)) as conn:
        return sorted(line for line in conn.iterdump() if "sqlite_sequence" not in line)


def count(store: Store, table: str) -> int:
    return int(store.read_here(lambda conn: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]))


def test_the_last_hour_leaves_all_as_it_was_before(store: Store) -> None:
    friends = [account(f"f{n}", picture=picture(f"f{n}")) for n in range(3)]
    list_of_ana = capture("demo:handle:ana", ["demo:handle:f0"], seen_count=1)
    before = batch(account("ana", display_name="Ana", picture=picture("ana")), *friends, captures=[list_of_ana])
    take(store, before, TWO_HOURS_AGO, drawing(1))
    was = dump(store)

    take(store, batch(account("new", picture=picture("new"))), NOW, drawing(2))
    take(
        store,
        batch(
            account("ana", "17", display_name="Other", picture=picture("other"), address="https://demo.example/ana"),
            account("f1"),
            captures=[capture("demo:id:17", ["demo:handle:f1"])],
            activities=[{"account": "demo:id:17", "kind": "posts"}],
        ),
        NOW,
        drawing(3),
    )
    longer = list_of_ana | {"members": ["demo:handle:f2"], "seen_count": 2, "complete": True}
    take(store, batch(account("ana"), account("f2"), captures=[longer]), NOW)
    assert dump(store) != was
    forgotten = store.submit(lambda conn: forget(conn, NOW - timedelta(hours=1))).result()
    assert (forgotten.observations, forgotten.accounts, forgotten.pictures) == (5, 1, 2)
    assert dump(store) == was


def test_a_name_that_was_joined_is_its_own_again(store: Store) -> None:
    take(store, batch(account("ana")), TWO_HOURS_AGO)
    take(store, batch(account("renamed", "17")), NOW)
    take(store, batch(account("ana", "17")), NOW + timedelta(minutes=1))
    assert count(store, "accounts") == 1
    store.submit(lambda conn: forget(conn, NOW)).result()
    row = store.read_here(lambda conn: conn.execute("SELECT account_id, handle FROM accounts").fetchone())
    assert tuple(row) == (None, "ana")


def test_ever_leaves_nothing_but_the_pairings(store: Store) -> None:
    person = account("ana", display_name="A name to forget", picture=picture("ana"))
    everything = batch(person, captures=[capture(person["ref"], [person["ref"]])])
    take(store, everything | {"activities": [{"account": person["ref"], "kind": "posts"}]}, NOW, drawing(1))
    store.submit(lambda conn: conn.execute("INSERT INTO pairings VALUES (1, 'x', 'Firefox', NULL, '', NULL)")).result()
    store.submit(lambda conn: forget(conn, None)).result()
    compact(store.path)
    assert {table: count(store, table) for table in COLLECTED} == dict.fromkeys(COLLECTED, 0)
    assert count(store, "pairings") == 1
    kept = b"".join(file.read_bytes() for file in store.folder.iterdir())
    assert b"A name to forget" not in kept


async def test_it_works_while_the_companion_runs(paired: Running) -> None:
    asked = await paired.observe(batch(account("ana", picture=picture("ana"))))
    await paired.send(framed([(asked["wanted"][0], drawing(1))]))
    result = run("forget", "--data", str(paired.data), "--last", "ever", "--yes")
    assert (result.returncode, result.stdout) == (0, "Deleted: 1 observations, 1 accounts, 1 pictures.\n")
    assert await paired.badges("demo:handle:ana") == []
    assert (await paired.observe(batch(account("ana", picture=picture("ana")))))["wanted"]


@pytest.mark.parametrize(("typed", "left"), [("n\n", 1), ("", 1), ("y\n", 0)])
def test_it_asks_first(tmp_path: Path, typed: str, left: int) -> None:
    with blank_store(tmp_path) as store:
        take(store, batch(account("ana")), NOW)
    run_here("forget", "--data", str(tmp_path), "--last", "ever", typed=typed)
    with Store(tmp_path) as store:
        assert count(store, "accounts") == left


def test_by_age_case_account_and_pictures_apart(tmp_path: Path) -> None:
    data = tmp_path / "data"
    forget_it = ("forget", "--data", str(data), "--yes")
    recently = datetime.now(timezone.utc) - timedelta(days=2)
    with blank_store(data) as store:
        take(store, batch(account("old")), recently - timedelta(days=30))
        take(store, batch(account("ana"), account("bo"), case={"name": "Winter"}), recently)
        take(store, batch(account("cy", picture=picture("cy"))), recently, drawing(1))
    assert run_here(*forget_it, "--older-than", "30").stdout == "Deleted: 1 observations, 1 accounts, 0 pictures.\n"
    of_ana = run_here(*forget_it, "--account", "demo:handle:ana")
    assert of_ana.stdout == "Deleted: 1 observations, 1 accounts, 0 pictures.\n"
    assert run_here(*forget_it, "--case", "Winter").stdout == "Deleted: 1 observations, 1 accounts, 0 pictures.\n"
    pictures_only = run_here(*forget_it, "--pictures", "--account", "demo:handle:cy")
    assert pictures_only.stdout == "Deleted: 1 pictures. What was measured on them is kept.\n"
    with Store(data) as store:
        assert (count(store, "accounts"), count(store, "thumbnails"), count(store, "pictures")) == (1, 0, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say what to forget"),
        (("--last", "hour", "--case", "Winter"), "Say what to forget"),
        (("--accounts", "--last", "hour"), "--accounts goes with --case"),
        (("--case", "Winter"), "There is no case Winter"),
        (("--account", "demo:handle:nobody"), "There is no account demo:handle:nobody"),
    ],
)
def test_what_cannot_be_forgotten_is_said(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    blank_store(tmp_path / "data").close()
    result = run_here("forget", "--data", str(tmp_path / "data"), "--yes", *arguments)
    assert result.returncode != 0
    assert said in result.stderr
