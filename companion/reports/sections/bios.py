"""``bios``: the phrases that the case's descriptions share."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.wire.findings.bios import Bios
from companion.reports.markup import joined, tag
from companion.reports.pieces import Column, names, table
from companion.reports.section import of_analysis
from companion.texts.catalogue import Translator

MOST_ROWS = 25
MOST_LETTERS = 160


def body(found: Bios, t: Translator) -> Markup:
    seen = tag("p", t("seen", described=found.described, others=found.others_described))
    if not found.phrases and not found.identical:
        return joined(seen, tag("p", t("none")))
    return joined(seen, _phrases(found, t), _same(found, t))


def _phrases(found: Bios, t: Translator) -> Markup | None:
    if not found.phrases:
        return None
    shown = found.phrases[:MOST_ROWS]
    columns = [
        Column(t("phrase")),
        *(Column(t(of), True) for of in ("accounts", "elsewhere", "descriptions", "z")),
        Column(t("by")),
    ]
    rows: list[list[Markup | str]] = [
        [
            tag("bdi", f"“{each.phrase}”"),
            t.number(each.accounts),
            t.number(each.elsewhere),
            t.number(each.descriptions),
            t.number(each.z, "::.0"),
            names(each.by[:4], t, each.accounts),
        ]
        for each in shown
    ]
    return table(t("phrases", shown=len(shown), all=len(found.phrases)), columns, rows)


def _same(found: Bios, t: Translator) -> Markup | None:
    if not found.identical:
        return None
    shown = found.identical[:MOST_ROWS]
    columns = [Column(t("text")), Column(t("accounts"), True), Column(t("elsewhere"), True), Column(t("by"))]
    rows: list[list[Markup | str]] = [
        [
            tag("bdi", _short(each.text)),
            t.number(each.accounts),
            t.number(each.elsewhere),
            names(each.by[:4], t, each.accounts),
        ]
        for each in shown
    ]
    return table(t("same", shown=len(shown), all=len(found.identical)), columns, rows)


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"


SECTION = of_analysis("bios", body)
