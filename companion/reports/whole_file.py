"""A figure as a file of its own: its title above, its sample below, and every colour as it is on paper."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from companion.reports.canvas import WIDTH
from companion.reports.markup import joined, tag
from companion.vision.lettering import font, wrapped

_LOOK = Path(__file__).parents[1] / "window" / "look.css"
STYLE = Path(__file__).with_name("figure.css")
_MARGIN = 24.0
_TITLE, _SAMPLE = 20, 12
_LEADING = 1.35
_HEIGHT = re.compile(r'<svg[^>]* height="([\d.]+)"')


def whole_file(title: str, drawing: Markup, sample: str) -> tuple[str, str]:
    """What stands before and after a drawing in a file of its own, which is SVG, too.

    The styles are within, with values for every variable, since few programs that draw know CSS variables.
    """
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
        class_="figure",
    ).removesuffix("</svg>")
    before = joined(
        tag("style", Markup(style_on_paper())),  # noqa: S704 - our own files
        tag("rect", class_="paper", width=f"{width:g}", height=f"{whole:.0f}"),
        _lines(heading, _MARGIN + _TITLE, _TITLE, "figure-title"),
    )
    placed = f'<g transform="translate({_MARGIN:g} {top:.1f})">'
    return f"{opening}{before}{placed}", f"</g>{_lines(below, under + _SAMPLE, _SAMPLE, 'soft')}</svg>\n"


def _lines(lines: list[str], first: float, size: int, class_: str) -> Markup:
    return joined(
        tag("text", line, x=f"{_MARGIN:g}", y=f"{first + number * size * _LEADING:.1f}", class_=class_)
        for number, line in enumerate(lines)
    )


@cache
def style_on_paper() -> str:
    """The figures' styles with the values of the light scheme in place of the variables."""
    light = _LOOK.read_text(encoding="utf-8").partition("}")[0]
    values = dict(re.findall(r"--([a-z-]+):\s*([^;]+);", light))
    return re.sub(r"var\(--([a-z-]+)\)", lambda found: values[found[1]], STYLE.read_text(encoding="utf-8"))
