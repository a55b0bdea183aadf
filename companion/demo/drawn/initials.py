"""A name's initials, as sites draw them for those who give no picture."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from companion.demo.drawn.canvas import SCALE, SIDE, Canvas
from companion.packaged import matplotlib_file

GROUNDS = (
    ("#38598b", "#22395c"),
    ("#2f7d6b", "#1d5347"),
    ("#a3465a", "#6f2b3b"),
    ("#7a5a9a", "#4d3768"),
    ("#c07a2c", "#8d5415"),
    ("#4f5b66", "#2f3841"),
)
# matplotlib brings this face with it, so every machine draws the same letters.
TYPEFACE = matplotlib_file("fonts/ttf/DejaVuSans-Bold.ttf")


def draw(name: str, place: int) -> Image.Image:
    canvas = Canvas()
    canvas.gradient(*GROUNDS[place % len(GROUNDS)])
    font = ImageFont.truetype(str(TYPEFACE), round(0.36 * SIDE * SCALE))
    middle = SIDE * SCALE / 2
    ImageDraw.Draw(canvas.image).text((middle, middle), initials(name), font=font, fill="#ffffff", anchor="mm")
    return canvas.finished()


def initials(name: str) -> str:
    """The first letters of the first and the last word that begin with a letter."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[1:][-1:])
