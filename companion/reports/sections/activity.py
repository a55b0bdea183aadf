"""``activity``: histograms of what the case's accounts did, and of when each did something last."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.wire.findings.activity import ActivityFound, By, Histogram, Of
from companion.reports.charts import HALF, bars
from companion.reports.markup import joined, tag
from companion.reports.pieces import figure, times_left_out
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

_ORDER = (By.month, By.weekday, By.hour)


def body(found: ActivityFound, t: Translator) -> Markup:
    shown = sorted(
        (each for each in found.histograms if each.counted), key=lambda each: (_ORDER.index(each.by), each.of is Of.all)
    )
    charts = [_chart(each, t) for each in shown]
    return joined(
        tag("p", t("seen", activities=found.activities, active=found.active)),
        tag("div", charts, class_="charts"),
        Rows(found.kinds, t).table(
            t("kinds"),
            Column("kind", lambda each: t.known(each.kind.value, each.kind.value)),
            Number("count", lambda each: each.activities),
            Number("accounts", lambda each: each.accounts),
        ),
    )


def _chart(histogram: Histogram, t: Translator) -> Markup:
    title = t("histogram", of=histogram.of.value, by=histogram.by.value)
    labels = [t.weekday(int(label)) if histogram.by is By.weekday else label for label in histogram.labels]
    said = [f"{title}.", t("counted", counted=histogram.counted, accounts=histogram.accounts)]
    left = times_left_out(histogram.too_vague, histogram.untimed, histogram.out_of_range, t)
    return figure(bars(title, labels, histogram.counts, t, width=HALF), " ".join(filter(None, [*said, left])))


SECTION = of_analysis("activity", body)
