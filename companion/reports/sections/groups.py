"""``groups``: the case's groups, judged by all that is known of them."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import probability
from companion.core.wire.findings.groups import Group, Groups
from companion.reports.markup import joined, tag
from companion.reports.pieces import names
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 12


def body(found: Groups, t: Translator) -> Markup:
    shown = found.groups[:MOST_ROWS]
    standing = t("standing", count=found.standing_out, expected=t.number(found.expected_false, "::.0#"))
    return joined(
        tag("p", t("found", groups=found.group_count), " ", standing if found.group_count else None),
        Rows(shown, t).table(
            t("table", shown=len(shown), all=found.group_count),
            Number("number", lambda each: f"{'● ' if each.stands_out else ''}{each.number}"),
            Column("words", lambda each: ", ".join(each.words) or t("no_words")),
            Number("size", lambda each: each.size),
            Column("signs", lambda each: _signs(each, t)),
            Column("granted", lambda each: t("reason", reason=each.granted.value) if each.granted else "–"),
            Number("left", lambda each: probability(each.q_value, t)),
            Column("members", lambda each: names(each.members[:4], t, each.size)),
        ),
        tag("p", t("stands"), class_="soft") if found.standing_out else None,
    )


def _signs(group: Group, t: Translator) -> Markup:
    return joined(
        tag("div", "● " if sign.carries else "", t("sign", kind=sign.kind.value, members=sign.members, of=sign.of))
        for sign in group.signs
        if sign.members
    )


SECTION = of_analysis("groups", body)
