"""Text in drawings, where nothing is cut or wrapped by itself: about how wide it is, and cut to a width."""

from __future__ import annotations

import unicodedata

from companion.vision.lettering import font

LETTERS = 12
"""The size of a figure's text, in its units."""
_FULL = 0.4
"""So much of their size letters of East Asia are wider than the sign that stands for those that a typeface lacks."""


def width_of(text: str, size: int = LETTERS) -> float:
    """About how wide the text is, in a typeface that is rather wide."""
    full = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return float(font(size).getlength(text)) + _FULL * size * full


def cut(text: str, most: float, size: int = LETTERS) -> str:
    """The text on one line, and with an ellipsis where it would be wider than ``most``."""
    line = " ".join(text.split())
    if width_of(line, size) <= most:
        return line
    fits, too_long = 0, len(line)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if width_of(f"{line[:middle]}…", size) <= most:
            fits = middle
        else:
            too_long = middle
    return f"{line[:fits].rstrip()}…"
