"""CooRTweet's table, read by pandas, and its definition applied to it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pandas as pd

from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.exports.format import Exported, write
from tests.companion.exports.worlds import database
from tests.companion.wire_samples import Json, account, batch

LINK = "https://news.example/a"


def share(handle: str, second: int | None, text: str = LINK, **more: str) -> Json:
    made = {"account": f"demo:handle:{handle}", "kind": "shares", "text": text}
    timed = {} if second is None else {"time": f"2020-12-01T10:00:{second:02}Z", "precision": "second"}
    return made | timed | more


def table(path: Path, *batches: Json) -> tuple[pd.DataFrame, Exported]:
    with closing(database(list(batches))) as conn:
        exported = write(conn, "coortweet", Selection(), path)
    return pd.read_csv(path, keep_default_na=False), exported


def test_has_a_row_for_each_object_at_a_time(tmp_path: Path) -> None:
    found, exported = table(
        tmp_path / "out.csv",
        batch(account("a"), account("b"), activities=[share("a", 1), share("b", 4, f"Look: {LINK}?utm_source=x")]),
    )
    assert list(found.columns) == ["object_id", "account_id", "content_id", "timestamp_share"]
    assert found["object_id"].tolist() == [f"link:{LINK}"] * 2
    assert found["account_id"].tolist() == ["demo:handle:a", "demo:handle:b"]
    assert found["content_id"].is_unique
    assert found["timestamp_share"].tolist() == [1606816801, 1606816804]
    pairs = found.merge(found, on="object_id").query("account_id_x < account_id_y")
    assert (pairs["timestamp_share_x"] - pairs["timestamp_share_y"]).abs().tolist() == [3]
    assert not exported.limits


def test_what_was_seen_twice_is_shared_once(tmp_path: Path) -> None:
    found, _ = table(tmp_path / "out.csv", *(batch(account("a"), activities=[share("a", 1)]) for _ in range(3)))
    assert len(found) == 1


def test_says_what_it_leaves_out(tmp_path: Path) -> None:
    vague = share("a", 1, object="https://demo.example/p/2") | {"precision": "day"}
    post = share("a", 1, "short", kind="posts", object="https://demo.example/p/1", object_kind="post")
    found, exported = table(tmp_path / "out.csv", batch(account("a"), activities=[share("a", None), vague, post]))
    assert found.empty
    assert [(limit.code, limit.values) for limit in exported.limits] == [
        ("activities_not_shared", {"left_out": 3, "activities": 3})
    ]


def test_hostile_objects_are_no_formulas(tmp_path: Path) -> None:
    made = batch(account("=cmd"), activities=[share("=cmd", 1, "x", object="=1+1", object_kind="post")])
    assert Batch.model_validate(made)
    table(tmp_path / "out.csv", made)
    cells = [cell for line in (tmp_path / "out.csv").read_text().splitlines() for cell in line.split(",")]
    assert not any(cell.strip('"').startswith(("=", "+", "-", "@")) for cell in cells)
