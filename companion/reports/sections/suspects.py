"""``suspects``: where to look next, from the accounts that a person marked."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import ratio
from companion.core.wire.findings.suspects import Suspects
from companion.reports.markup import joined, tag
from companion.reports.pieces import Column, name, names, table
from companion.reports.section import of_analysis
from companion.texts.catalogue import Translator

MOST_ROWS = 20


def body(found: Suspects, t: Translator) -> Markup:
    shown = found.ranked[:MOST_ROWS]
    columns = [
        Column(t("account")),
        *(Column(t(of), True) for of in ("lift", "low", "behind", "edges")),
        Column(t("reasons")),
    ]
    rows: list[list[Markup | str]] = [
        [
            name(each.account),
            ratio(each.lift, t),
            ratio(each.low, t),
            t.number(each.marks_behind, "::.0"),
            t.number(each.edges),
            names([reason.mark for reason in each.reasons[:3]], t),
        ]
        for each in shown
    ]
    said = t("seen", marked=found.marked, tag=found.tag, network=found.marked_in_network)
    return joined(tag("p", said), table(t("table", shown=len(shown), all=len(found.ranked)), columns, rows))


SECTION = of_analysis("suspects", body)
