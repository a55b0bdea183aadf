"""The friendships and follows between the case's accounts, drawn."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.progress import Progress
from companion.core.wire.graph import Graph, GraphNodes, GraphRequest
from companion.network.drawing import graph
from companion.reports.markup import joined, tag
from companion.reports.network_picture import MOST_EDGES, MOST_NODES, network_picture, nodes_of
from companion.reports.pieces import figure, name
from companion.reports.section import MethodNote, Section, SectionResult, Subject
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 12


def write(subject: Subject, t: Translator, progress: Progress) -> SectionResult:
    asked = GraphRequest(selection=subject.selection, most_nodes=MOST_NODES, most_edges=MOST_EDGES)
    found = graph(subject.conn, asked, progress)
    note = MethodNote(t("method"), seed=1)
    if not found.edges.source:
        return SectionResult(Markup(), note, t("none"))
    nodes = nodes_of(found)
    title = _caption(found, len(nodes), t)
    drawn = network_picture(title, nodes, found.ends(), t)
    return SectionResult(
        joined(figure(drawn, title, "wide"), _most(found.nodes, t), tag("p", t("direction"), class_="soft")), note
    )


def _caption(found: Graph, nodes: int, t: Translator) -> str:
    if nodes == found.all_nodes and len(found.edges.source) == found.all_edges:
        return t("caption", nodes=nodes, edges=len(found.edges.source))
    return t("some", nodes=nodes, all_nodes=found.all_nodes, edges=len(found.edges.source), all_edges=found.all_edges)


def _most(nodes: GraphNodes, t: Translator) -> Markup:
    tied = [at for at, degree in enumerate(nodes.degree) if degree]
    first = sorted(tied, key=lambda at: -nodes.degree[at])[:MOST_ROWS]
    return Rows(first, t).table(
        t("most"),
        Column("account", lambda at: name(nodes.name(at))),
        Column("site", lambda at: nodes.platform[at]),
        Number("edges", lambda at: nodes.degree[at]),
        Number("community", lambda at: str(nodes.community[at] + 1)),
        Number("rank", lambda at: nodes.pagerank[at], "::%x100 .00"),
    )


SECTION = Section("graph", write)
