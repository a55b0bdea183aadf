"""``posts``: what several accounts of the selection shared at once, and when each of them shared it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from pydantic import Field

from companion.analyses.coshare import Options as Shares
from companion.core.activities import SECOND
from companion.core.graph import IntArray
from companion.core.wire.base import Wire
from companion.core.wire.findings.coshare import CoShares, SharedByMany
from companion.reports.canvas import WIDTH, canvas, part, text
from companion.reports.drawn_bars import LEGEND, Sign, legend
from companion.reports.figures.figure import Asked, Drawn, Figure, Part, Table, TooLittle, basis
from companion.reports.markup import tag
from companion.reports.sections.coshare import WINDOWS
from companion.reports.svg_text import cut
from companion.store.activities import object_keys
from companion.store.sharing import Shared
from companion.texts.catalogue import Translator, texts

_STRIP, _EDGE, _ROW, _TOP, _RADIUS = 290.0, 30.0, 44.0, 4.0, 3.2
_UNITS = {"day": 86_400, "hour": 3600, "minute": 60, "second": 1}
_STEPS = (
    *(1, 2, 5, 10, 30, 60, 120, 300, 600, 1800),
    *(hours * _UNITS["hour"] for hours in (1, 2, 6, 12)),
    *(days * _UNITS["day"] for days in (1, 2, 7, 30, 365)),
)
_MOST_LINES = 8


class Options(Wire):
    most: int = Field(12, ge=1, le=30, description="How many posts are drawn.")


@dataclass(frozen=True, eq=False)
class Strip:
    """A post, link or text, and when each share of it was made: seconds after its densest window begins (n,)."""

    post: SharedByMany
    after: IntArray


@dataclass(frozen=True)
class Axis:
    """The time that all strips show, from ``first`` to ``last``, in seconds; a line stands every ``step``."""

    first: float
    last: float
    step: int

    @classmethod
    def of(cls, strips: Sequence[Strip], window: int) -> Axis:
        """As long as nine in ten of the shares need, and the window in any case."""
        low, high = np.quantile(np.concatenate([strip.after for strip in strips]), [0.05, 0.95])
        first, last = min(float(low), -0.5 * window), max(float(high), 1.5 * window)
        step = next((each for each in _STEPS if each * _MOST_LINES >= last - first), _STEPS[-1])
        return cls(first, last, step)

    def x(self, seconds: float) -> float:
        return _STRIP + _EDGE + (WIDTH - _STRIP - 2 * _EDGE) * (seconds - self.first) / (self.last - self.first)


def draw(asked: Asked, options: Options) -> Drawn | TooLittle:
    t = asked.t
    said: list[str] = []
    for window in WINDOWS:
        found: CoShares = asked.finding("coshare", window=window)
        if found.objects_at_once:
            break
        said = [*said, found.too_little or t("none")]
    else:
        return TooLittle(said[-1])
    strips = _strips(asked, found, options.most)
    title = t(
        "title",
        count=found.objects_at_once_count,
        window=found.window,
        most=found.objects_at_once[0].accounts,
        is_known=str(bool(found.groups)).lower(),
        expected=found.groups[0].expected_objects if found.groups else 0,
    )
    shown = t("shown", shown=len(strips), all=found.objects_at_once_count)
    return Drawn(
        title,
        _drawing(title, strips, found.window, shown, t),
        _table(strips),
        basis(found, method=[t("method"), _windows(t)], limits=[t("limit")]),
        (by.account for strip in strips for by in strip.post.by),
        [
            Part(f"{_named(strip.post)} ({_when(strip.post, t)})", [by.account for by in strip.post.by])
            for strip in strips
        ],
    )


def _windows(t: Translator) -> str:
    first, second, third = WINDOWS
    return texts(t.language).below("report.coshare")("windows", first=first, second=second, third=third)


def _strips(asked: Asked, found: CoShares, most: int) -> list[Strip]:
    counted = Shares(window=found.window)
    shared = Shared.read(asked.conn, asked.accounts, counted.activities, counted.objects, found.window * SECOND)
    things, times = shared.objects[shared.shares.objects], shared.shares.times
    numbers = {named: number for number, named in object_keys(asked.conn, shared.objects.tolist()).items()}
    return [
        Strip(post, np.sort(times[things == numbers[post.kind, post.key]] - int(post.at.timestamp())))
        for post in found.objects_at_once[:most]
    ]


def _drawing(title: str, strips: Sequence[Strip], window: int, shown: str, t: Translator) -> Markup:
    height, axis = _TOP + _ROW * len(strips), Axis.of(strips, window)
    drawn: list[Markup] = []
    for number, strip in enumerate(strips):
        words = _words(strip.post, _TOP + number * _ROW, t)
        drawn.append(part(number, words, _dots(strip, window, axis, _TOP + (number + 1) * _ROW - 8)))
    signs = [Sign("disc", "shared", t("at_once", window=window)), Sign("disc", "own", t("another_time"))]
    return canvas(
        title,
        height + 16 + LEGEND,
        _lines(axis, height, t),
        drawn,
        legend(signs, 4, height + 38),
        text(WIDTH, height + 38, t("axis"), "soft", "end"),
        shown=shown,
    )


def _words(post: SharedByMany, top: float, t: Translator) -> list[Markup]:
    return [text(4, top + 16, cut(_named(post), _STRIP - 20)), text(4, top + 31, _when(post, t), "soft")]


def _named(post: SharedByMany) -> str:
    return post.text or post.key.removeprefix("https://")


def _when(post: SharedByMany, t: Translator) -> str:
    """How many shared it at once, and when: short enough to stand whole."""
    return t("post", accounts=post.accounts, at=post.at)


def _dots(strip: Strip, window: int, axis: Axis, base: float) -> list[Markup]:
    """A dot for each share, one on the other where they are close; what lies beyond the axis is counted at its end."""
    after, side = strip.after, 2 * _RADIUS
    shown = after[(after >= axis.first) & (after <= axis.last)].tolist()
    columns = [int(axis.x(each) / side) for each in shown]
    step = min(side, (_ROW - 16) / max(Counter(columns).values(), default=1))
    drawn = [tag("path", class_="grid", d=f"M{_STRIP:g} {base + _RADIUS + 1:.1f}H{WIDTH:g}")]
    stacked: Counter[int] = Counter()
    for each, column in zip(shown, columns, strict=True):
        look = "shared" if 0 <= each <= window else "own"
        x, y = (column + 0.5) * side, base - stacked[column] * step
        drawn.append(tag("circle", class_=f"disc {look}", cx=f"{x:.1f}", cy=f"{y:.1f}", r=_RADIUS))
        stacked[column] += 1
    earlier, later = int((after < axis.first).sum()), int((after > axis.last).sum())
    if earlier:
        drawn.append(text(_STRIP, base + 2, f"+{earlier}", "soft"))
    if later:
        drawn.append(text(WIDTH, base + 2, f"+{later}", "soft", "end"))
    return drawn


def _lines(axis: Axis, height: float, t: Translator) -> list[Markup]:
    drawn = []
    for number in range(int(np.ceil(axis.first / axis.step)), int(np.floor(axis.last / axis.step)) + 1):
        seconds = number * axis.step
        x, sign = axis.x(seconds), "−" if seconds < 0 else "+"
        drawn.append(tag("path", class_="grid", d=f"M{x:.1f} {_TOP:g}V{height:g}"))
        drawn.append(text(x, height + 16, f"{sign}{_span(abs(seconds), t)}" if seconds else "0", "soft", "middle"))
    return drawn


def _span(seconds: int, t: Translator) -> str:
    unit = next(unit for unit in ("minute", "hour", "day", "second") if _fits(seconds, unit))
    return t(unit, count=seconds // _UNITS[unit])


def _fits(seconds: int, unit: str) -> bool:
    """Whether it is a whole number of these, and not so many that the next unit says it."""
    return seconds % _UNITS[unit] == 0 and (unit in ("day", "second") or seconds < 48 * _UNITS[unit])


def _table(strips: Sequence[Strip]) -> Table:
    columns = ("kind", "key", "text", "at", "accounts_at_once", "p_value", "shares")
    rows = [
        (post.kind.value, post.key, post.text, post.at.isoformat(), post.accounts, post.p_value, len(strip.after))
        for strip in strips
        for post in (strip.post,)
    ]
    return Table(columns, rows)


FIGURE = Figure(draw, Options)
