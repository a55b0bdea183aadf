"""A selection's pictures as a contact sheet or superimposed: read from the store, drawn by vision."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image

from companion.core.graph import IntArray
from companion.core.progress import Progress, unobserved
from companion.core.wire.faces import FaceShown, SheetFormat
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError, PictureError
from companion.store.db import Store
from companion.store.faces import faces, picture_content
from companion.store.selecting import account_ids
from companion.vision.cells import Cell, cell
from companion.vision.sheet import EyeLines, Grid, png_sheet
from companion.vision.sheet_svg import drawing, html_sheet, svg_sheet
from companion.vision.superimpose import Superimposed, agreement_map, build_up_gif, figure, superimpose

MOST = 10_000
SIDE = 256
SHEETS = {SheetFormat.png: png_sheet, SheetFormat.svg: svg_sheet, SheetFormat.html: html_sheet}


def suffix_of(kind: SheetFormat) -> str:
    """What the file's name ends in."""
    return f".{kind.value}" if kind in SHEETS or kind is SheetFormat.gif else ".png"


def draw(
    conn: sqlite3.Connection,
    accounts: IntArray,
    kind: SheetFormat,
    title: str,
    path: Path,
    progress: Progress = unobserved,
) -> int:
    """Draw the pictures with a face that the accounts (n,) wear into the file; gives how many there were.

    Raises :class:`BadRequestError` where there is none, or what ``progress`` raises.
    """
    shown = faces(conn, accounts, MOST).faces
    side = Grid.of(len(shown)).side if kind in SHEETS and shown else SIDE
    cells = _cells(conn, shown, side, progress)
    if not shown:
        raise BadRequestError("pictures.no_face_kept")
    if kind in SHEETS:
        SHEETS[kind](cells, Grid.of(len(shown)), title, path)
        return len(shown)
    laid = superimpose(cells, len(shown))
    if kind is SheetFormat.gif:
        build_up_gif(laid, path)
    else:
        superimposed_picture(laid, kind, title).save(path)
    return laid.count


def sheet_drawing(
    conn: sqlite3.Connection, shown: Sequence[FaceShown], grid: Grid, progress: Progress = unobserved
) -> tuple[str, int]:
    """The pictures with the lines through their eyes as a part of SVG, ``grid`` in size; and how many there are."""
    lines = EyeLines()
    return "".join(drawing(_cells(conn, shown, grid.side, progress), grid, lines)), lines.shown


def draw_selection(
    data: Path,
    selection: Callable[[sqlite3.Connection], Selection],
    kind: SheetFormat,
    title: str,
    path: Path,
    progress: Progress = unobserved,
) -> int:
    """The same for a selection in a data folder, which is looked up there."""
    with Store.existing(data) as store:
        return store.read_here(lambda conn: draw(conn, account_ids(conn, selection(conn)), kind, title, path, progress))


def laid_on_each_other(
    conn: sqlite3.Connection, shown: Sequence[FaceShown], progress: Progress = unobserved
) -> Superimposed:
    """These pictures laid on each other. Raises :class:`BadRequestError` where none can be read."""
    return superimpose(_cells(conn, shown, SIDE, progress), len(shown))


def superimposed_picture(laid: Superimposed, kind: SheetFormat, title: str) -> Image.Image:
    """What one of the still formats shows of it; only ``figure`` has a title."""
    if kind is SheetFormat.figure:
        return figure(laid, title)
    if kind is SheetFormat.agreement:
        return agreement_map(laid)
    return Image.fromarray(laid.median if kind is SheetFormat.median else laid.mean)


def _cells(conn: sqlite3.Connection, shown: Sequence[FaceShown], side: int, progress: Progress) -> Iterator[Cell]:
    for done, face in enumerate(shown):
        progress(done, len(shown))
        content = picture_content(conn, face.picture)
        if content is None:  # forgotten meanwhile
            continue
        try:
            yield cell(face.handle or face.account_id or str(face.account), content, face.eyes, side)
        except PictureError:
            continue
