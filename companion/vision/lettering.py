"""Text on drawn pictures."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

from companion.packaged import matplotlib_file

INK = (26, 26, 26)
PAPER = (255, 255, 255)
YELLOW = (242, 183, 5)


@lru_cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which matplotlib carries: it has Latin, Greek, Cyrillic, Arabic and many signs."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(matplotlib_file(f"fonts/ttf/{name}"), size)


def wrapped(text: str, lettering: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The text in lines of at most ``width`` pixels; a single word may be wider."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and lettering.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
