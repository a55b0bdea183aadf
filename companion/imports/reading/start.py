"""How a file begins, by which its format is told."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.imports.reading.names import plain
from companion.imports.reading.text import encoding_of

SIZE = 2**16
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_WORKBOOK = (b"xl/", b"opendocument.spreadsheet")
_PAGE = re.compile(r"\s*<(?:!doctype html|html\b)", re.IGNORECASE)
_OTHER_TEXTS = re.compile(r"\s*(?:<|%PDF|\{\\rtf|(?:strict\s+)?(?:di)?graph\b[^\n,;\t]*\{)", re.IGNORECASE)
"""Pages, PDF, RTF and GraphViz: texts that are no table."""


@dataclass(frozen=True)
class Start:
    """``files``: the names of what is in a folder; a file has none. ``data``: the first bytes. ``text``: as text."""

    files: frozenset[str]
    data: bytes
    text: str

    @staticmethod
    def of(path: Path) -> Start:
        """How this file or folder begins."""
        if path.is_dir():
            return Start(frozenset(each.name for each in path.iterdir()), b"", "")
        with path.open("rb") as opened:
            data = opened.read(SIZE)
        return Start(frozenset(), data, data.decode(encoding_of(data), errors="replace").lstrip("\ufeff"))

    @property
    def is_text(self) -> bool:
        """Whether nothing in it says that it is no text: a text has no zeros, and few bytes of no encoding."""
        return "\0" not in self.text and self.text.count("\ufffd") * 10 <= len(self.text)

    @property
    def why_no_table(self) -> str | None:
        """Why it cannot be a table, as a key of the catalogue's ``errors.imports``; None where it may be one."""
        if self.data.startswith(_PACKED):
            return "workbook" if any(name in self.data for name in _WORKBOOK) else "packed"
        if _PAGE.match(self.text):
            return "page"
        return None if self.is_text and not _OTHER_TEXTS.match(self.text) else "of_no_format"

    @property
    def line(self) -> str:
        """The first line that is not empty."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")

    @property
    def record(self) -> dict[str, Any]:
        """The object that the first line is; an empty one where it is none."""
        if len(self.line) >= SIZE // 2:  # it may be cut off
            return {name: None for name in ("source_platform", "__import_meta") if f'"{name}"' in self.line}
        try:
            read = json.loads(self.line)
        except (ValueError, RecursionError):
            return {}
        return read if isinstance(read, dict) else {}

    @property
    def header(self) -> set[str]:
        """The plain names in the first line, by whatever they are separated."""
        separated = self.line
        for delimiter in ";\t|":
            separated = separated.replace(delimiter, ",")
        return {plain(cell) for cell in separated.split(",")}


def never(start: Start) -> bool:
    """Of a format that nothing is recognised as."""
    return False
