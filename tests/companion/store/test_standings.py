"""What accounts are put in order by is right after whatever is written, by whomever (the ``store`` fixture looks)."""

from __future__ import annotations

import sqlite3

import pytest

from companion.core.wire.evidence import Evidence, Level, Status
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import picture_results, pictures
from companion.store.db import Store
from companion.store.picture_results import Result
from companion.store.times import now
from tests.companion.standings import assert_standings_follow
from tests.companion.wire_samples import account, batch, capture, drawing, picture

AT = "2026-03-01T00:00:00.000Z"
SEEN = "first_seen, last_seen"
STRONG = "json_set(evidence, '$.level', 'strong')"


@pytest.fixture
def pair(store: Store) -> Store:
    """Ana and Bob, each with a picture that is measured; two edges; Ana's followers were seen twice."""

    def fill(conn: sqlite3.Connection) -> None:
        ana, bob = (account(name, picture=picture(name), counts={"followers": 5}) for name in ("ana", "bob"))
        lists = [capture(ana["ref"], [bob["ref"]], kind=kind) for kind in ("following", "followers")]
        ingest(conn, Batch.model_validate(batch(ana, bob, captures=lists)), now())
        later = batch(account("ana", counts={"followers": 9}), observed_at="2026-05-01T00:00:00Z")
        ingest(conn, Batch.model_validate(later), now())
        for number, name in enumerate(("ana", "bob"), start=1):
            address = f"https://pictures.example/{name}.jpg"
            pictures.receive(conn, "demo", address, None, drawing(number), AT)
            evidence = Evidence(status=Status.scored, score=number, level=Level.some)
            picture_results.finish(conn, [Result(number, evidence)], "none", AT)

    store.submit(fill).result()
    return store


def standing(store: Store, account: int) -> tuple[object, ...]:
    return store.read_here(
        lambda conn: tuple(
            conn.execute(
                "SELECT picture_score, picture_level, last_followers, edge_count FROM accounts WHERE id = ?", (account,)
            ).fetchone()
        )
    )


@pytest.mark.parametrize(
    ("statement", "ana"),
    [
        ("SELECT 1", (1.0, "some", 9, 2)),
        (
            f"INSERT INTO accounts (platform, picture_address, {SEEN}) VALUES ('x', 1, '{AT}', '{AT}')",
            (1.0, "some", 9, 2),
        ),
        ("UPDATE accounts SET picture_address = 2 WHERE id = 1", (2.0, "some", 9, 2)),
        ("UPDATE accounts SET picture_address = NULL WHERE id = 1", (None, None, 9, 2)),
        ("UPDATE picture_addresses SET picture = 2 WHERE id = 1", (2.0, "some", 9, 2)),
        ("UPDATE picture_addresses SET picture = NULL WHERE id = 1", (None, None, 9, 2)),
        (f"UPDATE pictures SET score = 3, level = 'strong', evidence = {STRONG} WHERE id = 1", (3.0, "strong", 9, 2)),
        ("UPDATE observations SET followers = 7 WHERE followers = 9", (1.0, "some", 7, 2)),
        ("UPDATE observations SET account = 2 WHERE followers = 9", (1.0, "some", 5, 2)),
        ("DELETE FROM observations WHERE followers = 9", (1.0, "some", 5, 2)),
        ("DELETE FROM observations WHERE account = 1", (1.0, "some", None, 2)),
        ("UPDATE batches SET observed_at = '2026-01-01T00:00:00.000Z' WHERE id = 2", (1.0, "some", 5, 2)),
        ("UPDATE edges SET source = 2 WHERE source = 1", (1.0, "some", 9, 1)),
        ("DELETE FROM edges WHERE source = 1", (1.0, "some", 9, 1)),
    ],
)
def test_after_any_statement(pair: Store, statement: str, ana: tuple[object, ...]) -> None:
    pair.submit(lambda conn: conn.execute(statement)).result()
    assert standing(pair, 1) == ana
    pair.read_here(assert_standings_follow)
