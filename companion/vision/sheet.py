"""The contact sheet: every picture as it is, on an exact grid, with lines through the eyes across all cells.

Where faces were generated alike or cropped alike, every eye lies on the lines; where they were not, few do. The lines
stand at the median of the set's own eyes, so they show whether the faces agree, wherever that is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from PIL import Image, ImageDraw

from companion.errors import BadRequestError
from companion.vision.cells import Cell, Position
from companion.vision.lettering import INK, PAPER, YELLOW, font, wrapped

MAX_PIXELS = 150_000_000
WIDE = 1.6
"""Width to height that a sheet's grid comes near to where the number of columns is free."""
_GUTTER_SHARE = 64
DOT_SHARE = 42
LINE_SHARE = 80


@dataclass(frozen=True)
class Grid:
    """``count`` square cells of ``side`` pixels in rows of ``columns``."""

    count: int
    columns: int
    side: int

    @classmethod
    def of(cls, count: int, columns: int | None = None, side: int | None = None) -> Grid:
        """What is not given is chosen: a wide sheet, of cells that stay small where they are many."""
        columns = min(count, columns or math.ceil(math.sqrt(count * WIDE)))
        grid = cls(count, columns, side or (192 if count <= 40 else 128 if count <= 300 else 96))
        if grid.width * grid.height > MAX_PIXELS:
            raise BadRequestError(
                "pictures.sheet_too_large",
                count=count,
                side=grid.side,
                millions=round(grid.width * grid.height / 1e6),
                most=round(MAX_PIXELS / 1e6),
            )
        return grid

    @property
    def gutter(self) -> int:
        return max(1, self.side // _GUTTER_SHARE)

    @property
    def step(self) -> int:
        return self.side + self.gutter

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def width(self) -> int:
        return self.columns * self.step - self.gutter

    @property
    def height(self) -> int:
        return self.rows * self.step - self.gutter

    def filled_to(self, shown: int) -> int:
        """The height that this many cells take up: fewer come where pictures cannot be read."""
        return max(1, math.ceil(shown / self.columns)) * self.step - self.gutter

    def corner(self, number: int) -> tuple[int, int]:
        """Left and top of a cell, counted from 0 along the rows."""
        row, column = divmod(number, self.columns)
        return column * self.step, row * self.step


@dataclass
class EyeLines:
    """Where the eyes of the set sit: the medians, as fractions of a cell. ``shown`` counts the cells."""

    eyes: list[tuple[Position, Position]] = field(default_factory=list)
    shown: int = 0

    def add(self, cell: Cell) -> None:
        self.shown += 1
        if cell.eyes is not None:
            self.eyes.append(cell.eyes)

    def placed(self, grid: Grid) -> Iterator[tuple[float, float, float, float]]:
        """The lines on the cells that are shown, x1, y1, x2, y2: one along each row, and two down each column."""
        if not self.eyes:
            return
        across = median((left[1] + right[1]) / 2 for left, right in self.eyes)
        full_rows, in_last_row = divmod(self.shown, grid.columns)
        for row in range(full_rows + bool(in_last_row)):
            y = row * grid.step + across * grid.side
            columns = grid.columns if row < full_rows else in_last_row
            yield 0, y, columns * grid.step - grid.gutter, y
        for side in (0, 1):
            down = median(pair[side][0] for pair in self.eyes)
            for column in range(min(grid.columns, self.shown)):
                x = column * grid.step + down * grid.side
                yield x, 0, x, (full_rows + (column < in_last_row)) * grid.step - grid.gutter

    def caption(self) -> str:
        """What the sheet shows, in words."""
        pictures = "1 picture, as it is." if self.shown == 1 else f"{self.shown:,} pictures, as they are."
        without = self.shown - len(self.eyes)
        if not self.eyes:
            return f"{pictures} No face could be measured."
        rest = f" Without a face that could be measured: {without:,}." if without else ""
        return (
            f"{pictures} The lines stand where the eyes of the set sit (median); "
            f"the points are each picture's own eyes.{rest}"
        )


def png_sheet(cells: Iterable[Cell], grid: Grid, title: str, path: Path) -> None:
    """Draw the sheet into a PNG. Memory: the sheet itself, and one cell."""
    canvas = Image.new("RGB", (grid.width, grid.height), PAPER)
    lines, points = EyeLines(), []
    for number, cell in enumerate(cells):
        corner = grid.corner(number)
        canvas.paste(Image.fromarray(cell.rgb), corner)
        lines.add(cell)
        points.extend(eyes_on(cell, corner, grid))
    draw = ImageDraw.Draw(canvas)
    for x1, y1, x2, y2 in lines.placed(grid):
        draw.line((round(x1), round(y1), round(x2), round(y2)), YELLOW, _line_width(grid))
    dot = _dot(grid)
    for x, y in points:
        canvas.paste(dot, (round(x - dot.width / 2), round(y - dot.height / 2)), dot)
    shown = canvas.crop((0, 0, grid.width, grid.filled_to(lines.shown)))
    _framed(shown, title, lines.caption()).save(path, optimize=True)


def eyes_on(cell: Cell, corner: tuple[int, int], grid: Grid) -> list[Position]:
    """The cell's own eyes on the sheet, those that lie in the cell."""
    inside = [eye for eye in cell.eyes or () if 0 <= eye[0] <= 1 and 0 <= eye[1] <= 1]
    return [(corner[0] + x * grid.side, corner[1] + y * grid.side) for x, y in inside]


def _line_width(grid: Grid) -> int:
    return max(1, round(grid.side / LINE_SHARE))


def _dot(grid: Grid) -> Image.Image:
    """A small yellow disc with an ink rim, drawn larger and brought down so that it is round."""
    radius, finer = max(2.0, grid.side / DOT_SHARE), 8
    large = Image.new("RGBA", (round(2 * (radius + 1)) * finer,) * 2)
    edge = large.width - 1
    ImageDraw.Draw(large).ellipse((0, 0, edge, edge), fill=YELLOW, outline=INK, width=round(radius / 3 * finer))
    return large.resize((large.width // finer,) * 2, Image.Resampling.LANCZOS)


def _framed(sheet: Image.Image, title: str, caption: str) -> Image.Image:
    """The sheet with its title above and its caption below, on paper."""
    margin = 24
    size = max(13, min(22, sheet.width // 60))
    heading = wrapped(title, font(round(size * 1.5), bold=True), sheet.width)
    below = wrapped(caption, font(size), sheet.width)
    above = round(len(heading) * size * 2) + (size if heading else 0)
    under = size + round(len(below) * size * 1.4)
    framed = Image.new("RGB", (sheet.width + 2 * margin, sheet.height + above + under + 2 * margin), PAPER)
    draw = ImageDraw.Draw(framed)
    for number, line in enumerate(heading):
        draw.text((margin, margin + number * size * 2), line, INK, font(round(size * 1.5), bold=True))
    framed.paste(sheet, (margin, margin + above))
    for number, line in enumerate(below):
        y = margin + above + sheet.height + size + round(number * size * 1.4)
        draw.text((margin, y), line, INK, font(size))
    return framed
