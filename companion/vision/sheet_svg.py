"""The contact sheet as an SVG with the pictures inside, and as a page of its own."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2

from companion.vision.cells import Cell
from companion.vision.lettering import INK, PAPER, YELLOW
from companion.vision.sheet import DOT_SHARE, LINE_SHARE, EyeLines, Grid, eyes_on

_JPEG_QUALITY = 88


def svg_sheet(cells: Iterable[Cell], grid: Grid, title: str, path: Path) -> None:
    """Write the sheet as an SVG with the pictures inside. Memory: one cell, and where the eyes are."""
    with path.open("w", encoding="utf-8") as file:
        lines = EyeLines()
        for part in _svg(cells, grid, title, lines):
            file.write(part)


def html_sheet(cells: Iterable[Cell], grid: Grid, title: str, path: Path) -> None:
    """Write a page of its own with the sheet, on which lines and points can be taken away, without any script."""
    with path.open("w", encoding="utf-8") as file:
        lines = EyeLines()
        name = html.escape(_of_xml(title or "Contact sheet"))
        file.write(_HTML_HEAD.format(title=name))
        for part in _svg(cells, grid, title, lines):
            file.write(part)
        file.write(f"<figcaption>{html.escape(lines.caption())}</figcaption></figure></main>\n</html>\n")


_HTML_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }}
body {{ margin: 24px; background: Canvas; color: CanvasText; }}
h1 {{ font-size: 20px; margin: 0 0 8px; }}
label {{ margin-right: 16px; }}
figure {{ margin: 16px 0 0; }}
svg {{ display: block; width: 100%; height: auto; }}
figcaption {{ margin-top: 8px; max-width: 72ch; }}
main:has(#lines:not(:checked)) .lines, main:has(#points:not(:checked)) .points {{ display: none; }}
@media print {{ label {{ display: none; }} }}
</style>
<main>
<h1>{title}</h1>
<label><input type="checkbox" id="lines" checked> Lines</label>
<label><input type="checkbox" id="points" checked> Eyes</label>
<figure>
"""


def _svg(cells: Iterable[Cell], grid: Grid, title: str, lines: EyeLines) -> Iterator[str]:
    """The parts of the SVG in order; ``lines`` is filled on the way."""
    size = f'viewBox="0 0 {grid.width} {grid.height}" width="{grid.width}" height="{grid.height}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n'
    yield f"<title>{html.escape(_of_xml(title or 'Contact sheet'))}</title>\n"
    yield f'<rect width="100%" height="100%" fill="{_css(PAPER)}"/>\n'
    points = []

    def noted(cells: Iterable[Cell]) -> Iterator[Cell]:
        for number, cell in enumerate(cells):
            points.extend(eyes_on(cell, grid.corner(number), grid))
            yield cell

    yield from drawing(noted(cells), grid, lines)
    radius = grid.side / DOT_SHARE
    yield f'<g class="points" fill="{_css(YELLOW)}" stroke="{_css(INK)}" stroke-width="{radius / 3:.2f}">\n'
    for px, py in points:
        yield f'<circle cx="{px:.2f}" cy="{py:.2f}" r="{radius:.2f}"/>\n'
    yield "</g>\n</svg>\n"


def drawing(cells: Iterable[Cell], grid: Grid, lines: EyeLines) -> Iterator[str]:
    """The parts of SVG that show the cells and the lines, in order; ``lines`` is filled on the way."""
    for number, cell in enumerate(cells):
        x, y = grid.corner(number)
        lines.add(cell)
        jpeg = cv2.imencode(".jpg", cell.rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1]
        data = base64.b64encode(jpeg.tobytes()).decode("ascii")
        yield (
            f'<image x="{x}" y="{y}" width="{grid.side}" height="{grid.side}" href="data:image/jpeg;base64,{data}">'
            f"<title>{html.escape(_of_xml(cell.label))}</title></image>\n"
        )
    yield f'<g class="lines" stroke="{_css(YELLOW)}" stroke-width="{max(1.0, grid.side / LINE_SHARE):.2f}">\n'
    for x1, y1, x2, y2 in lines.placed(grid):
        yield f'<line x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"/>\n'
    yield "</g>\n"


def _of_xml(text: str) -> str:
    """Without the characters that no XML may hold."""
    return "".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff")


def _css(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
