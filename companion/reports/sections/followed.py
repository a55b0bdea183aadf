"""``followed``: whom the case follows most, with lift and interval."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import probability, ratio
from companion.core.wire.findings.followed import Followed, FollowedMost, FollowedTable
from companion.reports.markup import joined, tag
from companion.reports.pieces import Column, name, table
from companion.reports.section import of_analysis
from companion.texts.catalogue import Translator

MOST_ROWS = 20


def body(found: FollowedMost, t: Translator) -> Markup:
    return joined([_table(each, t) for each in found.tables], tag("p", t("reading"), class_="soft"))


def _table(here: FollowedTable, t: Translator) -> Markup:
    if not here.rows:
        return tag("p", t("nothing", platform=here.platform))
    columns = [Column(t("target")), *(Column(t(of), True) for of in ("inside", "outside", "lift", "interval", "q"))]
    shown = here.rows[:MOST_ROWS]
    said = t(
        "lists",
        inside=here.lists_inside,
        outside=here.lists_outside,
        length_inside=here.length_inside,
        length_outside=here.length_outside,
        shown=len(shown),
        all=here.compared,
    )
    made = table(t(here.relation.value, platform=here.platform), columns, [_row(row, t) for row in shown])
    return joined(made, tag("p", said, class_="soft"))


def _row(row: Followed, t: Translator) -> list[Markup | str]:
    target: Markup | str = name(row.account) if row.account else tag("bdi", row.object.key if row.object else "")
    outside = "—" if row.share_outside is None else _with_share(row.outside, row.share_outside, t)
    return [
        target,
        _with_share(row.inside, row.share_inside, t),
        outside,
        "—" if row.lift is None else ratio(row.lift, t),
        "—" if row.low is None or row.high is None else _interval(row.low, row.high, t),
        "—" if row.q_value is None else probability(row.q_value, t),
    ]


def _with_share(count: int, share: float, t: Translator) -> str:
    return f"{t.number(count)} ({t.number(share, '::%x100 .0')})"


def _interval(low: float, high: float, t: Translator) -> str:
    return t("to", low=ratio(low, t), high=ratio(high, t))


SECTION = of_analysis("followed", body)
