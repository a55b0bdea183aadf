#!/usr/bin/env bash
# One would guess: a chart saved as SVG, coloured by a style sheet within it, with a white line around the letters of names
# (`paint-order`), a community's colour in `color` and used as `currentColor`, and a panel that is an `svg` with a width of its
# own, looks alike wherever it is opened.
# What happens: of four programs that are no browsers two show another chart. MuPDF knows no style sheet: its paper is black,
# and so is all that is on it. svglib leaves the disc black, draws the white line over the name, which is gone, and the panel
# at 0.75 of its size, since it takes its width for points. The same chart with attributes on each element, the name drawn
# twice and the panel as a `g` is the same in all four.
# Seen on 2026-12-01 with pymupdf 2.0, svglib 2.3.2, reportlab 5.1.0, resvg_py 0.5.0, pyvips-binary 8.18.7 (librsvg),
# pillow 13.0.0, Python 3.11.7:
#   styled MuPDF: paper black, disc black, name black, panel 0 wide
#   styled librsvg and resvg, and all four where it is plain: paper white, disc red, name blue, panel 160 wide
#   styled svglib: paper white, disc black, name white, panel 120 wide
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "pymupdf==2.0" "svglib==2.3.2" "reportlab==5.1.0" "resvg_py==0.5.0" \
    "pyvips==3.2.0" "pyvips-binary==8.18.7" "pillow==13.0.0" 2>log || { cat log; exit 1; }
venv/bin/python -W ignore - 2>/dev/null <<'PYTHON'
import io, pymupdf, pyvips, resvg_py
from PIL import Image
from reportlab.graphics import renderPDF
from svglib.svglib import svg2rlg

ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" width="400" height="200">'
BAR = 'width="160" height="80"'
CHARTS = {
    "styled": f"""<style>.paper {{ fill: #fff }} .disc {{ fill: currentColor }} .bar {{ fill: #f00 }}
        .name {{ fill: #00f; stroke: #fff; stroke-width: 12; paint-order: stroke }}</style>
        <rect class="paper" width="400" height="200"/><circle class="disc" color="#f00" cx="50" cy="50" r="20"/>
        <rect class="name" x="46" y="130" width="8" height="40"/>
        <g transform="translate(220 100)"><svg viewBox="0 0 160 80" {BAR}><rect class="bar" {BAR}/></svg></g>""",
    "plain": f"""<rect fill="#fff" width="400" height="200"/><circle fill="#f00" cx="50" cy="50" r="20"/>
        <rect stroke="#fff" stroke-width="12" x="46" y="130" width="8" height="40"/>
        <rect fill="#00f" x="46" y="130" width="8" height="40"/>
        <g transform="translate(220 100)"><rect fill="#f00" {BAR}/></g>""",
}
READERS = {
    "MuPDF": lambda svg: pymupdf.open(stream=svg, filetype="svg")[0].get_pixmap().tobytes("png"),
    "librsvg": lambda svg: pyvips.Image.svgload_buffer(svg).pngsave_buffer(),
    "resvg": lambda svg: bytes(resvg_py.svg_to_bytes(svg_string=svg.decode())),
    "svglib": lambda svg: pymupdf.open(stream=renderPDF.drawToString(svg2rlg(io.BytesIO(svg))), filetype="pdf")[0]
    .get_pixmap(matrix=pymupdf.Matrix(4 / 3, 4 / 3)).tobytes("png"),
}
COLOURS = {(255, 255, 255): "white", (0, 0, 0): "black", (255, 0, 0): "red", (0, 0, 255): "blue"}
said = {}
for kind, chart in CHARTS.items():
    for reader, draw in READERS.items():
        seen = Image.open(io.BytesIO(draw(f"{ROOT}{chart}</svg>".encode()))).convert("RGB")
        paper, disc, name = (COLOURS.get(seen.getpixel(at), "other") for at in ((390, 10), (50, 50), (50, 150)))
        wide = sum(seen.getpixel((x, 120)) == (255, 0, 0) for x in range(200, 400))
        said[kind, reader] = f"paper {paper}, disc {disc}, name {name}, panel {wide} wide"
        print(f"{kind} {reader}: {said[kind, reader]}")
others = {key for key, each in said.items() if each != "paper white, disc red, name blue, panel 160 wide"}
raise SystemExit(0 if others == {("styled", "MuPDF"), ("styled", "svglib")} else 1)
PYTHON
