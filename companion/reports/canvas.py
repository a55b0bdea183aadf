"""What every figure is drawn on: SVG as wide as the page, with classes that ``figure.css`` gives their colours."""

from __future__ import annotations

import base64

import cv2
from markupsafe import Markup

from companion.reports.markup import Part, tag
from companion.vision.cells import Rgb
from companion.vision.lettering import font, wrapped

WIDTH = 860.0
"""The width of every figure, in units that are about a pixel where it is shown."""
_JPEG_QUALITY = 85
_LETTERS, _LEADING, _ABOVE = 12, 16.0, 8.0


def canvas(words: str, height: float, *children: Part, shown: str = "") -> Markup:
    """The whole drawing; ``words`` say what it shows to those who do not see it.

    ``shown`` says below how many of how many it shows, so that it says so wherever it is taken.
    """
    lines = wrapped(shown, font(_LETTERS), int(WIDTH)) if shown else []
    below = [
        text(0, height + _ABOVE + (number + 1) * _LEADING - 4, line, "soft shown") for number, line in enumerate(lines)
    ]
    height += _ABOVE + len(lines) * _LEADING if lines else 0
    return tag(
        "svg",
        tag("title", words),
        *children,
        below,
        class_="figure",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {height:g}",
        width=f"{WIDTH:g}",
        height=f"{height:g}",
        role="img",
    )


def text(x: float, y: float, words: str, class_: str | None = None, anchor: str | None = None) -> Markup:
    """Words on a line whose baseline is at ``y``; ``anchor``: None for the start, ``middle`` or ``end``."""
    return tag("text", words, x=f"{x:.1f}", y=f"{y:.1f}", class_=class_, text_anchor=anchor)


def at(x: float, y: float, *children: Part) -> Markup:
    """A part of the drawing, moved."""
    return tag("g", *children, transform=f"translate({x:.1f} {y:.1f})")


def part(number: int, *children: Part) -> Markup:
    """What belongs to one of the figure's parts, which leads to its accounts."""
    return tag("g", *children, data_part=number)


def picture(rgb: Rgb, x: float, y: float, side: float, words: str = "", height: float | None = None) -> Markup:
    """A picture, square or of this height, within the drawing as JPEG; ``words`` appear where one points at it."""
    content = cv2.imencode(".jpg", rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1]
    data = base64.b64encode(content.tobytes()).decode("ascii")
    return tag(
        "image",
        tag("title", words) if words else None,
        x=f"{x:.2f}",
        y=f"{y:.2f}",
        width=f"{side:.2f}",
        height=f"{height or side:.2f}",
        href=f"data:image/jpeg;base64,{data}",
    )
