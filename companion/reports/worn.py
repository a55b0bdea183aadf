"""Accounts' pictures within a drawing, each with the account's name below."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from markupsafe import Markup

from companion.core.naming import name_of
from companion.core.wire.faces import FaceShown
from companion.errors import PictureError
from companion.reports.canvas import picture, text
from companion.reports.markup import joined, tag
from companion.reports.svg_text import cut
from companion.store.faces import picture_content
from companion.store.known_pictures import KnownCopy
from companion.vision.cells import Rgb, cell

SIDE = 64.0
_PIXELS = 128
_NAME = 11


@dataclass(frozen=True)
class Worn:
    conn: sqlite3.Connection

    def drawn(self, face: FaceShown, x: float, y: float, note: str | None = None) -> Markup:
        """The account's picture in a square of ``SIDE``, its name below, and below that what else is to be said."""
        return _named(picture_content(self.conn, face.picture), name_of(face), x, y, note)


def known(copy: KnownCopy, x: float, y: float, note: str) -> Markup:
    """A known picture in the same way, the name being its set's."""
    return _named(copy.jpeg, copy.known_set, x, y, note)


def _named(content: bytes | None, whole: str, x: float, y: float, note: str | None) -> Markup:
    rgb = _rgb(content)
    return joined(
        _none(x, y) if rgb is None else picture(rgb, x, y, SIDE, whole),
        text(x, y + SIDE + 14, cut(whole, SIDE + 28, _NAME), "small"),
        text(x, y + SIDE + 27, note, "small soft") if note else None,
    )


def _rgb(content: bytes | None) -> Rgb | None:
    try:
        return None if content is None else cell("", content, None, _PIXELS).rgb
    except PictureError:
        return None


def _none(x: float, y: float) -> Markup:
    """Where there is no copy: a plain head."""
    head = tag("circle", class_="nobody", cx=f"{x + SIDE / 2:.1f}", cy=f"{y + SIDE * 0.4:.1f}", r=f"{SIDE * 0.17:.1f}")
    body = f"M{x + SIDE * 0.2:.1f} {y + SIDE:.1f}a{SIDE * 0.3:.1f} {SIDE * 0.34:.1f} 0 0 1 {SIDE * 0.6:.1f} 0z"
    ground = tag("rect", class_="no-picture", x=f"{x:.1f}", y=f"{y:.1f}", width=SIDE, height=SIDE)
    return joined(ground, head, tag("path", class_="nobody", d=body))
