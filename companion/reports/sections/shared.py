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
from companion.reports.pieces import figure, name, names
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
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
    return Rows(found.here, t).table(
        t("here"),
        Column("kind", lambda each: t(each.kind.value)),
        Column("site", lambda each: each.platform),
        Number("lists", lambda each: each.lists),
        Number("others", lambda each: each.others),
        Number("pairs", lambda each: each.pair_count),
        Number("in_pairs", lambda each: each.account_count),
        Number("by_chance", lambda each: each.expected, "::.0"),
        Number("least", lambda each: each.least),
    )


def _pairs(found: Shared, t: Translator) -> Markup:
    shown = found.pairs[:MOST_ROWS]
    return Rows(shown, t).table(
        t("table", shown=len(shown), all=found.pair_count),
        Column("first", lambda pair: name(pair.first)),
        Column("second", lambda pair: name(pair.second)),
        Column("kind", lambda pair: t(pair.kind.value)),
        Number("shared", lambda pair: pair.shared),
        Number("expected", lambda pair: pair.expected, "::.0"),
        Number("q", lambda pair: probability(pair.q_value, t)),
        Column("among", lambda pair: names(pair.accounts, t, max(pair.shared, len(pair.accounts)))),
    )


SECTION = of_analysis("shared", body, {"most": 2 * MOST_EDGES, "examples": 2})
