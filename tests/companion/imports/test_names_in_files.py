"""Nothing becomes a person, a tie, an act or a time without a reason, whichever reader it comes by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from companion.core.wire.observations import Batch
from companion.imports.format import Imported, read_file, recognised
from companion.imports.reading.asked import Asked
from companion.operations.ingest import ingest
from companion.store.db import Store
from companion.store.times import now
from tests.companion.imports.made import imported, rows, ties
from tests.companion.wire_samples import account, batch

PEOPLE = "SELECT coalesce(account_id, ''), coalesce(handle, '') FROM accounts ORDER BY 1, 2"


def read(store: Store, path: Path, text: str, **asked: Any) -> Imported:
    """The file as what its content says it is."""
    path.write_text(text, encoding="utf-8")
    return read_file(store, recognised(path), path, Asked(**asked))


def handles(store: Store) -> list[str]:
    return [handle for _, handle in rows(store, PEOPLE)]


def post(handle: str, **more: object) -> str:
    data = {"code": "C1", "taken_at": 1_600_000_000, "user": {"username": handle}}
    return json.dumps(
        {"timestamp_collected": 1_700_000_000_000, "source_platform": "instagram.com", "data": data, **more}
    )


NO_NAMES = ["NA", "null", "None", "nan", "true", "[deleted]", "[removed]", "9.06E+17", "12.5", ""]
FORMS: dict[str, str | None] = {
    "edges.csv": 'source,target\nana,bob\n"{}",bob\n',
    "accounts.csv": 'username,followers\nana,1\nbob,2\n"{}",3\n',
    "posts.csv": 'author,body\nana,one\nbob,two\n"{}",three\n',
    "shares.csv": "object_id,account_id,content_id,timestamp_share\n"
    'o,ana,1,1600000000\no,bob,2,1600000000\no,"{}",3,1600000000\n',
    "graph.gexf": '<gexf><graph><nodes><node id="ana"/><node id="bob"/><node id="{}"/></nodes></graph></gexf>',
    "labels.gexf": '<gexf><graph><nodes><node id="0" label="ana"/><node id="1" label="bob"/>'
    '<node id="2" label="{}"/></nodes></graph></gexf>',
    "graph.graphml": '<graphml><graph><node id="ana"/><node id="bob"/><node id="{}"/></graph></graphml>',
    "links.json": '{{"nodes": [{{"id": "ana"}}, {{"id": "bob"}}, {{"id": "{}"}}], "links": []}}',
    "pajek.net": '*Vertices 3\n1 "ana"\n2 "bob"\n3 "{}"\n',
    "items.ndjson": None,
}


@pytest.mark.parametrize("text", NO_NAMES)
@pytest.mark.parametrize("name", FORMS)
def test_no_reader_makes_a_person_of_it(store: Store, tmp_path: Path, name: str, text: str) -> None:
    form = FORMS[name]
    content = "\n".join(map(post, ("ana", "bob", text))) if form is None else form.format(text)
    if text == "" and name in ("labels.gexf", "pajek.net"):
        pytest.skip("a node that nobody names is told by its number")
    done = read(store, tmp_path / name, content)
    assert done.rows_left_out == 1, done
    assert sum(reason.count for reason in done.reasons) == 1
    assert {each for pair in rows(store, PEOPLE) for each in pair if each} == {"ana", "bob"}


@pytest.mark.parametrize("broken", ["ana\nbob", "a\x01b", "a\u2028b"])
def test_a_name_with_a_line_end_is_left_out_and_the_file_is_read(store: Store, tmp_path: Path, broken: str) -> None:
    done = read(store, tmp_path / "e.csv", f'source,target\nana,bob\n"{broken}",cid\nx:handle:q,"x:handle:{broken}"\n')
    assert (done.rows_read, done.rows_left_out) == (1, 2)
    assert handles(store) == ["ana", "bob"]


def test_ids_that_a_spreadsheet_rounded_leave_two_accounts_two(store: Store, tmp_path: Path) -> None:
    table = "user_id,screen_name\n9.06E+17,ana\n9.06E+17,bob\n1234567890123450000,cid\n1234567890123450000,dan\n"
    done = read(store, tmp_path / "a.csv", table, platform="x")
    assert done.rows_left_out == 0
    assert rows(store, PEOPLE) == [("", "ana"), ("", "bob"), ("", "cid"), ("", "dan")]


def test_a_number_with_a_decimal_part_is_the_whole_one(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path / "a.csv", "user_id,screen_name\n1234567890.0,ana\n", platform="x")
    assert rows(store, PEOPLE) == [("1234567890", "ana")]


@pytest.mark.parametrize("nothing", ["0", "NA", "", "1970-01-01", "1970-01-01T00:00:00Z", "0001-01-01"])
def test_a_missing_time_is_no_time(store: Store, tmp_path: Path, nothing: str) -> None:
    read(store, tmp_path / "e.csv", f"source,target,time\nana,bob,{nothing}\n", seen=None)
    read(store, tmp_path / "p.csv", f"author,body,created_at\nana,words,{nothing}\n")
    assert rows(store, "SELECT count(*) FROM edges WHERE first_seen < '2000'") == [(0,)]
    assert rows(store, "SELECT time FROM activities") == [(None,)]
    shares = f"object_id,account_id,content_id,timestamp_share\no,ana,1,{nothing}\no,bob,2,1600000000\n"
    assert read(store, tmp_path / "s.csv", shares).rows_left_out == 1


def test_a_missing_object_makes_no_pair(store: Store, tmp_path: Path) -> None:
    pairs = "NA,ana,1,1\nNA,bob,2,1\n9.06E+17,ana,3,1\n9.06E+17,bob,4,1\no,ana,NA,1\no,bob,NA,1\n"
    shares = f"object_id,account_id,content_id,timestamp_share\n{pairs}"
    done = read(store, tmp_path / "s.csv", shares)
    assert (done.rows_read, done.rows_left_out) == (2, 4)
    assert rows(store, "SELECT key FROM objects") == [("o",)]
    assert rows(store, "SELECT DISTINCT content FROM activities") == [(None,)]


@pytest.mark.parametrize("platform", ["x", "instagram", "tiktok", "facebook"])
def test_one_handle_in_several_spellings_is_one_account(store: Store, tmp_path: Path, platform: str) -> None:
    seen = Batch.model_validate(
        batch(
            account("ana_lee", ref=f"{platform}:handle:ana_lee", platform=platform),
            page={"platform": platform, "kind": "other", "address": "https://a.example/"},
        )
    )
    store.submit(lambda conn: ingest(conn, seen, now())).result()
    read(store, tmp_path / "e.csv", "source,target\nAna_Lee,bob\n@ANA_LEE,cid\nana_lee,dan\n", platform=platform)
    assert handles(store) == ["ana_lee", "bob", "cid", "dan"]
    shown = rows(store, "SELECT address FROM observations WHERE handle = 'ana_lee' AND address LIKE '%Ana_Lee%'")
    assert shown  # the spelling is kept where the profile is


def test_a_token_keeps_its_case_and_so_does_a_site_that_nobody_knows(store: Store, tmp_path: Path) -> None:
    token = "pfbid02AbCdEfGhIjKlMnOpQrStUvWxYz"
    read(store, tmp_path / "f.csv", f"source,target\n{token},{token.lower()}\n", platform="facebook")
    read(store, tmp_path / "e.csv", "source,target\nAna,ana\n", platform="elsewhere")
    assert handles(store) == sorted([token, token.lower(), "Ana", "ana"])


def test_an_address_of_a_profile_names_its_account(store: Store, tmp_path: Path) -> None:
    read(
        store,
        tmp_path / "e.csv",
        "source,target\nhttps://x.com/Ana,https://www.facebook.com/profile.php?id=123456789\n",
    )
    assert rows(store, "SELECT platform, coalesce(account_id, handle) FROM accounts ORDER BY 1") == [
        ("facebook", "123456789"),
        ("x", "ana"),
    ]


GRAPHS = {
    "igraph.graphml": '<graphml><key id="v" for="node" attr.name="name"/><graph edgedefault="directed">'
    '<node id="n0"><data key="v">{0}</data></node><node id="n1"><data key="v">{1}</data></node>'
    '<edge source="n0" target="n1"/></graph></graphml>',
    "yed.graphml": '<graphml xmlns:y="http://www.yworks.com/xml/graphml"><graph edgedefault="directed">'
    '<node id="n0"><data key="d"><y:ShapeNode><y:NodeLabel>{0}</y:NodeLabel></y:ShapeNode></data></node>'
    '<node id="n1"><data key="d"><y:ShapeNode><y:NodeLabel>{1}</y:NodeLabel></y:ShapeNode></data></node>'
    '<edge source="n0" target="n1"/></graph></graphml>',
    "gephi.gexf": '<gexf><graph defaultedgetype="directed"><nodes><node id="0" label="{0}"/><node id="1" label="{1}"/>'
    '</nodes><edges><edge source="0" target="1"/></edges></graph></gexf>',
    "networkx.json": '{{"directed": true, "nodes": [{{"id": 0, "name": "{0}"}}, {{"id": 1, "name": "{1}"}}], '
    '"edges": [{{"source": 0, "target": 1}}]}}',
    "graphology.json": '{{"options": {{"type": "directed"}}, "nodes": ['
    '{{"key": "0", "attributes": {{"label": "{0}"}}}}, {{"key": "1", "attributes": {{"label": "{1}"}}}}], '
    '"edges": [{{"source": "0", "target": "1"}}]}}',
    "pajek.net": '*Vertices 2\n1 "{0}"\n2 "{1}"\n*Arcs\n1 2\n',
}


@pytest.mark.parametrize("name", GRAPHS)
def test_two_files_that_number_their_nodes_share_nobody(store: Store, tmp_path: Path, name: str) -> None:
    read(store, tmp_path / f"1{name}", GRAPHS[name].format("ana", "bob"))
    read(store, tmp_path / f"2{name}", GRAPHS[name].format("cid", "dan"))
    assert ties(store) == [("follows", "ana", "bob"), ("follows", "cid", "dan")]


@pytest.mark.parametrize("name", GRAPHS)
def test_nor_do_two_that_call_them_nothing(store: Store, tmp_path: Path, name: str) -> None:
    empty = GRAPHS[name].format("", "")
    read(store, tmp_path / f"1{name}", empty)
    read(store, tmp_path / f"2{name}", empty.replace("\n", "\r\n") if name.endswith(".net") else f"{empty} ")
    assert rows(store, "SELECT count(*) FROM accounts") == [(4,)]
    assert rows(store, "SELECT count(*) FROM edges") == [(2,)]


def test_two_nodes_of_one_name_are_two(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path / "g.gexf", GRAPHS["gephi.gexf"].format("ana", "ana"))
    assert rows(store, "SELECT count(*) FROM accounts") == [(2,)]
    assert rows(store, "SELECT count(*) FROM edges") == [(1,)]


def test_a_frame_around_nodes_is_no_node(store: Store, tmp_path: Path) -> None:
    frame = '<node id="g" yfiles.foldertype="group"><graph><node id="n0">'
    inner = GRAPHS["yed.graphml"].format("ana", "bob").replace('<node id="n0">', frame, 1)
    text = inner.replace("</node><node", "</node></graph></node><node", 1)
    read(store, tmp_path / "y.graphml", text)
    assert handles(store) == ["ana", "bob"]


def test_gexf_says_more_than_its_nodes(store: Store, tmp_path: Path) -> None:
    text = (
        '<gexf><graph defaultedgetype="directed"><edges>'
        '<edge source="0" target="1" type="mutual" timestamp="2020-02-01"/></edges>'
        '<nodes><node id="0" label="ana"/><node id="1" label="bob"/></nodes></graph></gexf>'
    )

    assert read(store, tmp_path / "g.gexf", text).rows_left_out == 0
    assert ties(store) == [("follows", "ana", "bob"), ("follows", "bob", "ana")]
    assert rows(store, "SELECT DISTINCT first_seen FROM edges") == [("2020-02-01T00:00:00.000Z",)]


def test_what_zeeschuimer_collected_was_true_when_it_was_last_updated(store: Store, tmp_path: Path) -> None:
    imported_line = post("ana", last_updated=1_750_000_000_000)
    (tmp_path / "i.ndjson").write_text(imported_line, encoding="utf-8")
    imported(store, "zeeschuimer", tmp_path / "i.ndjson")
    assert rows(store, "SELECT observed_at FROM batches") == [("2025-06-15T15:06:40.000Z",)]


def test_items_of_x_without_legacy(store: Store, tmp_path: Path) -> None:
    user = {
        "result": {
            "rest_id": "70",
            "core": {"screen_name": "Ana", "name": "Ana"},
            "relationship_counts": {"followers": 5},
        }
    }
    data = {
        "rest_id": "100",
        "core": {"user_results": user},
        "details": {"full_text": "words", "created_at_ms": 1_600_000_000_000},
        "reply_to_results": {"rest_id": "99"},
        "reply_to_user_results": {"result": {"core": {"screen_name": "bob"}}},
    }
    line = json.dumps({"timestamp_collected": 1_700_000_000_000, "source_platform": "x.com", "data": data})
    assert read(store, tmp_path / "x.ndjson", line).rows_left_out == 0
    assert rows(store, "SELECT kind, object, text, time FROM activities") == [
        ("comments", "https://x.com/bob/status/99", "words", "2020-09-13T12:26:40.000Z")
    ]
    assert rows(store, "SELECT followers FROM observations") == [(5,)]


def test_a_default_picture_of_any_site_is_none(store: Store, tmp_path: Path) -> None:
    default = "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png"
    read(store, tmp_path / "a.csv", f"username,avatar\nana,{default}\n")
    assert rows(store, "SELECT count(*) FROM picture_addresses") == [(0,)]
