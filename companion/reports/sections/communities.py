"""``communities``: the groups that hang together."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import probability
from companion.core.wire.findings.communities import Communities
from companion.reports.markup import joined, tag
from companion.reports.pieces import Column, names, table
from companion.reports.section import of_analysis
from companion.texts.catalogue import Translator

MOST_ROWS = 20


def body(found: Communities, t: Translator) -> Markup:
    shown = found.communities[:MOST_ROWS]
    standing = sum(each.stands_out for each in found.communities)
    said = t("found", tied=found.tied, inside=found.in_communities, communities=found.community_count)
    columns = [
        Column(t("number"), True),
        Column(t("words")),
        *(Column(t(of), True) for of in ("size", "density", "aligned", "expected", "q")),
        Column(t("members")),
    ]
    rows = [
        [
            f"{'● ' if each.stands_out else ''}{each.number}",
            ", ".join(each.words) or t("no_words"),
            t.number(each.size),
            t.number(each.density, "percent"),
            t("of", aligned=each.aligned, measured=each.measured),
            t.number(each.expected, "::.0"),
            probability(each.q_value, t),
            names(each.members[:4], t, each.size),
        ]
        for each in shown
    ]
    return joined(
        tag("p", said, " ", t("standing", count=standing) if standing else None),
        table(t("table", shown=len(shown), all=found.community_count), columns, rows),
        tag("p", t("stands"), class_="soft") if standing else None,
    )


SECTION = of_analysis("communities", body)
