"""Bar charts as SVG, that scale, print, and say their numbers to a screen reader in their title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from companion.reports.markup import joined, tag
from companion.texts.catalogue import Translator

WIDTH, HEIGHT = 796.0, 180.0
HALF = 382.0
"""The width of one of two charts side by side."""
_LEFT, _TOP, _BOTTOM = 44.0, 12.0, 24.0
_LABEL_WIDTH = 52.0
_STEPS = (1, 2, 5)


def bars(
    title: str,
    labels: Sequence[str],
    counts: Sequence[int],
    t: Translator,
    *,
    expected: Sequence[float] | None = None,
    marked: frozenset[int] = frozenset(),
    width: float = WIDTH,
) -> Markup:
    """A picture of its own with :func:`bars_within`; ``title`` says what it shows."""
    drawn = bars_within(labels, counts, t, expected=expected, marked=marked, size=(width, HEIGHT))
    size = f"0 0 {width:g} {HEIGHT:g}"
    return tag("svg", tag("title", title), drawn, class_="chart", viewBox=size, role="img")


def bars_within(
    labels: Sequence[str],
    counts: Sequence[int],
    t: Translator,
    *,
    expected: Sequence[float] | None = None,
    marked: frozenset[int] = frozenset(),
    size: tuple[float, float] = (WIDTH, HEIGHT),
    parts: Mapping[int, int] | None = None,
) -> Markup:
    """A bar for each count, and where they are given a line of the numbers expected.

    ``parts`` has the number of the figure's part (``canvas.part``) that a bar is, by the bar's position.

    ``marked`` are the positions of bars that stand out. ``labels`` stand below as far as there is room.
    """
    width, height = size
    most = max([1.0, *counts, *(expected or ())])
    step = tick_step(most)
    top = step * -(-most // step)
    inner = height - _TOP - _BOTTOM
    wide = (width - _LEFT) / max(1, len(counts))

    def y(value: float) -> float:
        return _TOP + inner * (1 - value / top)

    grid, tick = [], 0.0
    while tick <= top:
        grid.append(tag("path", class_="grid", d=f"M{_LEFT:g} {y(tick):.1f}H{width:g}"))
        grid.append(tag("text", t.number(tick), x=_LEFT - 6, y=f"{y(tick) + 4:.1f}", text_anchor="end"))
        tick += step
    drawn = [
        tag(
            "rect",
            tag("title", f"{label}: {t.number(count)}"),
            class_="bar marked" if at in marked else "bar",
            x=f"{_LEFT + at * wide + _gap(wide) / 2:.2f}",
            y=f"{y(count):.2f}",
            width=f"{wide - _gap(wide):.2f}",
            height=f"{y(0) - y(count):.2f}",
            data_part=(parts or {}).get(at),
        )
        for at, (label, count) in enumerate(zip(labels, counts, strict=True))
        if count
    ]
    line = None
    if expected is not None:
        points = " ".join(f"{_LEFT + (at + 0.5) * wide:.1f},{y(value):.1f}" for at, value in enumerate(expected))
        line = tag("polyline", class_="expected", points=points)
    every = max(1, -(-int(len(labels) * _LABEL_WIDTH) // int(width - _LEFT)))
    named = [
        tag("text", label, x=f"{_LEFT + (at + 0.5) * wide:.1f}", y=height - 6, text_anchor="middle")
        for at, label in enumerate(labels)
        if at % every == 0
    ]
    return joined(grid, drawn, line, named)


def _gap(wide: float) -> float:
    return min(4.0, wide * 0.2)


def tick_step(most: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 … that makes at most four steps."""
    power = 1.0
    while True:
        for step in _STEPS:
            if step * power * 4 >= most:
                return step * power
        power *= 10
