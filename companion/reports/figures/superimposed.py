"""``superimposed``: the pictures laid on each other: their mean, their median, where they agree, and the build-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from PIL import Image

from companion.core.wire.faces import SheetFormat
from companion.core.wire.selection import Selection
from companion.operations.sheets import laid_on_each_other, superimposed_picture
from companion.reports.canvas import WIDTH, canvas, picture, text
from companion.reports.figures.aligned_faces import aligned_only
from companion.reports.figures.figure import Asked, Drawn, Figure, NoOptions, Table, TooLittle
from companion.reports.markup import joined
from companion.store.faces import faces
from companion.store.selecting import account_ids
from companion.texts.catalogue import Translator
from companion.vision.cells import Rgb
from companion.vision.superimpose import Superimposed

MOST = 400
LEAST = 3
_BETWEEN = 16.0
_SIDE = (WIDTH - 2 * _BETWEEN) / 3
_STILLS = 8
_ABOVE, _LINE = 20.0, 40.0


@dataclass(frozen=True)
class _Chosen:
    """Whose pictures are laid on each other: those with strong evidence, where there are enough, else all."""

    selection: Selection
    aligned: bool


def draw(asked: Asked, options: NoOptions) -> Drawn | TooLittle:
    t = asked.t
    chosen = _Chosen(aligned_only(asked), True)
    found = faces(asked.conn, account_ids(asked.conn, chosen.selection), MOST)
    if len(found.faces) < LEAST:
        chosen = _Chosen(asked.selection, False)
        found = faces(asked.conn, asked.accounts, MOST)
    if len(found.faces) < LEAST:
        return TooLittle(t("too_little", least=LEAST))
    laid = laid_on_each_other(asked.conn, found.faces, asked.progress)
    most = float(laid.agreement.max())
    title = t("title", count=laid.count, most=most, aligned=str(chosen.aligned).lower())
    small = (WIDTH - (_STILLS - 1) * 8) / _STILLS
    drawing = canvas(
        title, _ABOVE + _SIDE + _LINE + small + 22, _panels(laid, most, t), _build_up(laid, _ABOVE + _SIDE + _LINE, t)
    )
    shown = t("shown", count=laid.count, all=found.all)
    return Drawn(title, drawing, _table(laid), [t("method"), shown, t("limit")], moves=chosen.selection)


def _panels(laid: Superimposed, most: float, t: Translator) -> Iterator[Markup]:
    for number, kind in enumerate((SheetFormat.mean, SheetFormat.median, SheetFormat.agreement)):
        x = number * (_SIDE + _BETWEEN)
        yield text(x, 12, t("panel", kind=kind.value, most=most), "strong")
        yield picture(_rgb(superimposed_picture(laid, kind, "")), x, _ABOVE, _SIDE)


def _build_up(laid: Superimposed, top: float, t: Translator) -> Iterator[Markup]:
    """Some of the means on the way to that of all, the first and the last among them."""
    small = (WIDTH - (_STILLS - 1) * 8) / _STILLS
    chosen = np.unique(np.linspace(0, len(laid.build_up) - 1, _STILLS).round().astype(int)).tolist()
    yield text(0, top - 10, t("build_up"), "strong")
    for number, at in enumerate(chosen):
        count, mean = laid.build_up[at]
        x = number * (small + 8)
        yield joined(picture(mean, x, top, small), text(x, top + small + 16, t.number(count), "soft"))


def _rgb(image: Image.Image) -> Rgb:
    return np.asarray(image.convert("RGB"), np.uint8)


def _table(laid: Superimposed) -> Table:
    """The agreement, averaged over a grid of squares: rows from the top, columns from the left, as fractions."""
    parts = 16
    height, width = laid.agreement.shape
    blocks = laid.agreement[: height // parts * parts, : width // parts * parts]
    means = blocks.reshape(parts, height // parts, parts, width // parts).mean(axis=(1, 3))
    rows = [
        (laid.count, (row + 0.5) / parts, (column + 0.5) / parts, round(float(means[row, column]), 4))
        for row in range(parts)
        for column in range(parts)
    ]
    return Table(("pictures", "y", "x", "agreement"), rows)


FIGURE = Figure(draw)
