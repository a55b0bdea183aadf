"""``followed``: whom the case follows most, with lift and interval."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import probability, ratio
from companion.core.wire.findings.followed import Followed, FollowedMost, FollowedTable
from companion.reports.markup import joined, tag
from companion.reports.pieces import name
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 20


def body(found: FollowedMost, t: Translator) -> Markup:
    return joined([_table(each, t) for each in found.tables], tag("p", t("reading"), class_="soft"))


def _table(here: FollowedTable, t: Translator) -> Markup:
    if not here.rows:
        return tag("p", t("nothing", platform=here.platform))
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
    made = Rows(shown, t).table(
        t(here.relation.value, platform=here.platform),
        Column("target", _target),
        Number("inside", lambda row: _with_share(row.inside, row.share_inside, t)),
        Number("outside", lambda row: _with_share(row.outside, row.share_outside, t)),
        Number("lift", lambda row: None if row.lift is None else ratio(row.lift, t)),
        Number("interval", lambda row: _interval(row.low, row.high, t)),
        Number("q", lambda row: None if row.q_value is None else probability(row.q_value, t)),
    )
    return joined(made, tag("p", said, class_="soft"))


def _target(row: Followed) -> Markup:
    return name(row.account) if row.account else tag("bdi", row.object.key if row.object else "")


def _with_share(count: int, share: float | None, t: Translator) -> str | None:
    return None if share is None else f"{t.number(count)} ({t.number(share, '::%x100 .0')})"


def _interval(low: float | None, high: float | None, t: Translator) -> str | None:
    return None if low is None or high is None else t("to", low=ratio(low, t), high=ratio(high, t))


SECTION = of_analysis("followed", body)
