"""Any text in a CSV cell, so that no spreadsheet takes it for a formula and it can be read back.

Excel, LibreOffice and others run a cell that begins with ``=``, ``+``, ``-`` or ``@`` (also full-width, also after
white space and characters that are not seen), which a profile's name may do on purpose. Such a text gets an apostrophe
in front, and so do one that begins with an apostrophe itself and an empty one: that is how the latter differs from a
cell that is empty because nothing is known. So taking one apostrophe away, where there is one, gives the text back.
"""

from __future__ import annotations

import re
from typing import Any

from companion.core.facts import plain
from companion.core.xml_text import marked, unmarked

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
    """What :func:`guarded` was given."""
    return unmarked(cell.removeprefix(GUARD))


def cell(value: Any) -> str:
    """A value of a row as a cell: nothing for None, a guarded text, else what ``facts.plain`` gives."""
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else marked(plain(value))
