"""``pages``: the pages that the selection likes, and which of its accounts like which."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup
from pydantic import Field

from companion.core.naming import name_of
from companion.core.wire.base import Wire
from companion.core.wire.findings.followed import Relation
from companion.reports.canvas import WIDTH, canvas, text
from companion.reports.drawn_bars import LEGEND, Sign, bar, legend, scale_of
from companion.reports.drawn_network import Disc, discs, radii, translucent
from companion.reports.figures.figure import Asked, Drawn, Figure, TooLittle
from companion.reports.markup import tag
from companion.reports.most_followed import Ranked, ranked, target
from companion.reports.svg_text import LETTERS
from companion.texts.catalogue import Translator

_LEFT, _BLOCK, _PAGES, _BARS = 10.0, 110.0, 446.0, 384.0
_ROW, _LEAST_HEIGHT, _TOP = 40.0, 320.0, 20.0
_FARTHEST, _SHARE = 12.0, 0.36
"""How far accounts stand from each other at most, and which share of that is a disc's radius."""


class Options(Wire):
    most: int = Field(12, ge=1, le=30, description="How many pages are drawn.")


def draw(asked: Asked, options: Options) -> Drawn | TooLittle:
    found = ranked(asked, (Relation.likes_page,), options.most)
    if not isinstance(found, Ranked):
        return found or TooLittle(asked.t("too_little"))
    return found.drawn(_drawing(found, asked.t))


def _drawing(found: Ranked, t: Translator) -> Markup:
    rows, bars, scale = found.rows, found.bars, scale_of(found.bars)
    height = max(_LEAST_HEIGHT, _ROW * len(rows) + 2 * _TOP)
    middles = [_TOP + (number + 0.5) * (height - 2 * _TOP) / len(rows) for number in range(len(rows))]
    liked: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for account in row.by:
            liked.setdefault(account.account, []).append(number)
    named = {account.account: name_of(account) for row in rows for account in row.by}
    order = sorted(liked, key=lambda key: (float(np.mean(liked[key])), liked[key], key))
    apart = _apart(len(order), height)
    block = dict(zip(order, _block(len(order), apart, height), strict=True))
    curves = []
    for row, middle in zip(rows, middles, strict=True):
        path = "".join(_curve(*block[account.account], middle) for account in row.by)
        curves.append(tag("path", class_="tie to", d=path))
    drawn = [Disc("own", apart * _SHARE, named[key]) for key in order] + [
        Disc("shared", float(radius), f"{target(row)}: {each.said}", part=number)
        for number, (row, each, radius) in enumerate(
            zip(rows, bars, radii([row.inside for row in rows], 4, 14), strict=True)
        )
    ]
    places = np.array([*block.values(), *((_PAGES, middle) for middle in middles)])
    base = height + LEGEND - 8
    signs = [Sign("disc", "own", t("own")), Sign("disc", "shared", t("target"))]
    return canvas(
        found.title,
        height + LEGEND,
        tag("g", curves, stroke_opacity=f"{translucent(sum(map(len, liked.values()))) / 2:.2f}"),
        discs(places, drawn),
        text(WIDTH - _BARS, LETTERS, found.order, "soft"),
        [
            bar(each, scale, WIDTH - _BARS, middle - 12, _BARS, number)
            for number, (each, middle) in enumerate(zip(bars, middles, strict=True))
        ],
        legend(signs, 4, base),
        legend(found.signs, WIDTH - _BARS, base),
        shown=found.shown,
    )


def _apart(count: int, height: float) -> float:
    """How far from each other so many accounts stand that they fit their block."""
    apart = _FARTHEST
    while apart > 1 and int(_BLOCK / apart) * int((height - 2 * _TOP) / apart) < count:
        apart -= 0.1
    return apart


def _block(count: int, apart: float, height: float) -> list[tuple[float, float]]:
    """Places in rows, from above, as high as the pages beside it are where there are enough of them."""
    columns = int(_BLOCK / apart)
    lines = -(-count // columns)
    top = (height - (lines - 1) * apart) / 2
    return [(_LEFT + (number % columns) * apart, top + (number // columns) * apart) for number in range(count)]


def _curve(x: float, y: float, to: float) -> str:
    middle = x + 0.6 * (_PAGES - x)
    return f"M{x:.0f} {y:.0f}C{middle:.0f} {y:.0f} {middle:.0f} {to:.0f} {_PAGES:.0f} {to:.0f}"


FIGURE = Figure(draw, Options)
