"""Lists of one's own, as sites give them out; the people are made up."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from companion.errors import BadRequestError
from companion.imports.format import Imported, read_file, recognised
from companion.imports.reading.asked import Asked
from companion.store.db import Store
from tests.companion.imports.made import rows, ties

SPOILT = "JosÃ© Lee"  # as Meta writes José
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def instagram(handle: str, form: int) -> dict[str, object]:
    href, at = f"https://www.instagram.com/{handle}", 1_600_000_000
    return [
        {"title": "", "media_list_data": [], "string_list_data": [{"href": href, "value": handle, "timestamp": at}]},
        {"title": handle, "string_list_data": [{"href": f"https://www.instagram.com/_u/{handle}", "timestamp": at}]},
        {"timestamp": at, "media": [], "label_values": [{"label": "URL", "value": href, "href": href}], "fbid": "1"},
    ][form]


FILES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "followers_1.json": (json.dumps([instagram("Ana", 0)]), [("follows", "ana", "me")]),
    "following.json": (
        json.dumps({"relationships_following": [instagram("ana", 1)]}),
        [("follows", "me", "ana")],
    ),
    "2026/following.json": (json.dumps([instagram("ana", 2)]), [("follows", "me", "ana")]),
    "threads/followers.json": (
        json.dumps({"text_post_app_text_post_app_followers": [instagram("ana", 0)]}),
        [("follows", "ana", "me")],
    ),
    "threads/following.json": (
        json.dumps({"text_post_app_text_post_app_following": [instagram("ana", 0)]}),
        [("follows", "me", "ana")],
    ),
    "your_friends.json": (
        json.dumps({"friends_v2": [{"name": SPOILT, "timestamp": 1_600_000_000}]}),
        [("friend", "josé lee", "me")],
    ),
    "user_data_tiktok.json": (
        json.dumps(
            {
                "Profile And Settings": {
                    "Profile Info": {"ProfileMap": {"userName": "me"}},
                    "Follower": {"FansList": [{"Date": "2020-09-13 12:26:40", "UserName": "ana"}]},
                    "Following": {"Following": [{"Date": "2020-09-13 12:26:40", "UserName": "bob"}]},
                }
            }
        ),
        [("follows", "ana", "me"), ("follows", "me", "bob")],
    ),
    "follower.js": (
        'window.YTD.follower.part0 = [\n  {"follower": {"accountId": "77001", "userLink": '
        '"https://twitter.com/intent/user?user_id=77001"}}\n]',
        [("follows", "77001", "me")],
    ),
    "following.js": (
        'window.YTD.following.part0 = [{"following": {"accountId": "77001", "userLink": "https://twitter.com/i"}}]',
        [("follows", "me", "77001")],
    ),
    "Connections.csv": (
        f'Notes:\n"When exporting your connection data, you may notice, some is missing."\n\n{HEADER}\n'
        "Ana,Lee,https://www.linkedin.com/in/ana-lee,,Acme,Clerk,13 Sep 2020\n",
        [("friend", "ana-lee", "me")],
    ),
    "following_accounts.csv": (
        "Account address,Show boosts,Notify on new posts,Languages\nana@a.example,true,false,\n",
        [("follows", "me", "ana@a.example")],
    ),
}
SAYS_WHOSE = ("user_data_tiktok.json",)
SAYS_WHEN = ("followers_1.json", "following.json", "your_friends.json", "user_data_tiktok.json", "Connections.csv")


def read(store: Store, folder: Path, name: str, owner: str | None) -> Imported:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(FILES[name][0], encoding="utf-8")
    return read_file(store, recognised(path), path, Asked(owner=owner))


@pytest.mark.parametrize("name", FILES)
def test_a_list_is_its_owners(store: Store, tmp_path: Path, name: str) -> None:
    done = read(store, tmp_path, name, None if name in SAYS_WHOSE else "me")
    assert done.rows_left_out == 0, done.first_left_out
    assert ties(store) == FILES[name][1]
    if name in SAYS_WHEN:
        assert rows(store, "SELECT DISTINCT substr(first_seen, 1, 10) FROM edges") == [("2020-09-13",)]


@pytest.mark.parametrize("name", [name for name in FILES if name not in SAYS_WHOSE])
def test_whose_list_it_is_is_asked(store: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadRequestError, match="--owner"):
        read(store, tmp_path, name, None)
    assert rows(store, "SELECT count(*) FROM accounts") == [(0,)]


def test_accounts_that_an_exporter_listed_are_a_list_where_one_says_so(store: Store, tmp_path: Path) -> None:
    table = "id,screen_name,name,followers_count\n7700100,ana,Ana Lee,5\n7700200,bob,Bob Ray,6\n"
    (tmp_path / "twitter-Followers.csv").write_text(table)
    (tmp_path / "twitter-Followers.json").write_text(
        json.dumps([{"id": "7700300", "screen_name": "cid", "name": "Cid", "followers_count": 7}])
    )
    from companion.core.kinds import ListKind

    for path in sorted(tmp_path.glob("twitter*")):
        asked = Asked(platform="x", owner="me", listed=ListKind.followers)
        assert read_file(store, recognised(path), path, asked).rows_left_out == 0
    assert ties(store) == [("follows", each, "me") for each in ("7700100", "7700200", "7700300")]


GRAPHS = {
    "links.json": {
        "directed": True,
        "multigraph": False,
        "graph": {},
        "nodes": [{"id": "ana"}, {"id": "bob"}],
        "links": [{"source": "ana", "target": "bob", "weight": 2}],
    },
    "edges.json": {
        "directed": True,
        "nodes": [{"id": "ana"}, {"id": "bob"}],
        "edges": [{"source": "ana", "target": "bob"}],
    },
    "pairs.json": {"directed": True, "nodes": ["ana", "bob"], "edges": [["ana", "bob"]]},
    "places.json": {
        "directed": True,
        "nodes": [{"id": 1, "label": "ana"}, {"id": 2, "label": "bob"}],
        "links": [{"source": 0, "target": 1}],
    },
    "d3.json": {"directed": True, "nodes": [{"name": "ana"}, {"name": "bob"}], "links": [{"source": 0, "target": 1}]},
    "graphology.json": {
        "options": {"type": "mixed"},
        "nodes": [{"key": "ana"}, {"key": "bob"}],
        "edges": [{"key": "e", "source": "ana", "target": "bob", "undirected": False}],
    },
    "cytoscape.json": {
        "elements": {
            "nodes": [{"data": {"id": "ana"}}, {"data": {"id": "bob"}}],
            "edges": [{"data": {"source": "ana", "target": "bob"}}],
        }
    },
    "vis.json": {"nodes": [{"id": 1, "label": "ana"}, {"id": 2, "label": "bob"}], "edges": [{"from": 1, "to": 2}]},
    "jgf.json": {
        "graph": {
            "directed": True,
            "nodes": {"ana": {"label": "ana"}, "bob": {"label": "bob"}},
            "edges": [{"source": "ana", "target": "bob", "relation": "follows"}],
        }
    },
}
TEXTS = {
    "net.net": '*Vertices 2\n1 "ana" 0.1 0.2\n2 "bob"\n*Arcs\n1 2 1.0\n',
    "list.net": "*Vertices 2\n1 ana\n2 bob\n*Arcslist\n1 2\n",
    "matrix.net": "*Vertices 2\n1 ana\n2 bob\n*Matrix\n0 1\n0 0\n",
    "full.dl": "dl n = 2 format = fullmatrix\nlabels:\nana,bob\ndata:\n0 1\n0 0\n",
    "embedded.dl": "DL N=2\nLABELS EMBEDDED\nDATA:\nana bob\nana 0 1\nbob 0 0\n",
    "edges.dl": "dl n=2 format=edgelist1\nlabels:\nana\nbob\ndata:\n1 2 3\n",
    "named.dl": "dl n=2 format=edgelist1\nlabels embedded:\ndata:\nana bob\n",
    "nodes.dl": "dl n=2 format=nodelist1\nlabels:\nana,bob\ndata:\n1 2\n",
    "igraph.gml": 'Creator "igraph"\nVersion 1\ngraph\n[\n  directed 1\n  node\n  [\n    id 0\n    name "ana"\n  ]\n'
    '  node\n  [\n    id 1\n    name "bob"\n  ]\n  edge\n  [\n    source 0\n    target 1\n  ]\n]\n',
    "twice.gml": 'graph [ directed 1 node [ id 5 label "ana" ] node [ id 7 label "bob" ]\n'
    "edge [ source 5 target 7 weight 2.5 ]\nedge [ source 5 target 7 ] ]",
}


@pytest.mark.parametrize("name", [*GRAPHS, *TEXTS])
def test_graphs_of_other_programs(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXTS[name] if name in TEXTS else json.dumps(GRAPHS[name]), encoding="utf-8")
    done = read_file(store, recognised(tmp_path / name), tmp_path / name, Asked())
    assert done.rows_left_out == 0, done.first_left_out
    assert ties(store) == [("follows", "ana", "bob")]


_NO_FORMAT = [
    b"\x00\x01\x02\x00" * 50,
    b"",
    b"{",
    b'{"a": 1}',
    b"[]",
    b"*Vertices",
    b"dl n=2",
    b"graph [ node [ id",
    b"<html><table><tr><td>ana</td><td>bob</td></tr></table></html>",
    b"digraph { ana -> bob; }",
    b"%PDF-1.7\nana,bob\n",
]


@pytest.mark.parametrize("content", _NO_FORMAT)
def test_what_is_none_of_these_is_refused(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.file"
    path.write_bytes(content)
    with pytest.raises(BadRequestError, match=r"some\.file"):
        read_file(store, recognised(path), path, Asked())


@pytest.mark.parametrize(
    "inside, said", [("xl/workbook.xml", "Save the sheet there as CSV"), ("following.json", "Unpack it")]
)
def test_what_is_packed_says_what_to_do(tmp_path: Path, inside: str, said: str) -> None:
    with zipfile.ZipFile(tmp_path / "some.file", "w") as packed:
        packed.writestr(inside, "source,target")
    with pytest.raises(BadRequestError, match=said):
        recognised(tmp_path / "some.file")


def test_what_a_graph_calls_its_ties_is_heeded(store: Store, tmp_path: Path) -> None:
    graph = {
        "nodes": [{"id": "ana"}, {"id": "bob"}],
        "edges": [{"source": "ana", "target": "bob", "relation": "mentions"}],
    }
    (tmp_path / "g.json").write_text(json.dumps(graph))
    done = read_file(store, "json", tmp_path / "g.json", Asked())
    assert (done.accounts, done.edges) == (2, 0)
    assert "mentions" in done.first_left_out[0].reason
