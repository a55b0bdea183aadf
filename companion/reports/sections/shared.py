"""``shared``: who shares more neighbours than chance, as a table and as the projection drawn."""

from __future__ import annotations

import numpy as np

from companion.core.drawing import drawn
from companion.core.graph import Network
from companion.core.naming import name_of
from companion.core.wire.findings.shared import Shared
from companion.core.wire.selection import AccountName
from companion.reports.markup import Html, joined, tag
from companion.reports.network_picture import MOST_EDGES, MOST_NODES, Node, network_picture
from companion.reports.pieces import Column, figure, name, names, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 20

TEXTS = Texts(
    en={
        "title": "Shared friends and follows",
        "method": "",
        "null_model": "",
        "too_little": "",
        "none": "None of {tested} pairs of accounts shares more than chance would have it.",
        "found": "Of {tested} pairs of accounts, {pairs} share more than chance would have it; among these about "
        "{false} are to be expected by chance.",
        "here": "What was compared",
        "site": "Site",
        "kind": "What is shared",
        "lists": "Accounts of the case",
        "others": "Others seen",
        "pairs": "Pairs above chance",
        "in_pairs": "Accounts in them",
        "by_chance": "Two middle lists share by chance",
        "least": "They must share",
        "friend": "friends",
        "follows": "accounts that both follow",
        "member": "groups",
        "picture": "The projection: accounts are joined where they share more than chance would have it. Showing "
        "{nodes} accounts and {edges} of {all} pairs, the least likely by chance.",
        "table": "Pairs that are least likely by chance ({shown} of {all})",
        "first": "Account",
        "second": "Account",
        "shared": "Shared",
        "expected": "By chance",
        "q": "q",
        "among": "Among them",
    },
    es={
        "title": "Amigos y seguidos en común",
        "method": "Cada par de cuentas del caso se compara con un modelo bipartito de configuración (Saracco et al. "
        "2015, Sci. Rep. 5:10595), como en las proyecciones validadas (Saracco et al. 2017, New J. Phys. 19:053022): "
        "la cola de una distribución de Poisson con la media y la varianza del número (Röllin 2007), y después "
        "Benjamini–Hochberg sobre todos los pares, también los que no comparten a nadie. La popularidad de un vecino "
        "viene de todas las listas vistas y, si su propia página muestra más, de ella.",
        "null_model": "Listas de las longitudes vistas, llenadas al azar con vecinos de la popularidad vista; cada "
        "sitio y tipo de lista por separado. Quien vive en un mismo lugar, va a la misma escuela o está en el mismo "
        "club también comparte amigos: un par dice que hay una razón, no cuál.",
        "too_little": "Se vieron demasiado pocas amistades, seguimientos o grupos de las cuentas del caso para "
        "compararlas. Abra listas de más de ellas.",
        "none": "Ninguno de {tested} pares de cuentas comparte más de lo que daría el azar.",
        "found": "De {tested} pares de cuentas, {pairs} comparten más de lo que daría el azar; entre ellos cabe "
        "esperar unos {false} por azar.",
        "here": "Lo que se comparó",
        "site": "Sitio",
        "kind": "Lo compartido",
        "lists": "Cuentas del caso",
        "others": "Otras vistas",
        "pairs": "Pares sobre el azar",
        "in_pairs": "Cuentas en ellos",
        "by_chance": "Dos listas medias comparten por azar",
        "least": "Deben compartir",
        "friend": "amigos",
        "follows": "cuentas que ambas siguen",
        "member": "grupos",
        "picture": "La proyección: se unen las cuentas que comparten más de lo que daría el azar. Se muestran {nodes} "
        "cuentas y {edges} de {all} pares, los menos probables por azar.",
        "table": "Pares menos probables por azar ({shown} de {all})",
        "first": "Cuenta",
        "second": "Cuenta",
        "shared": "Compartidos",
        "expected": "Por azar",
        "q": "q",
        "among": "Entre ellos",
    },
)


def body(found: Shared, t: Spoken) -> Html:
    if not found.pairs:
        return joined(tag("p", t("none", tested=found.pairs_tested)), _here(found, t))
    said = t("found", tested=found.pairs_tested, pairs=found.pair_count, false=round(found.fdr * found.pair_count))
    return joined(tag("p", said), _projection(found, t), _here(found, t), _pairs(found, t))


def _projection(found: Shared, t: Spoken) -> Html:
    """The pairs that are least likely, as far as the drawing holds them."""
    named: dict[int, AccountName] = {}
    edges: list[tuple[int, int]] = []
    for pair in found.pairs:
        ends = {pair.first.account: pair.first, pair.second.account: pair.second}
        if len(edges) == MOST_EDGES or len(named.keys() | ends.keys()) > MOST_NODES:
            continue
        named.update(ends)
        edges.append((pair.first.account, pair.second.account))
    pairs = np.array(edges, dtype=np.int64)
    network = Network.of_keys(pairs[:, 0], pairs[:, 1])
    measured = drawn(network)
    nodes = [
        Node(key, name_of(named[key]), int(measured.degrees[at]), int(measured.communities[at]))
        for at, key in enumerate(network.accounts.tolist())
    ]
    title = t("picture", nodes=len(nodes), edges=len(edges), all=found.pair_count)
    return figure(network_picture(title, nodes, edges, t), title, "wide")


def _here(found: Shared, t: Spoken) -> Html | None:
    if not found.here:
        return None
    columns = [
        Column(t("kind")),
        Column(t("site")),
        *(Column(t(of), True) for of in ("lists", "others", "pairs", "in_pairs", "by_chance", "least")),
    ]
    rows = [
        [
            t(each.kind.value),
            each.platform,
            *map(t.number, (each.lists, each.others, each.pair_count, each.account_count)),
            t.number(each.expected, 1),
            t.number(each.least),
        ]
        for each in found.here
    ]
    return table(t("here"), columns, rows)


def _pairs(found: Shared, t: Spoken) -> Html:
    shown = found.pairs[:MOST_ROWS]
    columns = [
        Column(t("first")),
        Column(t("second")),
        Column(t("kind")),
        Column(t("shared"), True),
        Column(t("expected"), True),
        Column(t("q"), True),
        Column(t("among")),
    ]
    rows = [
        [
            name(pair.first),
            name(pair.second),
            t(pair.kind.value),
            t.number(pair.shared),
            t.number(pair.expected, 1),
            t.small(pair.q_value),
            names(pair.accounts, max(pair.shared, len(pair.accounts))),
        ]
        for pair in shown
    ]
    return table(t("table", shown=len(shown), all=found.pair_count), columns, rows)


SECTION = of_analysis("shared", TEXTS, body, {"most": 2 * MOST_EDGES, "examples": 2})
