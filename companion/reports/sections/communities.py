"""``communities``: the groups that hang together."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import probability
from companion.core.wire.findings.communities import Communities
from companion.reports.markup import joined, tag
from companion.reports.pieces import names
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 20


def body(found: Communities, t: Translator) -> Markup:
    shown = found.communities[:MOST_ROWS]
    standing = sum(each.stands_out for each in found.communities)
    said = t("found", tied=found.tied, inside=found.in_communities, communities=found.community_count)
    return joined(
        tag("p", said, " ", t("standing", count=standing) if standing else None),
        Rows(shown, t).table(
            t("table", shown=len(shown), all=found.community_count),
            Number("number", lambda each: f"{'● ' if each.stands_out else ''}{each.number}"),
            Column("words", lambda each: ", ".join(each.words) or t("no_words")),
            Number("size", lambda each: each.size),
            Number("density", lambda each: each.density, "percent"),
            Number("aligned", lambda each: t("of", aligned=each.aligned, measured=each.measured)),
            Number("expected", lambda each: each.expected, "::.0"),
            Number("q", lambda each: probability(each.q_value, t)),
            Column("members", lambda each: names(each.members[:4], t, each.size)),
        ),
        tag("p", t("stands"), class_="soft") if standing else None,
    )


SECTION = of_analysis("communities", body)
