"""GEXF and GraphML as their readers want them: the times, the directions."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx

from companion.core.wire.findings.communities import Ties
from companion.core.wire.selection import Selection
from companion.exports.format import Asked, write
from tests.companion.exports.reading import GEXF
from tests.companion.exports.worlds import database
from tests.companion.store.test_edges import visit
from tests.companion.wire_samples import Json

FOLLOWED = [visit(1, "following", "a", "bc", complete=True), visit(5, "following", "a", "c", complete=True)]
BEFRIENDED = [visit(3, "friends", "b", "a")]


def written(batches: list[Json], name: str, folder: Path) -> Path:
    target = folder / f"out.{name}"
    with closing(database(batches)) as conn:
        write(conn, name, Selection(), target)
    return target


def test_an_edge_lasts_from_its_first_sighting_until_a_whole_list_lacks_it(tmp_path: Path) -> None:
    graph = ElementTree.parse(written([*FOLLOWED, *BEFRIENDED], "gexf", tmp_path)).getroot()
    edges = {
        (edge.attrib["source"][-1], edge.attrib["target"][-1], edge.attrib["kind"], edge.attrib["type"]): [
            spell.attrib for spell in edge.iter(f"{GEXF}spell")
        ]
        for edge in graph.iter(f"{GEXF}edge")
    }
    noon = "2026-03-{}T12:00:00.000Z".format
    assert edges == {
        ("a", "b", "follows", "directed"): [{"start": noon("01"), "end": noon("05")}],
        ("a", "b", "friend", "undirected"): [{"start": noon("03")}],
        ("a", "c", "follows", "directed"): [{"start": noon("01")}],
    }


def test_networkx_reads_friendships_as_such(tmp_path: Path) -> None:
    friends = nx.read_graphml(written(BEFRIENDED, "graphml", tmp_path))
    assert not friends.is_directed()
    assert friends.number_of_edges() == 1
    both = nx.read_graphml(written([*FOLLOWED, *BEFRIENDED], "graphml", tmp_path))
    handles = dict(both.nodes(data="handle"))
    found = sorted((handles[source], handles[target], kind) for source, target, kind in both.edges(data="kind"))
    assert found == [("a", "b", "follows"), ("a", "b", "friend"), ("a", "c", "follows"), ("b", "a", "friend")]


def test_communities_are_there_where_they_were_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "out.graphml"
    with closing(database(FOLLOWED)) as conn:
        numbers = dict(conn.execute("SELECT handle, id FROM accounts").fetchall())
        asked = Asked(ties=Ties.links, communities={numbers["a"]: 1, numbers["b"]: 2})
        write(conn, "graphml", Selection(), path, asked)
    graph = nx.read_graphml(path)
    found = {handle: graph.nodes[node].get("community") for node, handle in graph.nodes(data="handle")}
    assert found == {"a": 1, "b": 2, "c": None}
    assert "community" not in written(FOLLOWED, "graphml", tmp_path).read_text()
