"""``synchrony``: bursts of what the case's accounts did at once, beside the number due by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from markupsafe import Markup

from companion.core.number_words import probability
from companion.core.wire.findings.synchrony import BurstSeen, Scale, Synchronous, Synchrony
from companion.reports.charts import bars
from companion.reports.markup import joined, tag
from companion.reports.pieces import figure, names, times_left_out
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 10
MOST_BARS = 160
_WIDTHS = (1, 7, 28)


def body(found: Synchrony, t: Translator) -> Markup:
    return joined(_blocks(found.events, t))


def _blocks(events: list[Synchronous], t: Translator) -> Iterator[Markup]:
    """Each kind of event under a heading, with one chart: its days are the same at every scale."""
    for event in dict.fromkeys(each.event for each in events):
        scales = [each for each in events if each.event is event]
        yield tag("h3", t(event.value))
        days = next((each for each in scales if each.scale is Scale.day), scales[0])
        yield joined(_chart(days, [burst for each in scales for burst in each.bursts], t))
        for each in scales:
            yield _scale(each, t)


def _scale(each: Synchronous, t: Translator) -> Markup:
    scale = each.scale.value
    said = [t("pairs", counted=each.counted, scale=scale, pairs=each.pairs, expected=each.expected_pairs)]
    if left := times_left_out(each.too_vague, each.untimed, each.out_of_range, t):
        said.append(left)
    if each.not_asked:
        return tag("p", " ".join([*said, each.not_asked]))
    if not each.bursts:
        said.append(t("no_burst", scale=scale))
        if each.busiest is not None:
            busiest = each.busiest
            said.append(
                t(
                    "busiest",
                    scale=scale,
                    begin=_when(busiest, each.scale),
                    accounts=busiest.accounts,
                    expected=busiest.expected,
                )
            )
        return tag("p", " ".join(said))
    shown = each.bursts[:MOST_ROWS]
    bursts = Rows(shown, t).table(
        t("bursts", event=t(each.event.value), scale=scale, shown=len(shown), all=len(each.bursts)),
        Column("when", lambda burst: _when(burst, each.scale)),
        Number("accounts", lambda burst: burst.accounts),
        Number("expected", lambda burst: burst.expected, "::.00"),
        Number("by_chance", lambda burst: t("many") if burst.by_chance is None else probability(burst.by_chance, t)),
        Column("by", lambda burst: names(burst.by[:4], t, burst.accounts)),
    )
    return joined(tag("p", " ".join(said)), bursts)


def _when(burst: BurstSeen, scale: Scale) -> str:
    if scale is Scale.day:
        return f"{burst.begin:%Y-%m-%d}"
    return f"{burst.begin:%Y-%m-%d %H:%M}–{burst.end:%H:%M}"


def _chart(each: Synchronous, bursts: list[BurstSeen], t: Translator) -> Markup | None:
    days = len(each.timeline.observed)
    if days < 2:
        return None
    first = each.timeline.first_day.date()
    width = next((width for width in _WIDTHS if days <= width * MOST_BARS), _WIDTHS[-1])
    starts = range(0, days, width)
    observed = [sum(each.timeline.observed[at : at + width]) for at in starts]
    expected = [sum(each.timeline.expected[at : at + width]) for at in starts]
    labels = [_label(first + timedelta(days=at), width) for at in starts]
    marked = frozenset(max(0, (burst.begin.date() - first).days) // width for burst in bursts)
    title = t(
        "chart",
        event=t(each.event.value),
        width=width,
        first=each.timeline.first_day,
        last=each.timeline.first_day + timedelta(days=days - 1),
    )
    return figure(bars(title, labels, observed, t, expected=expected, marked=marked), title)


def _label(day: date, width: int) -> str:
    return f"{day:%m-%d}" if width == 1 else f"{day:%Y-%m}"


SECTION = of_analysis("synchrony", body)
