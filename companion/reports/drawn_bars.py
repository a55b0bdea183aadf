"""Rows of bars, and the legend of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from companion.reports.canvas import part, text
from companion.reports.markup import joined, tag
from companion.reports.svg_text import LETTERS, cut, width_of

BAR = 8.0
LEGEND = 28.0
"""How high a legend is."""
_GAP = 12.0
_SIGN = 16.0


@dataclass(frozen=True)
class BarRow:
    """A bar as long as ``share`` (0..1), with a mark at ``elsewhere``, where that is known; ``said`` is its number."""

    name: str
    share: float
    elsewhere: float | None
    said: str


def scale_of(rows: Sequence[BarRow]) -> float:
    """What the whole width stands for: everybody, or the largest share where that is no more than a half."""
    most = max((max(row.share, row.elsewhere or 0) for row in rows), default=0.0)
    return 1.0 if most > 0.5 or most == 0 else most


def bar(row: BarRow, scale: float, left: float, top: float, width: float, number: int | None = None) -> Markup:
    """Name and number, and below them the bar: 24 units high in all. ``number``: the figure's part that it is.

    It stands on a track where the whole width is everybody: on one, a full bar is read as all.
    """
    base, under = top + LETTERS - 2, top + LETTERS + 4
    long = max(1.0, width * row.share / scale)
    track = tag("rect", class_="ground", x=f"{left:.1f}", y=f"{under:.1f}", width=f"{width:.1f}", height=BAR)
    drawn = [
        text(left, base, cut(row.name, width - width_of(row.said) - _GAP)),
        text(left + width, base, row.said, "soft", "end"),
        track if scale >= 1 else Markup(""),
        tag("rect", class_="own", x=f"{left:.1f}", y=f"{under:.1f}", width=f"{long:.1f}", height=BAR),
    ]
    if row.elsewhere is not None:
        line = f"M{left + width * row.elsewhere / scale:.1f} {under - 3:.1f}v{BAR + 6:g}"
        drawn += [tag("path", class_="around-mark", d=line), tag("path", class_="mark", d=line)]
    return joined(drawn) if number is None else part(number, drawn)


@dataclass(frozen=True)
class Sign:
    """An entry of a legend: a ``disc``, ``bar``, ``mark`` or ``taper``.

    ``look`` is its classes, ``colour`` a community's.
    """

    shape: str
    look: str
    said: str
    colour: str | None = None


def legend(signs: Sequence[Sign], left: float, base: float) -> Markup:
    """One line of text on this base line: each sign with what it is."""
    drawn = []
    for sign in signs:
        drawn += [_drawn(sign, left, base - 4), text(left + _SIGN, base, sign.said, "soft")]
        left += _SIGN + width_of(sign.said) + _SIGN
    return joined(drawn)


def _drawn(sign: Sign, left: float, middle: float) -> Markup:
    if sign.shape == "disc":
        return tag(
            "circle", class_=f"disc {sign.look}", color=sign.colour, cx=f"{left + 5:.1f}", cy=f"{middle:.1f}", r=5
        )
    if sign.shape == "mark":
        return tag("path", class_="mark", d=f"M{left + 5:.1f} {middle - 6:.1f}v12")
    if sign.shape == "taper":
        return tag("path", class_=sign.look, d=f"M{left:.1f} {middle - 3:.1f}L{left + 12:.1f} {middle:.1f}l-12 3z")
    return tag("rect", class_=sign.look, x=f"{left:.1f}", y=f"{middle - BAR / 2:.1f}", width=10, height=BAR)
