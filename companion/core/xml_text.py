"""Any text in XML: what XML 1.0 forbids is written as Office files do it, so that it can be read back.

A forbidden character is ``_xHHHH_`` with its hexadecimal code, and an underscore that would begin such a mark in the
text itself is ``_x005F_`` (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MARK = re.compile(r"_x([0-9A-Fa-f]{4})_")


def marked(text: str) -> str:
    """The text with marks for what XML forbids.

    >>> marked("a\\x00b _x0041_")
    'a_x0000_b _x005F_x0041_'
    """
    return _FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unmarked(text: str) -> str:
    """What :func:`marked` was given."""
    return _MARK.sub(lambda found: chr(int(found[1], 16)), text)


def attribute(text: str) -> str:
    """The text as an attribute's value, with the quotes; line ends and tabs stay what they are."""
    return quoteattr(marked(text))


def content(text: str) -> str:
    """The text as an element's content; a carriage return stays one."""
    return escape(marked(text), {"\r": "&#13;"})
