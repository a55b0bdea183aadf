"""A figure as a file of its own: its title above, its sample below, and every colour as it is on paper."""

from __future__ import annotations

import re

from markupsafe import Markup

from companion.reports.canvas import WIDTH
from companion.reports.markup import joined, tag
from companion.reports.presentation import root_attributes, with_attributes
from companion.vision.lettering import font, wrapped

_MARGIN = 24.0
_TITLE, _SAMPLE = 20, 12
_LEADING = 1.35
_HEIGHT = re.compile(r'<svg[^>]* height="([\d.]+)"')


def whole_file(title: str, drawing: Markup, sample: str) -> tuple[str, str]:
    """What stands before and after a drawing's contents in a file of its own, which is SVG, too."""
    found = _HEIGHT.match(drawing)
    tall = float(found[1]) if found else 0.0
    heading = wrapped(title, font(_TITLE, bold=True), int(WIDTH))
    below = wrapped(sample, font(_SAMPLE), int(WIDTH))
    top = _MARGIN + len(heading) * _TITLE * _LEADING + 12
    under = top + tall + 16
    whole = under + len(below) * _SAMPLE * _LEADING + _MARGIN
    width = WIDTH + 2 * _MARGIN
    opening = tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {whole:.0f}",
        width=f"{width:g}",
        height=f"{whole:.0f}",
    ).removesuffix("</svg>")
    before = joined(
        tag("rect", class_="paper", width=f"{width:g}", height=f"{whole:.0f}"),
        _lines(heading, _MARGIN + _TITLE, _TITLE, "figure-title"),
    )
    letters = tag("g", **root_attributes()).removesuffix("</g>")  # not every program takes them from the root
    placed = f'<g transform="translate({_MARGIN:g} {top:.1f})">'
    after = f"</g>{_lines(below, under + _SAMPLE, _SAMPLE, 'soft')}</g></svg>\n"
    return f"{opening}{letters}{with_attributes(before)}{placed}", with_attributes(after)


def contents(drawing: str) -> str:
    """A drawing without its root: programs differ on how large a root within another is."""
    return drawing[drawing.index(">") + 1 : drawing.rindex("<")]


def _lines(lines: list[str], first: float, size: int, class_: str) -> Markup:
    return joined(
        tag("text", line, x=f"{_MARGIN:g}", y=f"{first + number * size * _LEADING:.1f}", class_=class_)
        for number, line in enumerate(lines)
    )
