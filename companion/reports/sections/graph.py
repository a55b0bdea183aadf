"""The friendships and follows between the case's accounts, drawn."""

from __future__ import annotations

from companion.core.naming import name_of
from companion.core.progress import Progress
from companion.core.wire.graph import Graph, GraphNode, GraphRequest
from companion.network.drawing import graph
from companion.reports.markup import Html, joined, tag
from companion.reports.network_picture import MOST_EDGES, MOST_NODES, Node, network_picture
from companion.reports.pieces import Column, figure, name, table
from companion.reports.section import Basis, Section, Subject, Written
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 12

TEXTS = Texts(
    en={
        "title": "Who is tied to whom",
        "method": "Friendships and follows between accounts of the case, as captured lists show them. Accounts of a "
        "colour are a community by Louvain’s method (Blondel et al. 2008), which finds groups in any network, also in "
        "one that chance made: the sections on communities and on shared neighbours test that. Laid out by "
        "ForceAtlas2 (Jacomy et al. 2014), so only nearness means something, and not the direction. A larger point "
        "has more edges.",
        "none": "No friendship or follow between accounts of the case was seen. Open lists of friends or of followed "
        "accounts of more of them.",
        "caption": "{nodes} accounts and the {edges} friendships and follows between them.",
        "some": "Showing {nodes} of {all_nodes} accounts, those with most edges, and {edges} of {all_edges} "
        "friendships and follows between them.",
        "most": "Accounts with most edges inside the case",
        "account": "Account",
        "site": "Site",
        "edges": "Edges",
        "community": "Community",
        "rank": "PageRank",
        "direction": "The table counts each pair once, whichever way it follows.",
    },
    es={
        "title": "Quién está vinculado con quién",
        "method": "Amistades y seguimientos entre cuentas del caso, tal como los muestran las listas capturadas. Las "
        "cuentas de un color son una comunidad según el método de Louvain (Blondel et al. 2008), que halla grupos en "
        "cualquier red, también en una hecha por el azar: las secciones sobre comunidades y sobre vecinos compartidos "
        "lo ponen a prueba. Dispuesto con ForceAtlas2 (Jacomy et al. 2014): solo la cercanía significa algo, no la "
        "dirección. Un punto mayor tiene más vínculos.",
        "none": "No se vio ninguna amistad ni seguimiento entre cuentas del caso. Abra las listas de amigos o de "
        "cuentas seguidas de más de ellas.",
        "caption": "{nodes} cuentas y las {edges} amistades y seguimientos entre ellas.",
        "some": "Se muestran {nodes} de {all_nodes} cuentas, las de más vínculos, y {edges} de {all_edges} amistades "
        "y seguimientos entre ellas.",
        "most": "Cuentas con más vínculos dentro del caso",
        "account": "Cuenta",
        "site": "Sitio",
        "edges": "Vínculos",
        "community": "Comunidad",
        "rank": "PageRank",
        "direction": "La tabla cuenta cada par una vez, siga quien siga a quien.",
    },
)


def write(subject: Subject, t: Spoken, progress: Progress) -> Written:
    asked = GraphRequest(selection=subject.selection, most_nodes=MOST_NODES, most_edges=MOST_EDGES)
    found = graph(subject.conn, asked, progress)
    basis = Basis(t("method"), seed=1)
    if not found.edges:
        return Written(Html(), basis, t("none"))
    tied = [node for node in found.nodes if node.degree]
    nodes = [Node(node.account, name_of(node), node.degree, node.community) for node in tied]
    title = _caption(found, len(nodes), t)
    drawn = network_picture(title, nodes, [(edge.source, edge.target) for edge in found.edges], t)
    return Written(joined(figure(drawn, title, "wide"), _most(tied, t), tag("p", t("direction"), class_="soft")), basis)


def _caption(found: Graph, nodes: int, t: Spoken) -> str:
    if nodes == found.all_nodes and len(found.edges) == found.all_edges:
        return t("caption", nodes=nodes, edges=len(found.edges))
    return t("some", nodes=nodes, all_nodes=found.all_nodes, edges=len(found.edges), all_edges=found.all_edges)


def _most(nodes: list[GraphNode], t: Spoken) -> Html:
    first = sorted(nodes, key=lambda node: (-node.degree, node.account))[:MOST_ROWS]
    columns = [
        Column(t("account")),
        Column(t("site")),
        Column(t("edges"), True),
        Column(t("community"), True),
        Column(t("rank"), True),
    ]
    rows = [
        [
            name(node),
            node.platform,
            t.number(node.degree),
            str(node.community + 1),
            t.percent(node.pagerank, 2),
        ]
        for node in first
    ]
    return table(t("most"), columns, rows)


SECTION = Section("graph", TEXTS, write)
