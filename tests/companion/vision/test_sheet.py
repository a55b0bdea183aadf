"""The contact sheet: exact places, lines at the set's eyes, and labels that are data."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from companion.errors import BadRequestError
from companion.vision.cells import Cell, Position
from companion.vision.lettering import YELLOW
from companion.vision.sheet import EyeLines, Grid, png_sheet
from companion.vision.sheet_svg import html_sheet, svg_sheet

SIDE = 40
EYES = ((0.375, 0.475), (0.625, 0.475))
HOSTILE = "<script>alert(1)</script> & \"'\x00\x1b.jpg"
SVG = "{http://www.w3.org/2000/svg}"
MARGIN = 24


def plain(number: int, eyes: tuple[Position, Position] | None = EYES) -> Cell:
    """A cell of one colour, which tells its number."""
    return Cell(f"{number}.jpg", np.full((SIDE, SIDE, 3), (number, 255 - number, 99), np.uint8), eyes)


def sheet_of(path: Path, cells: list[Cell], columns: int) -> Image.Image:
    """The sheet without its margins."""
    grid = Grid.of(len(cells), columns, SIDE)
    png_sheet(cells, grid, "", path)
    with Image.open(path) as drawn:
        return drawn.convert("RGB").crop((MARGIN, MARGIN, MARGIN + grid.width, MARGIN + grid.height))


def test_the_cases_84_faces_make_7_rows_of_12() -> None:
    grid = Grid.of(84)
    assert (grid.rows, grid.columns) == (7, 12)


def test_every_picture_is_in_its_place(tmp_path: Path) -> None:
    grid = Grid.of(10, 4, SIDE)
    drawn = sheet_of(tmp_path / "sheet.png", [plain(number) for number in range(10)], 4)
    for number in range(10):
        left, top = grid.corner(number)
        assert (left, top) == ((number % 4) * grid.step, (number // 4) * grid.step)
        corners = [(left, top), (left + SIDE - 1, top), (left, top + SIDE - 1), (left + SIDE - 1, top + SIDE - 1)]
        assert {drawn.getpixel(corner) for corner in corners} == {(number, 255 - number, 99)}


def test_the_lines_go_through_the_eyes_across_all_cells(tmp_path: Path) -> None:
    grid = Grid.of(12, 4, SIDE)
    pixels = np.asarray(
        sheet_of(tmp_path / "sheet.png", [plain(number, None) for number in range(11)] + [plain(11)], 4)
    )
    yellow = (pixels == YELLOW).all(axis=2)
    for row in range(3):
        assert yellow[row * grid.step + 19, : 3 * grid.step].all()
    for column in range(4):
        for x in (15, 25):
            assert yellow[: 2 * grid.step, column * grid.step + x].all()
    assert yellow.mean() < 0.15


def test_no_line_stands_where_no_picture_is(tmp_path: Path) -> None:
    grid = Grid.of(5, 4, SIDE)
    pixels = np.asarray(sheet_of(tmp_path / "sheet.png", [plain(number) for number in range(5)], 4))
    assert (pixels[grid.step :, grid.step :] == 255).all()


def test_rows_for_which_no_picture_came_are_not_drawn(tmp_path: Path) -> None:
    png_sheet([plain(number) for number in range(5)], Grid.of(5, 4, SIDE), "", tmp_path / "whole.png")
    png_sheet([plain(number) for number in range(5)], Grid.of(20, 4, SIDE), "", tmp_path / "short.png")
    with Image.open(tmp_path / "whole.png") as whole, Image.open(tmp_path / "short.png") as short:
        assert short.size == whole.size


def test_the_lines_stand_at_the_median_not_at_the_outlier() -> None:
    lines = EyeLines()
    for eyes in (EYES, EYES, ((0.1, 0.9), (0.2, 0.9))):
        lines.add(plain(0, eyes))
    across, *_, left, right = lines.placed(Grid.of(3, 1, SIDE))
    assert across[1] == pytest.approx(0.475 * SIDE)
    assert (left[0], right[0]) == pytest.approx((0.375 * SIDE, 0.625 * SIDE))


def test_the_caption_says_how_many_and_how_many_without_a_face() -> None:
    lines = EyeLines()
    for eyes in (EYES, None, None):
        lines.add(plain(0, eyes))
    assert lines.caption().startswith("3 pictures")
    assert "Without a face that could be measured: 2." in lines.caption()
    none = EyeLines()
    none.add(plain(0, None))
    assert none.caption() == "1 picture, as it is. No face could be measured."
    assert list(none.placed(Grid.of(1, 1, SIDE))) == []


def test_the_svg_holds_the_pictures_and_takes_labels_as_data(tmp_path: Path) -> None:
    cells = [Cell(HOSTILE, plain(1).rgb, EYES), plain(2), plain(3, None)]
    svg_sheet(cells, Grid.of(3, 2, SIDE), HOSTILE, tmp_path / "sheet.svg")
    root = ET.parse(tmp_path / "sheet.svg").getroot()
    assert [image.attrib["x"] for image in root.iter(f"{SVG}image")] == ["0", "41", "0"]
    assert all(image.attrib["href"].startswith("data:image/jpeg;base64,") for image in root.iter(f"{SVG}image"))
    assert not list(root.iter(f"{SVG}script"))
    assert len(list(root.iter(f"{SVG}circle"))) == 4
    assert len(list(root.iter(f"{SVG}line"))) == 2 + 2 * 2


def test_the_page_asks_nothing_of_the_network_and_runs_nothing(tmp_path: Path) -> None:
    html_sheet([Cell(HOSTILE, plain(1).rgb, EYES)], Grid.of(1, 1, SIDE), HOSTILE, tmp_path / "sheet.html")
    page = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert set(re.findall(r'(?:src|href)="([a-z]+:)', page)) == {"data:"}
    assert "1 picture, as it is." in page


def test_a_sheet_that_no_memory_could_hold_is_refused() -> None:
    with pytest.raises(BadRequestError, match="Choose smaller cells"):
        Grid.of(1000, 40, 1024)


def test_a_thousand_pictures_are_taken_one_at_a_time(tmp_path: Path) -> None:
    """Were they gathered first, the last would be made before the first was drawn."""
    alive: list[int] = []

    def cells() -> Iterator[Cell]:
        import weakref

        for number in range(1000):
            cell = plain(number % 250)
            weakref.finalize(cell, alive.remove, number)
            alive.append(number)
            assert len(alive) <= 2
            yield cell
            del cell

    for name, draw in (("sheet.png", png_sheet), ("sheet.svg", svg_sheet)):
        draw(cells(), Grid.of(1000, None, SIDE), "", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 10_000
