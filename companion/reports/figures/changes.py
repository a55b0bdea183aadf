"""``changes``: when accounts changed their picture and were created, and what several of them did at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from markupsafe import Markup

from companion.core.naming import name_of, names_of
from companion.core.wire.base import Wire
from companion.core.wire.faces import FaceShown
from companion.core.wire.findings.finding import Limit
from companion.core.wire.findings.synchrony import BurstSeen, Event, Scale, Synchronous, Synchrony
from companion.reports.canvas import WIDTH, canvas, part, text
from companion.reports.figures.figure import Asked, Drawn, Figure, Part, Table, TooLittle, basis
from companion.reports.markup import tag
from companion.reports.svg_text import cut
from companion.reports.time_chart import Days, Flag, TimeChart
from companion.reports.worn import SIDE, Worn
from companion.store.faces import faces
from companion.texts.catalogue import Translator

EVENTS = (Event.avatar_changed, Event.account_created)
MOST_SHOWN = 4
PICTURES = 4
_CHART, _BETWEEN = 190.0, 46.0
_APART = 28.0
_WIDE = (WIDTH - _APART) / 2
_TALL, _LOW = SIDE + 80, 80.0
"""A row of bursts with pictures, and one with names only."""
_STEP = SIDE + 40


class Options(Wire):
    since: date | None = None
    until: date | None = None


def draw(asked: Asked, options: Options) -> Drawn | TooLittle:
    t = asked.t
    found: Synchrony = asked.finding("synchrony")
    charted = [each for event in EVENTS if (each := _charted(found, event))]
    if not charted:
        return TooLittle(t("too_little"))
    whole = _together([Days.of(each.timeline) for each in charted])
    within = whole.between(options.since, options.until)
    bursts = [(each, burst) for each in found.events if each.event in EVENTS for burst in each.bursts]
    bursts.sort(key=lambda each: np.inf if each[1].by_chance is None else each[1].by_chance)
    title = _title(charted[0], bursts, t)
    charts = [
        (each, TimeChart(_stretched(each, within), 24 + number * (_CHART + _BETWEEN), _CHART, t))
        for number, each in enumerate(charted)
    ]
    top = len(charts) * (_CHART + _BETWEEN) + 14
    inside = [each for each in bursts if within.first <= each[1].begin.date() <= within.last]
    shown = inside[:MOST_SHOWN]
    worn = [_pictures(asked, burst) for _, burst in shown]
    rows = [_TALL if any(worn[at : at + 2]) else _LOW for at in range(0, len(shown), 2)]
    drawing = canvas(
        title,
        top - 20 + sum(rows),
        [_chart(each, chart, bursts, t) for each, chart in charts],
        [
            part(at, _burst(asked, *each, worn[at], at % 2 * (_WIDE + _APART), top - 14 + sum(rows[: at // 2])))
            for at, each in enumerate(shown)
        ],
        shown=t("shown", shown=len(shown), all=len(inside), pictures=PICTURES),
    )
    return Drawn(
        title,
        drawing,
        _table(charted, bursts),
        basis(found, method=[t("method")], limits=[t("limit")], about=_is_about_them),
        (by.account for _, burst in inside for by in burst.by),
        [
            Part(f"{_when(burst, t)}: {_count(each, burst, t)}", [by.account for by in burst.by])
            for each, burst in inside
        ],
        time=charts[0][1].range_of(whole),
    )


def _is_about_them(limit: Limit) -> bool:
    return limit.values.get("event") != Event.last_activity.value


def _charted(found: Synchrony, event: Event) -> Synchronous | None:
    """What its days are taken from: days where they are known, else hours' days."""
    scales = {each.scale: each for each in found.events if each.event is event}
    return scales.get(Scale.day) or scales.get(Scale.hour)


def _together(every: list[Days]) -> Days:
    """Days from the first to the last of all, with nothing on them."""
    first, last = min(each.first for each in every), max(each.last for each in every)
    empty = [0] * ((last - first).days + 1)
    return Days(first, empty, empty)


