"""``shared``: who shares more neighbours than chance, as a table and as the projection drawn."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from companion.core.drawing import drawn
from companion.core.graph import Network
from companion.core.naming import name_of
from companion.core.number_words import probability
from companion.core.wire.findings.shared import Shared
from companion.core.wire.selection import AccountName
from companion.reports.markup import joined, tag
from companion.reports.network_picture import MOST_EDGES, MOST_NODES, Node, network_picture
from companion.reports.pieces import Column, figure, name, names, table
from companion.reports.section import of_analysis
from companion.texts.catalogue import Translator

MOST_ROWS = 20


def body(found: Shared, t: Translator) -> Markup:
    if not found.pairs:
        return joined(tag("p", t("none", tested=found.pairs_tested)), _here(found, t))
    said = t("found", tested=found.pairs_tested, pairs=found.pair_count, false=round(found.fdr * found.pair_count))
    return joined(tag("p", said), _projection(found, t), _here(found, t), _pairs(found, t))


def _projection(found: Shared, t: Translator) -> Markup:
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


def _here(found: Shared, t: Translator) -> Markup | None:
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
            t.number(each.expected, "::.0"),
            t.number(each.least),
        ]
        for each in found.here
    ]
    return table(t("here"), columns, rows)


def _pairs(found: Shared, t: Translator) -> Markup:
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
            t.number(pair.expected, "::.0"),
            probability(pair.q_value, t),
            names(pair.accounts, t, max(pair.shared, len(pair.accounts))),
        ]
        for pair in shown
    ]
    return table(t("table", shown=len(shown), all=found.pair_count), columns, rows)


SECTION = of_analysis("shared", body, {"most": 2 * MOST_EDGES, "examples": 2})
