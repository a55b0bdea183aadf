"""CSV edge lists as people and programs write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError
from companion.exports.format import write as export
from companion.operations.ingest import ingest
from companion.store.db import Store
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.imports.made import EDGES, imported, rows, ties
from tests.companion.wire_samples import account, batch, capture

FOLLOWS = [("follows", "ana", "bob"), ("follows", "bob", "cid")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_encoding_and_separator(store: Store, tmp_path: Path, encoding: str, separator: str) -> None:
    text = "Source,Target\nana,bób\nbób,cid\n".replace(",", separator)
    (tmp_path / "e.csv").write_bytes(text.encode(encoding))
    done = imported(store, "csv", tmp_path / "e.csv", platform="demo")
    assert (done.rows_read, done.rows_left_out, done.edges) == (2, 0, 2)
    assert ties(store) == [("follows", "ana", "bób"), ("follows", "bób", "cid")]


@pytest.mark.parametrize(
    "text",
    [
        "ana,bob\nbob,cid\n",
        "from,to\r\nana,bob\r\nbob,cid\r\n",
        'weight,follower,followed\n3,@ana,bob\n1,"bob",cid',
        "source,target,kind\nana,bob,follows\nbob,cid,\n",
        "demo:handle:ana,demo:handle:bob\nbob,cid\n\n",
    ],
)
def test_finds_the_columns(store: Store, tmp_path: Path, text: str) -> None:
    (tmp_path / "e.csv").write_text(text, encoding="utf-8")
    imported(store, "csv", tmp_path / "e.csv", platform="demo")
    assert ties(store) == FOLLOWS
    assert {row[0] for row in rows(store, "SELECT platform FROM accounts")} == {"demo"}


def test_keeps_times_and_leads_back_to_the_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(
        "source,target,kind,first_seen,last_seen\nana,bob,follows,2020-01-01,2020-03-01T10:00:00Z\nana,cid,friend,1606451170,\n"
    )
    done = imported(store, "csv", tmp_path / "e.csv", platform="demo", by_id=True)
    assert rows(store, EDGES) == [
        ("follows", "ana", "bob", "2020-01-01T00:00:00.000Z", "2020-03-01T10:00:00.000Z"),
        ("friend", "ana", "cid", "2020-11-27T04:26:10.000Z", "2020-11-27T04:26:10.000Z"),
    ]
    traced = rows(
        store,
        "SELECT DISTINCT file, imports.sha256, pages.kind, pages.address, complete FROM edge_sightings "
        "JOIN captures ON captures.id = capture JOIN import_batches ON import_batches.batch = captures.batch "
        "JOIN imports ON imports.id = import JOIN batches ON batches.id = captures.batch JOIN pages ON pages.id = page",
    )
    assert traced == [("e.csv", done.sha256, "other", "e.csv", 0)]
    assert str(tmp_path) not in "".join(store.read_here(lambda conn: list(conn.iterdump())))


def test_rows_that_cannot_be_read_are_kept_aside(store: Store, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_bytes(
        b"source,target,kind,first_seen\nana,bob,,\nana,,,\nana,ana,,\nana,cid,hates,\nana,cid,,yesterday\nx\n\xff,bob,,\n"
    )
    done = imported(store, "csv", tmp_path / "e.csv", platform="demo")
    assert (done.rows_read, done.rows_left_out) == (1, 6)
    assert [each.row for each in done.first_left_out] == [2, 3, 4, 5, 6]
    assert done.side_file is not None
    assert done.side_file == store.folder / "imports" / f"e.csv.{done.sha256[:8]}.left-out.ndjson"
    kept = [json.loads(line) for line in done.side_file.read_text(encoding="utf-8").splitlines()]
    assert [each["row"] for each in kept] == [2, 3, 4, 5, 6, 7]
    assert kept[2]["content"] == ["ana", "cid", "hates", ""]
    assert "hates" in kept[2]["reason"]
    assert rows(store, "SELECT rows_read, rows_left_out FROM imports") == [(1, 6)]


def test_a_list_longer_than_a_batch_is_one_capture(store: Store, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("source,target\n" + "".join(f"ana,p{number}\n" for number in range(1700)))
    done = imported(store, "csv", tmp_path / "e.csv")
    assert (done.edges, done.captures, done.accounts) == (1700, 1, 1701)
    assert rows(store, "SELECT seen_count, (SELECT count(*) FROM capture_members) FROM captures") == [(1700, 1700)]


@pytest.mark.parametrize("format_, files", [("spreadsheet", ("accounts", "edges")), ("gephi", ("nodes", "edges"))])
def test_reads_what_eyeline_wrote(store: Store, tmp_path: Path, format_: str, files: tuple[str, str]) -> None:
    people = [account("=ana", "1", display_name="'quoted", bio="-1\nof two"), account("bob"), account("cid")]
    lists = [capture("demo:id:1", ["demo:handle:bob"], kind="following"), capture("demo:id:1", ["demo:handle:cid"])]
    with blank_store(tmp_path / "first") as first:
        first.submit(lambda conn: ingest(conn, Batch.model_validate(batch(*people, captures=lists)), now())).result()
        (tmp_path / "out").mkdir()
        first.read_here(lambda conn: export(conn, format_, Selection(), tmp_path / "out"))
        expected = first.read_here(lambda conn: [tuple(row) for row in conn.execute(EDGES)])
    for file in files:
        assert imported(store, "csv", tmp_path / "out" / f"{file}.csv").rows_left_out == 0
    assert rows(store, EDGES) == expected
    said = (
        "SELECT accounts.handle, observations.display_name, bio FROM accounts JOIN observations "
        "ON account = accounts.id WHERE bio IS NOT NULL"
    )
    assert rows(store, said) == [("=ana", "'quoted", "-1\nof two")]


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "is empty"),
        (b"one\ntwo\n", "No two columns"),
        (b"source,weight\nana,1\n", "No two columns"),
        (b"source,target\n", "has nothing in it"),
        (b"source,target\nana,ana\n", "row 1: an account and itself"),
        (b"\xff\xfe\x00\xd8\x00\xd8\n\x00", "is not text"),
        (b'source,target\nana,"' + b"x" * 2**21 + b'"\n', "is not a table"),
    ],
)
def test_says_what_is_wrong_with_a_file_and_stores_nothing(
    store: Store, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(BadRequestError, match=said):
        imported(store, "csv", tmp_path / "bad.csv")
    assert rows(store, "SELECT count(*) FROM imports") == [(0,)]
    assert rows(store, "SELECT count(*) FROM batches") == [(0,)]
    assert not list(store.folder.glob("imports/*"))


def test_a_tie_whose_time_cannot_be_read_is_kept_without_one(store: Store, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("source,target,date\nana,bob,2024-01-01\nbob,cid,sometime\n")
    done = imported(store, "csv", tmp_path / "e.csv")
    assert ties(store) == FOLLOWS
    (reason,) = done.reasons
    assert reason.error.message == "'sometime' is not a time; the tie is kept without one."


def test_nor_is_one_lost_of_a_graph_or_of_ones_own_list(store: Store, tmp_path: Path) -> None:
    ends = ((name, f'<node id="{name}"/>') for name in ("ana", "bob"))
    (tmp_path / "g.gexf").write_text(
        f'<gexf><graph defaultedgetype="directed"><nodes>{"".join(node for _, node in ends)}</nodes>'
        '<edges><edge source="ana" target="bob" start="sometime"/></edges></graph></gexf>'
    )
    (tmp_path / "c.csv").write_text(
        "First Name,Last Name,URL,Connected On\nCid,,https://www.linkedin.com/in/cid,some day\n"
    )
    for format_, name, owner in (("gexf", "g.gexf", None), ("csv", "c.csv", "bob")):
        (reason,) = imported(store, format_, tmp_path / name, owner=owner).reasons
        assert "the tie is kept without one" in reason.error.message
    assert ties(store) == [("follows", "ana", "bob"), ("friend", "bob", "cid")]


@pytest.mark.parametrize("note", ["Note: names are changed, see appendix", "Source: our own survey", "Last run: 3, 4"])
def test_notes_below_a_table_are_no_ties(store: Store, tmp_path: Path, note: str) -> None:
    (tmp_path / "e.csv").write_text(f"source,target\nana,bob\nbob,cid\n\n{note}\nNote: more, of it\n")
    assert imported(store, "csv", tmp_path / "e.csv").rows_left_out == 0
    assert ties(store) == FOLLOWS
