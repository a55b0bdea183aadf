"""What every figure is drawn on: SVG as wide as the page, with classes that ``figure.css`` gives their colours."""

from __future__ import annotations

import base64

import cv2
from markupsafe import Markup

from companion.reports.markup import Part, tag
from companion.vision.cells import Rgb

WIDTH = 860.0
"""The width of every figure, in units that are about a pixel where it is shown."""
_JPEG_QUALITY = 85


def canvas(words: str, height: float, *children: Part) -> Markup:
    """The whole drawing; ``words`` say what it shows to those who do not see it."""
    return tag(
        "svg",
        tag("title", words),
        *children,
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


def picture(rgb: Rgb, x: float, y: float, side: float, words: str = "") -> Markup:
    """A square picture, kept within the drawing as JPEG; ``words`` appear where one points at it."""
    content = cv2.imencode(".jpg", rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1]
    data = base64.b64encode(content.tobytes()).decode("ascii")
    return tag(
        "image",
        tag("title", words) if words else None,
        x=f"{x:.2f}",
        y=f"{y:.2f}",
        width=f"{side:.2f}",
        height=f"{side:.2f}",
        href=f"data:image/jpeg;base64,{data}",
    )
