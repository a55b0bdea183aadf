"""``suspects``: where to look next, from the accounts that a person marked."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import ratio
from companion.core.wire.findings.suspects import Suspects
from companion.reports.markup import joined, tag
from companion.reports.pieces import name, names
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 20


def body(found: Suspects, t: Translator) -> Markup:
    shown = found.ranked[:MOST_ROWS]
    made = Rows(shown, t).table(
        t("table", shown=len(shown), all=len(found.ranked)),
        Column("account", lambda each: name(each.account)),
        Number("lift", lambda each: ratio(each.lift, t)),
        Number("low", lambda each: ratio(each.low, t)),
        Number("behind", lambda each: each.marks_behind, "::.0"),
        Number("edges", lambda each: each.edges),
        Column("reasons", lambda each: names([reason.mark for reason in each.reasons[:3]], t)),
    )
    said = t("seen", marked=found.marked, tag=found.tag, network=found.marked_in_network)
    return joined(tag("p", said), made)


SECTION = of_analysis("suspects", body)
