"""CooRTweet's table: exact ids and times, in the file's order, each message one message."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pandas as pd
import pytest

from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError
from companion.exports.format import write as export
from companion.imports import coortweet
from companion.operations.ingest import ingest
from companion.store.db import Store
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.imports.made import imported, rows
from tests.companion.wire_samples import account, batch

HEADER = "object_id,account_id,content_id,timestamp_share\n"
SHARES = (
    "SELECT account_id, kind, object, object_kind, content, time, precision FROM activities "
    "JOIN accounts ON accounts.id = account ORDER BY activities.id"
)


def test_keeps_every_row_as_it_is(store: Store, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        HEADER
        + "https://news.example/a?utm_source=x,zoe,c1,1606451170\n"
        + "o2,zoe,c1,1606451170\n"
        + "o2,ana,c2,1606451170.518\n"
        + "o2,ana,o2,1606451170518\n"
        + "o2,ana,c3,2020-11-27 04:26:10\n"
        + "o2,ana,c3,2020-11-27 04:26:10\n"
    )
    done = imported(store, "coortweet", tmp_path / "c.csv", platform="x")
    assert (done.rows_read, done.accounts, done.activities) == (6, 2, 6)
    second, exact = "2020-11-27T04:26:10.000Z", "2020-11-27T04:26:10.518Z"
    assert rows(store, SHARES) == [
        ("zoe", "shares", "https://news.example/a?utm_source=x", "post", "c1", second, "second"),
        ("zoe", "shares", "o2", "post", "c1", second, "second"),
        ("ana", "shares", "o2", "post", "c2", exact, "second"),
        ("ana", "posts", "o2", "post", "o2", exact, "second"),
        ("ana", "shares", "o2", "post", "c3", second, "second"),
        ("ana", "shares", "o2", "post", "c3", second, "second"),
    ]
    assert rows(store, "SELECT account_id, platform FROM accounts ORDER BY id") == [("zoe", "x"), ("ana", "x")]
    assert [row[0] for row in rows(store, "SELECT key FROM objects ORDER BY id")] == [
        "https://news.example/a?utm_source=x",
        "o2",
    ]
    assert rows(store, "SELECT count(*) FROM activity_objects") == [(6,)]


def test_links_are_one_without_their_marks_where_that_is_asked(store: Store, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        HEADER + "http://www.news.example/a?utm_source=x,zoe,1,1\nhttps://news.example/a/,ana,2,1\n"
    )
    from companion.core.wire.observations import ObjectKind

    imported(store, "coortweet", tmp_path / "c.csv", objects=ObjectKind.link)
    assert rows(store, "SELECT kind, key FROM objects") == [("link", "https://news.example/a")]


def test_parts_are_stored_as_one(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fits into one part of the work, the tables are the same."""
    draw = random.Random(1)
    with (tmp_path / "c.csv").open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["account_id", "timestamp_share", "object_id", "content_id", "more"])
        table.writerows(
            [f"a{draw.randrange(40)}", 1_600_000_000 + draw.randrange(1000), f"o{draw.randrange(30)}", number, "x"]
            for number in range(3000)
        )
    imported(store, "coortweet", tmp_path / "c.csv")
    with blank_store(tmp_path / "other") as other:
        monkeypatch.setattr(coortweet, "AT_ONCE", 7)
        imported(other, "coortweet", tmp_path / "c.csv")
        for table in ("accounts", "objects", "activities", "activity_objects", "observations"):
            columns = "*" if table in ("objects", "activities", "activity_objects") else "id"
            sql = f"SELECT {columns} FROM {table} ORDER BY 1"
            assert rows(store, sql) == rows(other, sql)
    read = pd.read_csv(tmp_path / "c.csv")
    firsts = read["account_id"].drop_duplicates().tolist()
    assert [row[0] for row in rows(store, "SELECT account_id FROM accounts ORDER BY id")] == firsts
    assert rows(store, "SELECT account, count(*) FROM observations GROUP BY account HAVING count(*) > 1") == []


def test_what_eyeline_wrote_comes_back(store: Store, tmp_path: Path) -> None:
    shared = [
        {
            "account": f"demo:handle:{name}",
            "kind": "shares",
            "text": text,
            "precision": "second",
            "time": f"2020-12-01T10:00:{second:02}Z",
        }
        for name, second, text in [
            ("a", 1, "https://n.example/1"),
            ("b", 4, "so very many words in a row https://n.example/1"),
        ]
    ]
    with blank_store(tmp_path / "first") as first:
        made = Batch.model_validate(batch(account("a"), account("b"), activities=shared))
        first.submit(lambda conn: ingest(conn, made, now())).result()
        first.read_here(lambda conn: export(conn, "coortweet", Selection(), tmp_path / "one.csv"))
    imported(store, "coortweet", tmp_path / "one.csv")
    store.read_here(lambda conn: export(conn, "coortweet", Selection(), tmp_path / "two.csv"))
    one, two = (pd.read_csv(tmp_path / f"{name}.csv") for name in ("one", "two"))
    columns = ["object_id", "account_id", "timestamp_share"]
    assert sorted(map(tuple, one[columns].to_numpy())) == sorted(map(tuple, two[columns].to_numpy()))


@pytest.mark.parametrize(
    "row, reason",
    [
        (",ana,1,1", "it has no object_id."),
        ("o,,1,1", "it has no account_id."),
        ("o,ana,1,", "'' is not a time."),
        ("o,ana,1,-5", "'-5' is not a time."),
        ("o,ana,1,nan", "'nan' is not a time."),
        ("o,ana,1,99999999999999999999", "'99999999999999999999' is not a time."),
        ("o,ana", "it has 2 cells, and the header has more."),
        (f"{'x' * 5000},ana,1,1", "an id of more than 4,096 characters."),
    ],
)
def test_says_why_a_row_is_left_out(store: Store, tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "c.csv").write_text(f"{HEADER}o,ana,1,1\n{row}\n")
    done = imported(store, "coortweet", tmp_path / "c.csv")
    assert (done.rows_read, done.rows_left_out) == (1, 1)
    assert done.first_left_out[0].reason == reason


def test_says_which_column_is_missing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("object_id,account_id\no,a\n")
    with pytest.raises(BadRequestError, match="no column content_id, timestamp_share"):
        imported(store, "coortweet", tmp_path / "c.csv")
