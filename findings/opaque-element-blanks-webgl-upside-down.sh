#!/usr/bin/env bash
# One would guess: what lies over a WebGL canvas hides what is behind it, and nothing else.
# What happens: in Chromium, where there is no graphics card (software rendering, with and without a screen), an opaque
# element blanks another part of the canvas, too: the part where it would lie if the canvas were turned upside down.
# Nothing is drawn there whatever is drawn, and a screenshot shows it as a person sees it; the canvas's own pixels are
# right, so that no test that reads them finds it. A small element, or one with round corners, or one that is not wholly
# opaque (`opacity: 0.99`) does no such thing. Found with a table that lies over a graph drawn by sigma.js.
# Seen on 2026-11-30 with Debian's Chromium 156.0.8078.114, playwright 1.65.2, pillow 13.0.0, Python 3.11.7; the canvas is
# red, 600 pixels high; the element covers its lines 400 to 550; looked at is line 125, which is 475 from below:
#   opaque: blank
#   opacity 0.99: red
#   round corners: red
# Ends with 0 while it is so, with 1 when it has changed. CHROMIUM names the browser, where it is called otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "playwright==1.65.2" "pillow==13.0.0" 2>log || { cat log; exit 1; }
CHROMIUM=${CHROMIUM:-$(command -v chromium)} venv/bin/python - <<'PYTHON'
import io
import os

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PAGE = """<body style="margin: 0"><canvas width="800" height="600" style="position: absolute"></canvas>
<section style="position: absolute; left: 100px; top: 400px; width: 400px; height: 150px; background: white; STYLE">rows</section><script>
const gl = document.querySelector("canvas").getContext("webgl2");
const draw = () => { gl.clearColor(1, 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT); };
draw(); requestAnimationFrame(() => { draw(); document.title = "drawn"; });
</script>"""


def seen(browser: Browser, style: str) -> str:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.set_content(PAGE.replace("STYLE", style))
    page.wait_for_function("document.title === 'drawn'")
    page.wait_for_timeout(500)  # until it is on the screen, too
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert shot.getpixel((700, 300)) == (255, 0, 0), "the canvas is drawn"
    return "red" if shot.getpixel((300, 125)) == (255, 0, 0) else "blank"


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
    found = [seen(browser, style) for style in ("", "opacity: 0.99", "border-radius: 8px")]
    browser.close()
print(f"opaque: {found[0]}")
print(f"opacity 0.99: {found[1]}")
print(f"round corners: {found[2]}")
raise SystemExit(0 if found == ["blank", "red", "red"] else 1)
PYTHON
