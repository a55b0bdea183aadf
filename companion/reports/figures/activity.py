"""``activity``: when the accounts were last active, by day over the whole time, by month, weekday and hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from markupsafe import Markup

from companion.core.histograms import shortest_half
from companion.core.wire.base import Wire
from companion.core.wire.figures import FigureBasis
from companion.core.wire.findings.activity import ActivityFound, By, Histogram, Of
from companion.core.wire.findings.finding import Limit
from companion.core.wire.findings.synchrony import BurstSeen, Event, Scale, Synchronous, Synchrony
from companion.reports.canvas import WIDTH, at, canvas, text
from companion.reports.charts import bars_within
from companion.reports.figures.figure import Asked, Drawn, Figure, Part, Table, TooLittle, basis
from companion.reports.pieces import times_left_out
from companion.reports.time_chart import Days, Flag, TimeChart, midnight
from companion.texts.catalogue import Translator

_TIME_TOP, _TIME_HEIGHT = 34.0, 230.0
_BELOW, _SMALL_HEIGHT, _BETWEEN = 296.0, 150.0, 20.0
_SMALL = (By.month, By.weekday, By.hour)


class Options(Wire):
    since: date | None = None
    until: date | None = None


def draw(asked: Asked, options: Options) -> Drawn | TooLittle:
    t = asked.t
    synchrony: Synchrony = asked.finding("synchrony")
    by_scale = {each.scale: each for each in synchrony.events if each.event is Event.last_activity}
    if Scale.day not in by_scale:
        return TooLittle(t("too_little"))
    within = {"since": options.since, "until": options.until}
    found: ActivityFound = asked.finding("activity", **within)
    whole = Days.of(by_scale[Scale.day].timeline)
    days = whole.between(options.since, options.until)
    chart = TimeChart(days, _TIME_TOP, _TIME_HEIGHT, t)
    bursts = [(scale, burst) for scale, each in by_scale.items() for burst in each.bursts]
    flags = [Flag(burst.begin.date(), _burst(burst, scale, t)) for scale, burst in bursts]
    time = chart.range_of(whole)
    title = _title(whole, days, len(bursts), time.narrowed, t)
    last = [each for by in _SMALL for each in found.histograms if each.of is Of.last and each.by is by]
    bars = [(each, place) for each in last for place, count in enumerate(each.counts) if count]
    numbers = {(each.by, place): number for number, (each, place) in enumerate(bars)}
    dated = set(chain.from_iterable(whole.who(by_scale[Scale.day].timeline, days)))
    drawing = canvas(
        title,
        _BELOW + _SMALL_HEIGHT + 4,
        text(0, 14, t("by_day", days=chart.width), "strong"),
        chart.legend(flags, 14),
        chart.drawing(flags),
        [_small(number, each, numbers, t) for number, each in enumerate(last)],
        shown=t("shown", count=len(dated), all=len(asked.accounts)),
    )
    return Drawn(
        title,
        drawing,
        _table(days, last),
        _basis(synchrony, by_scale[Scale.day], t),
        dated,
        _parts(bars, bursts, t),
        time=time,
    )


def _title(whole: Days, days: Days, bursts: int, narrowed: bool, t: Translator) -> str:
    """Where most of them lie: the shortest time that has half, or how many are in the time that was chosen."""
    counted = sum(whole.observed)
    if narrowed:
        return t("within", count=sum(days.observed), all=counted, first=midnight(days.first), last=midnight(days.last))
    begin, end = shortest_half(whole.observed)
    half = whole.between(whole.day(begin), whole.day(end))
    return t(
        "title",
        count=sum(half.observed),
        all=counted,
        days=len(half.observed),
        first=midnight(half.first),
        last=midnight(half.last),
        bursts=bursts,
    )


def _burst(burst: BurstSeen, scale: Scale, t: Translator) -> str:
    return t("burst", at=burst.begin, accounts=burst.accounts, scale=scale.value, expected=burst.expected)


def _parts(
    bars: Sequence[tuple[Histogram, int]], bursts: Sequence[tuple[Scale, BurstSeen]], t: Translator
) -> list[Part]:
    """The bars of the three charts below, then the bursts."""
    said = [(f"{t('by', by=each.by.value)}: {_label(each.by, each.labels[at], t)}", each.who[at]) for each, at in bars]
    return [
        *(Part(f"{label} ({t.number(len(who))})", who) for label, who in said),
        *(Part(_burst(burst, scale, t), [by.account for by in burst.by]) for scale, burst in bursts),
    ]


def _small(number: int, histogram: Histogram, numbers: Mapping[tuple[By, int], int], t: Translator) -> Markup:
    """One of the three charts below."""
    width = (WIDTH - 2 * _BETWEEN) / 3
    labels = [_label(histogram.by, label, t) for label in histogram.labels]
    parts = {place: numbers[by, place] for by, place in numbers if by is histogram.by}
    drawn = bars_within(labels, histogram.counts, t, size=(width, _SMALL_HEIGHT - 18), parts=parts)
    heading = text(0, 0, t("by", by=histogram.by.value), "strong")
    return at(number * (width + _BETWEEN), _BELOW, heading, at(0, 6, drawn))


def _label(by: By, label: str, t: Translator) -> str:
    if by is By.weekday:
        return t.weekday(int(label))
    return t.month(date.fromisoformat(f"{label}-01")) if by is By.month else label


def _table(days: Days, histograms: list[Histogram]) -> Table:
    rows: list[tuple[str, str, int, float | None]] = [
        ("day", days.day(number).isoformat(), observed, expected)
        for number, (observed, expected) in enumerate(zip(days.observed, days.expected, strict=True))
    ]
    for each in histograms:
        rows += [(each.by.value, label, count, None) for label, count in zip(each.labels, each.counts, strict=True)]
    return Table(("by", "label", "accounts", "expected"), rows)


def _basis(synchrony: Synchrony, days: Synchronous, t: Translator) -> FigureBasis:
    left = times_left_out(days.too_vague, days.untimed, days.out_of_range, t)
    limits = [days.not_asked, t("limit")]
    return basis(synchrony, sample=[left], method=[t("method")], limits=limits, about=_is_about_it)


def _is_about_it(limit: Limit) -> bool:
    return limit.values.get("event", Event.last_activity.value) == Event.last_activity.value


FIGURE = Figure(draw, Options)
