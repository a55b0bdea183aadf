"""``bios``: the phrases that the case's descriptions share."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.wire.findings.bios import Bios
from companion.reports.markup import joined, tag
from companion.reports.pieces import names
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
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
    return Rows(shown, t).table(
        t("phrases", shown=len(shown), all=len(found.phrases)),
        Column("phrase", lambda each: tag("bdi", f"“{each.phrase}”")),
        Number("accounts", lambda each: each.accounts),
        Number("elsewhere", lambda each: each.elsewhere),
        Number("descriptions", lambda each: each.descriptions),
        Number("z", lambda each: each.z, "::.0"),
        Column("by", lambda each: names(each.by[:4], t, each.accounts)),
    )


def _same(found: Bios, t: Translator) -> Markup | None:
    if not found.identical:
        return None
    shown = found.identical[:MOST_ROWS]
    return Rows(shown, t).table(
        t("same", shown=len(shown), all=len(found.identical)),
        Column("text", lambda each: tag("bdi", _short(each.text))),
        Number("accounts", lambda each: each.accounts),
        Number("elsewhere", lambda each: each.elsewhere),
        Column("by", lambda each: names(each.by[:4], t, each.accounts)),
    )


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"


SECTION = of_analysis("bios", body)
