"""``aligned_faces``: the pictures whose eyes sit where StyleGAN puts them, side by side, with lines through them."""

from __future__ import annotations

import math

from markupsafe import Markup

from companion.core.naming import name_of
from companion.core.rarity import due_strong
from companion.core.wire.evidence import Level
from companion.core.wire.faces import Faces, FaceShown
from companion.core.wire.selection import Selection
from companion.operations.sheets import sheet_drawing
from companion.reports.canvas import WIDTH, at, canvas, text
from companion.reports.figures.figure import Asked, Drawn, Figure, NoOptions, Table, TooLittle, basis
from companion.reports.markup import joined, tag
from companion.store.collection import on_platforms
from companion.store.faces import faces
from companion.store.selecting import account_ids
from companion.vision.sheet import Grid

MOST = 320
"""So many cells fit and are still told apart."""
MOST_LISTED = 20_000
_WIDE = 1.5
_FINER = 2
_LARGEST = 144
_SIDE = 400.0


def draw(asked: Asked, options: NoOptions) -> Drawn | TooLittle:
    t = asked.t
    counts = on_platforms(asked.conn, asked.accounts)
    measured, strong = sum(each.measured for each in counts), sum(each.strong for each in counts)
    if not measured:
        return TooLittle(t("too_little"))
    every = faces(asked.conn, asked.accounts, MOST_LISTED, kept=False)
    chosen = aligned_only(asked)
    shown = faces(asked.conn, account_ids(asked.conn, chosen) if strong else asked.accounts, MOST)
    title = t("title", count=strong, all=measured, due=due_strong(measured))
    if shown.faces:
        drawing = _sheet(asked, shown, title, strong or measured)
    else:
        said = f"{t('shown', count=len(every.faces), all=measured, missing=0)} {t('not_kept')}"
        drawing = canvas(title, _SIDE + 4, _eyes(every.faces), _words(asked, strong < measured), shown=said)
    return Drawn(
        title,
        drawing,
        _table(every.faces),
        basis(method=[t("method")], limits=[t("limit")]),
        [face.account for face in every.faces if face.level is Level.strong or not strong],
    )


def aligned_only(asked: Asked) -> Selection:
    """Those of the selection whose picture has strong evidence."""
    return asked.selection.model_copy(update={"level": Level.strong})


def _sheet(asked: Asked, shown: Faces, title: str, every: int) -> Markup:
    count = len(shown.faces)
    columns = math.ceil(math.sqrt(count * _WIDE))
    if count < shown.all:  # in full rows
        count = count // columns * columns
    side = min(_LARGEST, WIDTH / columns)
    grid = Grid.of(count, columns, round(side * _FINER))
    scale = side * columns / grid.width
    drawn, count = sheet_drawing(asked.conn, shown.faces[:count], grid, asked.progress)
    within = tag("g", Markup(drawn), transform=f"scale({scale:.5f})")  # noqa: S704 - drawn by us
    said = asked.t("shown", count=count, all=every, missing=every - shown.all)
    return canvas(title, grid.filled_to(count) * scale, within, shown=said)


def _eyes(shown: list[FaceShown]) -> Markup:
    """Where all eyes sit in the picture's square, for pictures of which there is no copy: those of aligned faces last,
    over the others."""
    others = [face for face in shown if face.level is not Level.strong]
    aligned = [face for face in shown if face.level is Level.strong]
    frame = tag("rect", class_="frame", width=_SIDE, height=_SIDE)
    return at(2, 2, frame, tag("g", _dots(others), class_="eyes"), tag("g", _dots(aligned), class_="eyes aligned"))


def _dots(shown: list[FaceShown]) -> list[Markup]:
    return [
        tag("circle", cx=f"{eye.x * _SIDE:.1f}", cy=f"{eye.y * _SIDE:.1f}", r="2.5")
        for face in shown
        if face.eyes is not None
        for eye in (face.eyes.left, face.eyes.right)
        if 0 <= eye.x <= 1 and 0 <= eye.y <= 1  # where a face reaches out of its picture, an eye may be beyond it
    ]


def _words(asked: Asked, has_others: bool) -> Markup:
    left = _SIDE + 24
    signs = [("eyes aligned", "eyes_aligned"), *([("eyes", "eyes_others")] if has_others else [])]
    lines = [
        joined(
            tag("circle", class_=look, cx=f"{left + 5:g}", cy=f"{48 + 24 * number - 4:g}", r="4"),
            text(left + 16, 48 + 24 * number, asked.t(key), "soft"),
        )
        for number, (look, key) in enumerate(signs)
    ]
    return joined(text(left, 24, asked.t("eyes"), "soft"), *lines)


def _table(shown: list[FaceShown]) -> Table:
    columns = ("platform", "account", "level", "score", "left_eye_x", "left_eye_y", "right_eye_x", "right_eye_y")
    rows = [
        (
            face.platform,
            name_of(face),
            face.level.value if face.level else None,
            face.score,
            *((face.eyes.left.x, face.eyes.left.y, face.eyes.right.x, face.eyes.right.y) if face.eyes else (None,) * 4),
        )
        for face in shown
    ]
    return Table(columns, rows)


FIGURE = Figure(draw)
