"""``together``: pictures of the case and of its communities, beside what chance gives."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import probability
from companion.core.wire.findings.together import Excess, Together
from companion.reports.markup import joined, tag
from companion.reports.pieces import Column, names, table
from companion.reports.section import of_analysis
from companion.texts.catalogue import Translator

MOST_ROWS = 15


def body(found: Together, t: Translator) -> Markup:
    return joined(tag("p", t("compared", count=found.compared_with)), _groups(found, t), _sets(found, t))


def _groups(found: Together, t: Translator) -> Markup | None:
    if not found.groups:
        return None
    shown = found.groups[:MOST_ROWS]
    columns = [
        Column(t("group")),
        *(Column(t(of), True) for of in ("size", "aligned", "reused", "same", "sitting", "upright")),
    ]
    rows: list[list[Markup | str]] = [
        [
            _group_name(each.group, t),
            t.number(each.size),
            *(_due(excess, t) for excess in (each.aligned, each.reused, each.same, each.sitting, each.upright)),
        ]
        for each in shown
    ]
    return table(t("groups", shown=len(shown), all=len(found.groups)), columns, rows)


def _group_name(group: str, t: Translator) -> str:
    kind, _, number = group.partition(" ")
    return t("community", number=number) if kind == "community" else t.known(kind, group)


def _due(excess: Excess, t: Translator) -> Markup | str:
    """What was seen, and below it what is due."""
    if not excess.of:
        return "—"
    q = f", q {probability(excess.q_value, t)}" if excess.observed > excess.expected else ""
    seen = t("seen", observed=excess.observed, of=excess.of)
    return joined(seen, tag("br"), tag("span", t("due", expected=excess.expected) + q, class_="soft"))


def _sets(found: Together, t: Translator) -> Markup | None:
    if not found.sets:
        return None
    shown = found.sets[:MOST_ROWS]
    columns = [
        Column(t("place")),
        *(Column(t(of), True) for of in ("count", "pictures", "observed", "expected", "p")),
        Column(t("accounts")),
    ]
    rows: list[list[Markup | str]] = [
        [
            t("another") if each.cropped is None else t("stylegan", share=each.cropped),
            t.number(each.count),
            t.number(each.pictures),
            t.number(each.observed),
            t.number(each.expected, "::.00"),
            probability(each.p_value, t),
            names(each.accounts[:4], t, each.count),
        ]
        for each in shown
    ]
    return table(t("sets", shown=len(shown), all=len(found.sets)), columns, rows)


SECTION = of_analysis("together", body)
