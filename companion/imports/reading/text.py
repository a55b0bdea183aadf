"""Text files of any size, line by line, in the encoding that they are in."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from companion.imports.reading.reading import REPORT_EVERY, Reading
from companion.imports.reading.reasons import UnreadableError

LONGEST_LINE = 64 * 2**20
SNIFFED = 2**16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(start: bytes) -> str:
    """The encoding of text that begins like this, by its mark or by where its zeros are; else UTF-8."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    even, odd = start[0::2], start[1::2]
    if len(odd) > 1 and odd.count(0) > len(odd) // 2:
        return "utf-16-le"
    if len(even) > 1 and even.count(0) > len(even) // 2:
        return "utf-16-be"
    return "utf-8"


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], IO[str]]]:
    """A file's bytes, and its text: bytes that are no text stay marked as such, so that only their row is lost."""
    with path.open("rb") as raw:
        encoding = encoding_of(raw.read(SNIFFED))
        raw.seek(0)
        # The codecs of 16 and 32 bits cannot mark what they cannot read.
        errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
        with io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="") as text:
            yield raw, text


def lines(reading: Reading, share: float = 1.0) -> Iterator[str]:
    """Each line that is not empty; ``share``: how much of the work reading it is.

    Raises :class:`BadRequestError` for one of more than 64 million characters.
    """
    with opened(reading.path) as (raw, text):
        read = 0
        while line := text.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                raise reading.refusal("imports.long_line", longest=LONGEST_LINE)
            read += 1
            if read % REPORT_EVERY == 0:
                reading.further(share * raw.tell() / max(1, reading.path.stat().st_size))
            if line.strip():
                yield line


def check(row: Iterable[str]) -> None:
    """Raises :class:`UnreadableError` where bytes among these texts were none, as those of another encoding."""
    try:
        for text in row:
            if not text.isascii():
                text.encode()
    except UnicodeEncodeError:
        raise UnreadableError("imports.row.no_utf8") from None


def json_object(line: str) -> dict[str, Any]:
    """The object that a line of NDJSON is. Raises :class:`UnreadableError` where it is none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise UnreadableError("imports.row.no_json") from None
    if not isinstance(row, dict):
        raise UnreadableError("imports.row.no_object")
    return row
