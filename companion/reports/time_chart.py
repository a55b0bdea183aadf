"""Numbers by day over a long time: bars, the numbers expected, and flags where there was a burst."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from markupsafe import Markup

from companion.core.wire.figures import TimeRange
from companion.core.wire.findings.synchrony import Timeline
from companion.reports.canvas import WIDTH, text
from companion.reports.charts import tick_step
from companion.reports.markup import joined, tag
from companion.texts.catalogue import Translator, texts
from companion.vision.lettering import font

LEFT = 44.0
RIGHT = WIDTH - 4
_ABOVE, _BELOW = 16.0, 24.0
_MOST_BARS = 420
_WIDTHS = (1, 7, 28)
_LABEL = 76.0
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_LONGEST_BY_DAY = 70


@dataclass(frozen=True)
class Flag:
    """A burst on the time line: its day, and what it was."""

    day: date
    words: str


@dataclass(frozen=True)
class Days:
    """Numbers ``observed`` and ``expected`` (n,) of each day from ``first`` on."""

    first: date
    observed: Sequence[int]
    expected: Sequence[float]

    @classmethod
    def of(cls, timeline: Timeline) -> Days:
        return cls(timeline.first_day.date(), timeline.observed, timeline.expected)

    @property
    def last(self) -> date:
        return self.day(len(self.observed) - 1)

    def day(self, number: int) -> date:
        """The day of this number; the first is 0."""
        return self.first + timedelta(days=number)

    def between(self, since: date | None, until: date | None) -> Days:
        """Those of these days, and at least one."""
        begin = 0 if since is None else min(max(0, (since - self.first).days), len(self.observed) - 1)
        end = len(self.observed) if until is None else max(begin + 1, (until - self.first).days + 1)
        return Days(self.first + timedelta(days=begin), self.observed[begin:end], self.expected[begin:end])

    def who(self, timeline: Timeline, days: Days) -> list[list[int]]:
        """The accounts of each of these days, which are some of its own; the timeline's, which has its days."""
        begin = (days.first - self.first).days
        return timeline.who[begin : begin + len(days.observed)]


def midnight(day: date) -> datetime:
    """When a day begins, as texts take it."""
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