def _stretched(each: Synchronous, within: Days) -> Days:
    """The event's numbers on these days; nothing where it has none."""
    own = Days.of(each.timeline)
    numbers = [(within.first - own.first).days + at for at in range(len(within.observed))]
    there = [0 <= at < len(own.observed) for at in numbers]
    observed = [own.observed[at] if known else 0 for at, known in zip(numbers, there, strict=True)]
    expected = [own.expected[at] if known else 0.0 for at, known in zip(numbers, there, strict=True)]
    return Days(within.first, observed, expected)


def _title(first: Synchronous, bursts: list[tuple[Synchronous, BurstSeen]], t: Translator) -> str:
    if not bursts:
        return t("none", counted=first.counted, event=first.event.value)
    kind = bursts[0][0].event
    of_kind = [(each, burst) for each, burst in bursts if each.event is kind]
    each, fullest = max(of_kind, key=lambda one: one[1].accounts)
    return t(
        "title",
        bursts=len(of_kind),
        scales=next(iter(scales)).value if len(scales := {one.scale for one, _ in of_kind}) == 1 else "both",
        event=kind.value,
        most=fullest.accounts,
        scale=each.scale.value,
        expected=fullest.expected,
    )


def _chart(
    each: Synchronous, chart: TimeChart, bursts: list[tuple[Synchronous, BurstSeen]], t: Translator
) -> Iterator[Markup]:
    flags = [
        Flag(burst.begin.date(), f"{_when(burst, t)}: {_count(one, burst, t)}")
        for one, burst in bursts
        if one.event is each.event
    ]
    yield text(0, chart.top - 10, t("chart", event=each.event.value, days=chart.width), "strong")
    yield chart.legend(flags, chart.top - 10)
    yield chart.drawing(flags)


def _pictures(asked: Asked, burst: BurstSeen) -> Sequence[FaceShown]:
    """Those that some of its accounts wear now, as far as a copy was kept."""
    accounts = np.array(sorted(by.account for by in burst.by), np.int64)
    return faces(asked.conn, accounts, PICTURES, with_face=False).faces


def _burst(
    asked: Asked, each: Synchronous, burst: BurstSeen, pictures: Sequence[FaceShown], x: float, y: float
) -> Iterator[Markup]:
    """A burst in words, with its pictures, or its accounts' names."""
    t = asked.t
    yield tag("path", class_="grid", d=f"M{x:g} {y:g}h{_WIDE:g}")
    yield text(x, y + 20, _when(burst, t), "strong")
    yield text(x, y + 37, _count(each, burst, t), "soft")
    if not pictures:
        yield text(x, y + 62, cut(", ".join(map(name_of, burst.by)), _WIDE), "small")
    worn = Worn(asked.conn)
    for number, face in enumerate(pictures):
        yield worn.drawn(face, x + number * _STEP, y + 46)


def _when(burst: BurstSeen, t: Translator) -> str:
    return t("at", at=burst.begin)


def _count(each: Synchronous, burst: BurstSeen, t: Translator) -> str:
    expected = t("expected_here", expected=burst.expected)
    return f"{t('count', accounts=burst.accounts, scale=each.scale.value)}, {expected}"


def _table(charted: list[Synchronous], bursts: list[tuple[Synchronous, BurstSeen]]) -> Table:
    columns = ("what", "event", "begin", "end", "accounts", "expected", "windows_by_chance", "names")
    rows: list[tuple[str | float | None, ...]] = [
        (
            f"burst by {each.scale.value}",
            each.event.value,
            burst.begin.isoformat(),
            burst.end.isoformat(),
            burst.accounts,
            burst.expected,
            burst.by_chance,
            names_of(burst.by, burst.accounts),
        )
        for each, burst in bursts
    ]
    for each in charted:
        days = Days.of(each.timeline)
        rows += [
            ("day", each.event.value, days.day(at).isoformat(), None, observed, expected, None, None)
            for at, (observed, expected) in enumerate(zip(days.observed, days.expected, strict=True))
        ]
    return Table(columns, rows)


FIGURE = Figure(draw, Options)
