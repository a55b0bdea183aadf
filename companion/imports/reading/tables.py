"""Tables in text files: separated by whatever they are, with what programs put before, between and beside the rows."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from companion.imports.reading.reading import REPORT_EVERY, Reading
from companion.imports.reading.text import SNIFFED, opened

LONGEST_CELL = 2**20
DELIMITERS = ",;\t|"
SAMPLED = 200
_HINT = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_NOTE = re.compile(r"(?:[^\W\d]+ ?){1,3}: \S")
"""How a note begins that stands below a table, after an empty line, as in "Source: our own survey"."""
_COMMENTS = ("#", "%")
MATRIX_MARKET = "matrixmarket "


@dataclass(frozen=True)
class Table:
    """A table's rows. ``first`` is the first, which may be a header; ``rest`` are the others, each as it stands.

    ``sample``: the first of the rest, which come again in it. ``remarks``: the lines of comments before the table, each
    as cells. ``by_spaces``: its cells are separated by spaces, as words of a text are. ``is_named``: the first row
    is surely of the columns' names.
    """

    first: list[str]
    sample: list[list[str]]
    rest: Iterator[list[str]]
    remarks: list[list[str]] = field(default_factory=list)
    by_spaces: bool = False
    is_named: bool = False

    def below(self, at: int) -> Table:
        """The same with a row of the sample as its first; only one of both can be read."""
        rest = itertools.islice(self.rest, at + 1, None)
        return replace(self, first=self.sample[at], sample=self.sample[at + 1 :], rest=rest)


@contextmanager
def table(reading: Reading, share: float = 1.0, path: Path | None = None) -> Iterator[Table]:
    """A table, separated by a comma, semicolon, tab, bar or spaces. ``share``: how much of the work reading it is.
    ``path``: of one of the files, where it is a folder that is read.

    Raises :class:`BadRequestError` where it is empty, or a cell has more than a million characters.
    """
    csv.field_size_limit(LONGEST_CELL)
    path = path or reading.path
    with opened(path) as (raw, text):
        form = _form(text.read(SNIFFED))
        text.seek(0)
        lines: Iterator[str] = itertools.islice(text, form.skipped, None)
        if form.remarks:
            lines = (line for line in lines if not _is_remark(line, form.delimiter))
        cells = csv.reader(lines, delimiter=form.delimiter, skipinitialspace=form.delimiter == " ")
        rows = _rows(_whole(cells) if form.delimiter == " " else cells, reading, (raw, path.stat().st_size), share)
        first = next(rows, None)
        if first is None:
            raise reading.refusal("imports.empty")
        sample = list(itertools.islice(rows, SAMPLED))
        if sample and all(len(row) == len(first) + 1 for row in sample):
            first = ["", *first]  # R names the rows, and not their column
        remarks = [_cells(line, form.delimiter) for line in form.remarks]
        yield Table(first, sample, itertools.chain(sample, rows), remarks, form.delimiter == " ")


def _rows(
    read: Iterator[list[str]], reading: Reading, source: tuple[IO[bytes], int], share: float
) -> Iterator[list[str]]:
    raw, size = source
    follows_gap = False
    try:
        for number, row in enumerate(read):
            if number % REPORT_EVERY == 0:
                reading.further(share * raw.tell() / max(1, size))
            if not any(row):
                follows_gap = True
            elif not (follows_gap and _NOTE.match(row[0])):
                follows_gap = False
                yield row
    except csv.Error as error:
        raise reading.refusal("imports.no_table", reason=error) from None


def _whole(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Without the nothing after a last space; what networkx writes of an edge's data is one cell."""
    for row in rows:
        while row and row[-1] == "":
            row.pop()
        at = next((place for place, cell in enumerate(row) if cell.startswith("{")), None)
        yield row if at is None else [*row[:at], " ".join(row[at:])]


@dataclass(frozen=True)
class _Form:
    delimiter: str
    skipped: int
    """So many lines stand before the table."""
    remarks: list[str]


def _form(start: str) -> _Form:
    lines = start.splitlines()
    if not lines:
        return _Form(",", 0, [])
    if (hint := _HINT.fullmatch(lines[0])) is not None:
        return _Form(hint[1], 1, [])
    remarks = list(itertools.takewhile(lambda line: not line.strip() or _is_remark(line), lines))
    if any(line.strip() for line in remarks):
        rest = lines[len(remarks) :]
        said = [line.strip().lstrip("".join(_COMMENTS)).strip() for line in remarks if line.strip()]
        has_sizes = said[0].lower().startswith(MATRIX_MARKET)  # then the first line counts rows, columns and entries
        return _Form(_delimiter(rest), len(remarks) + has_sizes, said)
    return _Form(_delimiter(lines), 0, [])


def _is_remark(line: str, delimiter: str | None = None) -> bool:
    """A line of comment; a column may be called ``#``, and what follows it is a delimiter then."""
    bare = line.strip()
    if not bare.startswith(_COMMENTS):
        return False
    after = bare.lstrip("".join(_COMMENTS))[:1]
    return not after or (
        after not in DELIMITERS.replace("\t", "") if delimiter in (None, " ", "\t") else after != delimiter
    )


def _delimiter(lines: list[str]) -> str:
    """The one that is most often in the first line, outside of quotes, or in most others; spaces where there is none.

    One column may have a name of several words, as Mastodon's ``Account address``: then no line after it has a space.
    """
    written = [line.strip() for line in lines[:SAMPLED] if line.strip()]
    line = next(iter(written), "")
    found = max(DELIMITERS, key=lambda each: (_count(line, each), -DELIMITERS.index(each)))
    if _count(line, found) == 0:  # a note may stand before the table
        often = {each: sum(_count(other, each) > 0 for other in written) for each in DELIMITERS}
        likely = max(often, key=lambda each: often[each])
        if often[likely] * 2 >= len(written):
            return likely
    by_spaces = _count(line, found) == 0 and _count(line, " ") > 0
    return " " if by_spaces and (len(written) == 1 or any(" " in each for each in written[1:])) else found


def _count(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[0::2])


def _cells(line: str, delimiter: str) -> list[str]:
    return line.split() if delimiter == " " else [cell.strip() for cell in line.split(delimiter)]