@dataclass(frozen=True)
class TimeChart:
    """The chart of these days between ``top`` and ``top + height``, in the units of the whole drawing."""

    days: Days
    top: float
    height: float
    t: Translator

    @property
    def width(self) -> int:
        """How many days a bar stands for."""
        days = len(self.days.observed)
        return next((width for width in _WIDTHS if days <= width * _MOST_BARS), _WIDTHS[-1])

    def drawing(self, flags: Sequence[Flag] = ()) -> Markup:
        """Bars with their numbers, the line of the numbers expected, and a flag for each burst that it shows."""
        observed, expected = self._by_bar(self.days.observed), self._by_bar(self.days.expected)
        most = max([1.0, *observed, *expected])
        step = tick_step(most)
        top = step * -(-most // step)
        begins = [self.days.day(at) for at in range(0, len(self.days.observed), self.width)]
        seen = self._seen(flags)
        marked = {(flag.day - self.days.first).days // self.width for flag in seen}

        def y(value: float) -> float:
            return self._floor - (self._floor - self.top - _ABOVE) * value / top

        wide = (RIGHT - LEFT) * self.width / len(self.days.observed)
        gap = min(3.0, wide * 0.2)
        bars = [
            tag(
                "rect",
                tag("title", f"{self.t.day(day)}: {self.t.number(count)}"),
                class_="bar marked" if number in marked else "bar",
                x=f"{self.x(day) + gap / 2:.2f}",
                y=f"{y(count):.2f}",
                width=f"{max(0.5, min(wide, RIGHT - self.x(day)) - gap):.2f}",
                height=f"{self._floor - y(count):.2f}",
            )
            for number, (day, count) in enumerate(zip(begins, observed, strict=True))
            if count
        ]
        line = " ".join(
            f"{self.x(day) + wide / 2:.1f},{y(value):.1f}" for day, value in zip(begins, expected, strict=True)
        )
        return joined(
            self._grid(step, top, y),
            bars,
            tag("polyline", class_="expected", points=line),
            [self._flag(flag) for flag in seen],
            self._ticks(),
        )

    def legend(self, flags: Sequence[Flag], y: float) -> Markup:
        """What the line and the flags are, on the right."""
        said = texts(self.t.language).below("report.time_chart")
        expected, bursts = said("expected"), said("bursts", count=len(self._seen(flags)))
        left = WIDTH - 4 - font(12).getlength(expected)
        beside = left - 60 - font(12).getlength(bursts)
        return joined(
            text(left, y, expected, "soft"),
            tag("path", class_="expected", d=f"M{left - 26:.1f} {y - 4:g}h20"),
            text(beside, y, bursts, "soft"),
            tag("path", class_="flag", d=f"M{beside - 8:.1f} {y - 1:g}l-4 -7h8z") if self._seen(flags) else None,
        )

    def _seen(self, flags: Sequence[Flag]) -> list[Flag]:
        return [flag for flag in flags if self.days.first <= flag.day <= self.days.last]

    def range_of(self, whole: Days) -> TimeRange:
        """Where its time may be narrowed by dragging."""
        return TimeRange(
            left=LEFT,
            right=RIGHT,
            top=self.top,
            bottom=self._floor,
            first=self.days.first,
            last=self.days.last,
            narrowed=(self.days.first, self.days.last) != (whole.first, whole.last),
        )

    def x(self, day: date) -> float:
        """Where a day begins."""
        return LEFT + (RIGHT - LEFT) * (day - self.days.first).days / len(self.days.observed)

    @property
    def _floor(self) -> float:
        return self.top + self.height - _BELOW

    def _by_bar(self, values: Sequence[float]) -> list[float]:
        return [sum(values[at : at + self.width]) for at in range(0, len(values), self.width)]

    def _grid(self, step: float, top: float, y: Callable[[float], float]) -> Iterator[Markup]:
        tick = 0.0
        while tick <= top:
            height = y(tick)
            yield tag("path", class_="grid", d=f"M{LEFT:g} {height:.1f}H{RIGHT:g}")
            yield text(LEFT - 6, height + 4, self.t.number(tick), "soft", "end")
            tick += step

    def _flag(self, flag: Flag) -> Markup:
        x = self.x(flag.day) + (RIGHT - LEFT) / len(self.days.observed) / 2
        shape = f"M{x:.1f} {self.top + 10:.1f}l-4 -7h8z"
        return tag("path", tag("title", flag.words), class_="flag", d=shape)

    def _ticks(self) -> Iterator[Markup]:
        room = int((RIGHT - LEFT) / _LABEL)
        for day, words in self._named(room):
            x = self.x(day)
            if x < RIGHT - _LABEL + 16:
                yield tag("path", class_="axis", d=f"M{x:.1f} {self._floor:.1f}v5")
                yield text(x, self._floor + 18, words, "soft")
        yield tag("path", class_="axis", d=f"M{LEFT:g} {self._floor:.1f}H{RIGHT:g}")

    def _named(self, room: int) -> Iterator[tuple[date, str]]:
        """The days at which there is a tick, with what stands there."""
        days = len(self.days.observed)
        if days <= _LONGEST_BY_DAY:
            every = max(1, -(-days // room))
            for at in range(0, days, every):
                day = self.days.first + timedelta(days=at)
                yield day, self.t.day_of_month(day)
            return
        every = next((each for each in _MONTHS if days / 30.4 <= each * room), _MONTHS[-1])
        month = self.days.first.year * 12 + self.days.first.month - 1
        month += -month % every
        while (day := date(month // 12, month % 12 + 1, 1)) <= self.days.last:
            if day >= self.days.first:
                yield day, self.t.month(day)
            month += every
