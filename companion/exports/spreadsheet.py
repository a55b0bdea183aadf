"""CSV for spreadsheets: no cell is taken for a formula, and every cell can be read back as it was."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from companion.core.facts import TABLES
from companion.core.file_text import cell
from companion.exports.format import MANIFEST, Format, Rows

MEMBERS = "capture_members"
MOST_ROWS = 2**20 - 1
"""What a sheet of Excel or LibreOffice shows beside the line of names."""


def _write(rows: Rows, target: Path) -> None:
    for name in TABLES:
        if name == "captures":
            _write_captures(rows, target)
            continue
        names = [column.name for column in rows.columns(name)]
        with _table(target, name, names) as table:
            table.writerows([cell(row[name]) for name in names] for row in rows.of(name))
    for name, count in rows.read.items():
        if count > MOST_ROWS:
            rows.leave("more_than_a_sheet", rows=count, most=MOST_ROWS, table=name)


def _write_captures(rows: Rows, target: Path) -> None:
    """Who was seen in a capture is a table of its own: a cell of Excel holds 32,767 letters."""
    names = [column.name for column in rows.columns("captures") if column.name != "members"]
    with _table(target, "captures", names) as captures, _table(target, MEMBERS, ["capture", "member"]) as members:
        for row in rows.of("captures"):
            captures.writerow([cell(row[name]) for name in names])
            members.writerows([cell(row["capture"]), cell(member)] for member in row["members"])
            rows.read[MEMBERS] = rows.read.get(MEMBERS, 0) + len(row["members"])


@contextmanager
def _table(folder: Path, name: str, names: Sequence[str]) -> Iterator[Any]:
    """A table as Excel reads it without being told: UTF-8 with its mark, commas, and its line ends."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(names)
        yield table


FORMAT = Format(
    "spreadsheet",
    "A folder of CSV files that are safe to open in a spreadsheet.",
    tuple(TABLES),
    _write,
    files=(*(f"{name}.csv" for name in (*TABLES, MEMBERS)), MANIFEST),
)
