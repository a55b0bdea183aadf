"""``together``: pictures of the case and of its communities, beside what chance gives."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import probability
from companion.core.wire.findings.together import Excess, Together
from companion.reports.markup import joined, tag
from companion.reports.pieces import names
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 15


def body(found: Together, t: Translator) -> Markup:
    return joined(tag("p", t("compared", count=found.compared_with)), _groups(found, t), _sets(found, t))


def _groups(found: Together, t: Translator) -> Markup | None:
    if not found.groups:
        return None
    shown = found.groups[:MOST_ROWS]
    return Rows(shown, t).table(
        t("groups", shown=len(shown), all=len(found.groups)),
        Column("group", lambda each: _group_name(each.group, t)),
        Number("size", lambda each: each.size),
        Number("aligned", lambda each: _due(each.aligned, t)),
        Number("reused", lambda each: _due(each.reused, t)),
        Number("same", lambda each: _due(each.same, t)),
        Number("sitting", lambda each: _due(each.sitting, t)),
        Number("upright", lambda each: _due(each.upright, t)),
    )


def _group_name(group: str, t: Translator) -> str:
    kind, _, number = group.partition(" ")
    return t("community", number=number) if kind == "community" else t.known(kind, group)


def _due(excess: Excess, t: Translator) -> Markup | None:
    """What was seen, and below it what is due."""
    if not excess.of:
        return None
    q = f", q {probability(excess.q_value, t)}" if excess.observed > excess.expected else ""
    seen = t("seen", observed=excess.observed, of=excess.of)
    return joined(seen, tag("br"), tag("span", t("due", expected=excess.expected) + q, class_="soft"))


def _sets(found: Together, t: Translator) -> Markup | None:
    if not found.sets:
        return None
    shown = found.sets[:MOST_ROWS]
    return Rows(shown, t).table(
        t("sets", shown=len(shown), all=len(found.sets)),
        Column("place", lambda each: t("another") if each.cropped is None else t("stylegan", share=each.cropped)),
        Number("count", lambda each: each.count),
        Number("pictures", lambda each: each.pictures),
        Number("observed", lambda each: each.observed),
        Number("expected", lambda each: each.expected, "::.00"),
        Number("p", lambda each: probability(each.p_value, t)),
        Column("accounts", lambda each: names(each.accounts[:4], t, each.count)),
    )


SECTION = of_analysis("together", body)
