"""What texts may have in them in files for other programs: in XML, and in the cells of CSV."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from companion.core.facts import plain

_GUARDED = re.compile(r"[\t\r\n']|[\W_]*?[=+\-@＝＋－＠]|$")
GUARD = "'"


def guarded(text: str) -> str:
    """The text as a cell; characters that cut a cell short in some readers are marked as in XML.

    >>> guarded("=1+1"), guarded("Ana"), guarded("")
    ("'=1+1", 'Ana', "'")
    """
    safe = marked(text)
    return GUARD + safe if _GUARDED.match(safe) else safe


def unguarded(cell: str) -> str:
    """What :func:`guarded` was given; of a cell as ``="12"``, by which spreadsheets keep a number a text, the text."""
    bare = cell.removeprefix(GUARD)
    if bare == cell and cell.startswith('="') and cell.endswith('"'):
        bare = cell[2:-1]
    return unmarked(bare) if "_x" in bare else bare


def cell(value: Any) -> str:
    """A value of a row as a cell: nothing for None, a guarded text, else what ``facts.plain`` gives."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return plain(value) if isinstance(value, (int, float)) else marked(plain(value))


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


_NOT_AS_IT_IS = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff&<>\"]|_x")


def attribute(text: str) -> str:
    """The text as an attribute's value, with the quotes; line ends and tabs stay what they are."""
    return quoteattr(marked(text)) if _NOT_AS_IT_IS.search(text) else f'"{text}"'


def content(text: str) -> str:
    """The text as an element's content; a carriage return stays one."""
    return escape(marked(text), {"\r": "&#13;"})
