"""GEXF and GraphML of other programs, and files that mean harm."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from companion.errors import BadRequestError
from companion.store.db import Store
from tests.companion.imports.made import imported, rows, ties

FORMATS = ("gexf", "graphml")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["follows", "friend"])
def test_reads_what_networkx_wrote(store: Store, tmp_path: Path, name: str, kind: str) -> None:
    graph = nx.gnm_random_graph(60, 300, seed=1, directed=kind == "follows")
    nx.relabel_nodes(graph, {node: f"p{node}" for node in graph}, copy=False)
    nx.set_node_attributes(graph, {node: {"followers": 7, "screen_name": f"{node}!"} for node in graph})
    nx.set_edge_attributes(graph, 0.5, "weight")
    getattr(nx, f"write_{name}")(graph, tmp_path / f"g.{name}")
    done = imported(store, name, tmp_path / f"g.{name}", platform="demo", by_id=True)
    assert (done.rows_read, done.rows_left_out, done.accounts) == (360, 0, 60)
    expected = [(kind, *(sorted(ends) if kind == "friend" else ends)) for ends in graph.edges]
    assert ties(store) == sorted(expected)
    seen = rows(
        store,
        "SELECT DISTINCT accounts.handle = accounts.account_id || '!', followers FROM accounts JOIN observations "
        "ON account = accounts.id AND followers IS NOT NULL",
    )
    assert seen == [(1, 7)]


RUSTWORKX = """<graphml><key id="d1" for="node" attr.name="followers" attr.type="int"/>
<key id="d1" for="edge" attr.name="weight" attr.type="float"/><graph edgedefault="directed">
<node id="ana"><data key="d1">5</data></node><node id="bob"/>
<edge source="ana" target="bob"><data key="d1">2.5</data></edge></graph></graphml>"""
FOLLOWED = "SELECT followers FROM observations WHERE followers IS NOT NULL"


def test_nodes_and_edges_may_name_their_keys_alike(store: Store, tmp_path: Path) -> None:
    """As in rustworkx's files (findings/graphml-of-rustworkx-calls-followers-weight.sh)."""
    (tmp_path / "g.graphml").write_text(RUSTWORKX)
    imported(store, "graphml", tmp_path / "g.graphml", platform="demo")
    assert rows(store, FOLLOWED) == [(5,)]


DEFAULTS = {
    "graphml": """<graphml><key id="f" for="node" attr.name="followers"><default>3</default></key>
<key id="n" for="node" attr.name="display_name"><default xml:space="preserve"/></key>
<key id="k" for="edge" attr.name="kind"><default>friend</default></key><graph edgedefault="directed">
<node id="ana"><data key="f">5</data></node><node id="bob"/><edge source="ana" target="bob"/>
<edge source="bob" target="ana"><data key="k">follows</data></edge></graph></graphml>""",
    "gexf": """<gexf><graph defaultedgetype="directed"><attributes class="node">
<attribute id="f" title="followers"><default>3</default></attribute></attributes><attributes class="edge">
<attribute id="k" title="kind"><default>friend</default></attribute></attributes><nodes>
<node id="ana"><attvalues><attvalue for="f" value="5"/></attvalues></node><node id="bob"/></nodes><edges>
<edge source="ana" target="bob"/><edge source="bob" target="ana"><attvalues>
<attvalue for="k" value="follows"/></attvalues></edge></edges></graph></gexf>""",
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_file_says_of_all_holds_of_those_who_say_nothing(store: Store, tmp_path: Path, name: str) -> None:
    """Readers differ here (findings/graphml-defaults-four-readers.sh)."""
    (tmp_path / f"g.{name}").write_text(DEFAULTS[name])
    imported(store, name, tmp_path / f"g.{name}", platform="demo")
    assert sorted(rows(store, FOLLOWED)) == [(3,), (5,)]
    assert [kind for kind, *_ in ties(store)] == ["follows", "friend"]


def test_reads_the_names_that_igraph_writes_to_gml(store: Store, tmp_path: Path) -> None:
    """Without their underscores, as a key of GML has none (findings/igraph-writes-account-ids-as-decimals.sh)."""
    node = 'node [ id 0 accountid "17841400001234567" displayname "Ana A." followerscount 5 ]'
    (tmp_path / "g.gml").write_text(f"Version 1\ngraph [ directed 1 {node} ]")
    imported(store, "gml", tmp_path / "g.gml", platform="demo")
    shown = "FROM accounts AS a JOIN observations ON account = a.id"
    assert rows(store, f"SELECT a.account_id, a.display_name, followers {shown}") == [
        ("17841400001234567", "Ana A.", 5)
    ]


def test_an_id_that_igraph_rounded_names_nobody(store: Store, tmp_path: Path) -> None:
    """Nor does its file's number of the node, which another file gives to somebody else."""
    rounded = "accountid 1.78414000012346e+16"
    (tmp_path / "g.gml").write_text(f'graph [ directed 1 node [ id 1 {rounded} ] node [ id 2 {rounded} name "bob" ] ]')
    done = imported(store, "gml", tmp_path / "g.gml", platform="demo")
    assert ["that a program rounded" in row.reason for row in done.first_left_out] == [True]
    assert rows(store, "SELECT handle, account_id FROM accounts") == [("bob", None)]


GRAPH = '<gexf><graph><nodes><node id="x" label="&b;"/></nodes></graph></gexf>'
BOMB = f'<!DOCTYPE gexf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>{GRAPH}'
OUTSIDE = f'<!DOCTYPE gexf [<!ENTITY b SYSTEM "file:///etc/hostname">]>{GRAPH}'


@pytest.mark.parametrize(
    "content, said",
    [
        (BOMB, "declares entities"),
        (OUTSIDE, "declares entities"),
        ("<gexf>" + "<a>" * 100, "nests more than"),
        ("<gexf><graph><nodes><node id='" + "x" * 9 * 2**20 + "'/></nodes></graph></gexf>", "more than 8 MB"),
        ("<gexf><graph><nodes>" + "x" * 9 * 2**20 + "</nodes></graph></gexf>", "more than 8 MB"),
        ("<gexf><graph>", "is not XML"),
        ("not xml", "is not XML"),
        ("<other/>", "is not a GEXF file"),
        ("<gexf/>", "has nothing in it"),
    ],
)
def test_refuses_what_means_harm_or_is_none(store: Store, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "g.gexf").write_text(content)
    with pytest.raises(BadRequestError, match=said):
        imported(store, "gexf", tmp_path / "g.gexf")
    assert rows(store, "SELECT count(*) FROM accounts") == [(0,)]


def test_edges_without_nodes_are_left_out(store: Store, tmp_path: Path) -> None:
    (tmp_path / "g.graphml").write_text(
        "<graphml><graph edgedefault='directed'><node id='ana'/><node id='bob'/>"
        "<edge source='ana' target='bob'/><edge source='ana' target='nobody'/></graph></graphml>"
    )
    done = imported(store, "graphml", tmp_path / "g.graphml")
    assert (done.rows_read, done.rows_left_out) == (3, 1)
    assert done.first_left_out[0].reason == "there is no node 'nobody'."
