"""``superimposed``: the pictures laid on each other: mean, median, where they agree, the build-up, and a control."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from PIL import Image

from companion.core.graph import IntArray
from companion.core.wire.evidence import Level
from companion.core.wire.faces import FaceShown, SheetFormat
from companion.core.wire.selection import Selection
from companion.operations.sheets import laid_on_each_other, superimposed_picture
from companion.reports.canvas import WIDTH, canvas, picture, text
from companion.reports.figures.aligned_faces import MOST_LISTED, aligned_only
from companion.reports.figures.figure import Asked, Drawn, Figure, NoOptions, Table, TooLittle, basis
from companion.reports.markup import joined
from companion.store.faces import faces
from companion.store.selecting import account_ids
from companion.texts.catalogue import Translator
from companion.vision.cells import Rgb
from companion.vision.superimpose import Superimposed, agreement_map, agreement_scale

MOST = 400
LEAST = 3
MOST_OTHERS = 120
"""So many pictures that do not sit so tell what such pictures share."""
_BETWEEN = 16.0
_SIDE = (WIDTH - 2 * _BETWEEN) / 3
_STILLS = 8
_ABOVE, _LINE = 20.0, 62.0
_SCALE = 10.0
_OTHERS = 150.0


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
    others = _others(asked) if chosen.aligned else []
    control = laid_on_each_other(asked.conn, others, asked.progress) if len(others) >= LEAST else None
    most = float(laid.agreement.max())
    title = t(
        "title",
        count=laid.count,
        most=most,
        aligned=str(chosen.aligned).lower(),
        has_control=str(control is not None).lower(),
        control=control.count if control else 0,
        most_of_control=float(control.agreement.max()) if control else 0,
    )
    small = (WIDTH - (_STILLS - 1) * 8) / _STILLS
    below = _ABOVE + _SIDE + _LINE + small + 22
    drawing = canvas(
        title,
        below + (_ABOVE + _OTHERS + 20 if control else 0),
        _panels(laid, most, t),
        _build_up(laid, _ABOVE + _SIDE + _LINE, t),
        _control(control, most, below + 20, t) if control else None,
        shown=t("shown", count=laid.count, all=found.all),
    )
    return Drawn(
        title,
        drawing,
        _table(laid),
        basis(method=[t("method"), t("control_method") if control else None], limits=[t("limit")]),
        (face.account for face in found.faces),
        moves=chosen.selection,
    )


def _others(asked: Asked) -> list[FaceShown]:
    """Pictures of the selection, else of everybody, that do not sit as aligned faces do, of all their scores alike."""
    for accounts in (asked.accounts, None):
        there = _ordinary(asked, account_ids(asked.conn, Selection()) if accounts is None else accounts)
        if len(there) >= LEAST:
            at = np.unique(np.linspace(0, len(there) - 1, MOST_OTHERS).round().astype(int))
            return [there[number] for number in at.tolist()]
    return []


def _ordinary(asked: Asked, accounts: IntArray) -> list[FaceShown]:
    return [face for face in faces(asked.conn, accounts, MOST_LISTED).faces if face.level is Level.none]


def _panels(laid: Superimposed, most: float, t: Translator) -> Iterator[Markup]:
    for number, kind in enumerate((SheetFormat.mean, SheetFormat.median, SheetFormat.agreement)):
        x = number * (_SIDE + _BETWEEN)
        yield text(x, 12, t("panel", kind=kind.value), "strong")
        yield picture(_rgb(superimposed_picture(laid, kind, "")), x, _ABOVE, _SIDE)
    left, under = 2 * (_SIDE + _BETWEEN), _ABOVE + _SIDE + 4
    yield picture(agreement_scale(round(_SIDE), round(_SCALE)), left, under, _SIDE, height=_SCALE)
    yield text(left, under + _SCALE + 14, t("no_agreement"), "soft")
    yield text(WIDTH, under + _SCALE + 14, t.number(most, "percent"), "soft", "end")


def _control(control: Superimposed, most: float, top: float, t: Translator) -> Iterator[Markup]:
    """Mean and agreement of the others, on the same scale."""
    yield text(0, top + 4, t("control", count=control.count), "strong")
    drawn = (superimposed_picture(control, SheetFormat.mean, ""), agreement_map(control, most))
    for number, (kind, image) in enumerate(zip((SheetFormat.mean, SheetFormat.agreement), drawn, strict=True)):
        x = number * (_OTHERS + _BETWEEN)
        yield picture(_rgb(image), x, top + _ABOVE - 4, _OTHERS, t("panel", kind=kind.value))
    right = 2 * (_OTHERS + _BETWEEN)
    yield text(right, top + 40, t("up_to", most=float(control.agreement.max())))
    yield text(right, top + 60, t("same_scale"), "soft")


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
