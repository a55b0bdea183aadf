"""What is read many rows at a time is what is known row by row, wherever a part ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from companion.core.fact_columns import bare_records, records_of, rows_of
from companion.core.naming import Naming
from companion.core.progress import Cancelled
from companion.core.wire.selection import Selection
from companion.exports.format import FORMATS, Asked, write
from companion.store import edge_facts, facts
from tests.companion.exports import reading
from tests.companion.exports.known import everything
from tests.companion.exports.worlds import database
from tests.companion.wire_samples import Json, account, batch, capture

KEY = bytes(range(32))
NAMES = ("ana", "bea", "carla", "dora", "eva")


def lists() -> Iterator[Json]:
    """Lists that lack somebody now and then, of whom both ends' lists show some edges, and several captures."""
    people = [account(name) for name in NAMES]
    refs = [each["ref"] for each in people]
    for day in range(1, 7):
        shown = [refs[at] for at in range(1, 5) if (at + day) % 3]
        captures = [
            capture(refs[0], shown, kind="followers", complete=True),
            capture(refs[0], refs[1:], kind="friends"),
            capture(refs[1], [refs[0], *refs[2:]], kind="following"),
        ]
        if day == 6:
            captures.append(capture(refs[4], refs[:2], kind="members"))
        yield batch(*people, captures=captures, observed_at=f"2026-02-0{day}T12:00:00Z")


@pytest.mark.parametrize("at_once", [1, 2, 3, 1_000])
@pytest.mark.parametrize("name", ["ndjson", "parquet"])
def test_all_is_read_wherever_a_part_ends(
    name: str, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge_facts, "AT_ONCE", at_once)
    monkeypatch.setattr(facts, "AT_ONCE", at_once)
    target = tmp_path if name == "parquet" else tmp_path / "out.ndjson"
    with closing(database(list(lists()), "a tag")) as conn:
        write(conn, name, Selection(), target)
        known = everything(conn)
    assert any(len(edge["spells"]) > 1 for edge in known["edges"])
    assert len({edge["captures"] for edge in known["edges"]}) > 2
    found: dict[str, list[Any]] = reading.parquet(target) if name == "parquet" else reading.ndjson(target)
    for table, rows in known.items():
        assert [{column: row[column] for column in rows[0]} for row in found[table]] == rows


@pytest.mark.parametrize("name", ["parquet", "gexf"])
def test_under_pseudonyms_columns_say_what_rows_say(name: str, tmp_path: Path) -> None:
    """NDJSON is written row by row; the others, column by column."""
    folder = tmp_path / "folder"
    folder.mkdir()
    target = folder if name == "parquet" else folder / "out.gexf"
    with closing(database(list(lists()), "a tag")) as conn:
        write(conn, "ndjson", Selection(), tmp_path / "out.ndjson", Asked(Naming(KEY)))
        write(conn, name, Selection(), target, Asked(Naming(KEY)))
    rows = reading.ndjson(tmp_path / "out.ndjson")
    found = (reading.parquet if name == "parquet" else reading.gexf)(target)
    for table in ("accounts", "edges"):
        assert reading.complete(table, found[table]) == reading.complete(table, rows[table])
    assert rows["edges"][0]["source"].startswith("demo:pseudonym:")


@pytest.mark.parametrize("name", sorted(set(FORMATS.names()) - {"coortweet"}))
def test_an_export_is_cancelled_between_its_parts(name: str, tmp_path: Path) -> None:
    def progress(done: int, of: int) -> None:
        if 0 < done < of:
            raise Cancelled

    wanted = FORMATS.named(name)
    target = tmp_path if wanted.is_folder else tmp_path / f"out{wanted.suffixes[0]}"
    with closing(database(list(lists()), "a tag")) as conn, pytest.raises(Cancelled):
        write(conn, name, Selection(), target, progress=progress)


def test_records_are_the_same_by_rows_and_by_columns() -> None:
    lists = [[{"a": 1, "b": 2}], [], [{"a": 3, "b": 4}, {"a": 5, "b": 6}]]
    records = records_of(lists, ("a", "b"))
    assert list(records) == lists
    assert list(bare_records(records)) == [((1, 2),), (), ((3, 4), (5, 6))]
    assert list(rows_of({"of": [7, 8, 9], "records": records})) == [
        {"of": number, "records": each} for number, each in zip((7, 8, 9), lists, strict=True)
    ]
