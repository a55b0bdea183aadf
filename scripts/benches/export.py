"""How long an export of a large network takes, as Parquet and as GEXF.

Each works in a process of its own. `--against COMMIT` does the same with the companion of that commit, too: each
exports the database into which it imported the same table itself.
--write puts the table into docs/files.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from companion.exports.format import FORMATS
from scripts.research.measuring.documents import ROOT, Part, table
from scripts.research.measuring.side_by_side import checked_out, measured, seconds, write_edges

PART = Part("files.md", "scripts/bench.py export --write")
SIZES = (100_000, 1_000_000)
NAMES = ("parquet", "gexf")
TARGET_BEFORE = 4.0
MEASURE = "export_speed"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py export", description=__doc__)
    parser.add_argument("--edges", type=int, nargs="+", default=SIZES, help="so many in a database (100000 1000000)")
    parser.add_argument("--against", metavar="COMMIT", help="hold it against the companion of this commit")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made, checked_out(chosen.against, Path(made) / "before") as before:
        rows = [row for count in chosen.edges for row in _rows(count, Path(made) / f"{count}", before)]
    PART.show(report(rows, chosen.against), chosen.write)
    return 0


def _rows(count: int, folder: Path, before: Path | None) -> Iterator[dict[str, Any]]:
    folder.mkdir()
    file = folder / "edges.csv"
    write_edges(file, count)
    companions = {when: sources for when, sources in (("before", before), ("now", ROOT)) if sources is not None}
    for when, sources in companions.items():
        measured("import_speed", sources, file, folder / when)
    for name in NAMES:
        row: dict[str, Any] = {"count": count, "name": name}
        for when, sources in companions.items():
            row[when] = measured(MEASURE, sources, name, folder / when, _target(folder / f"{name}-{when}", name))
        yield row


def _target(path: Path, name: str) -> Path:
    if FORMATS.named(name).is_folder:
        path.mkdir()
    return path


def report(rows: Sequence[dict[str, Any]], against: str | None) -> Iterator[str]:
    print(file=sys.stderr)
    yield "Seconds of the processor; in brackets by the clock. Peak memory of the process."
    yield ""
    head = ["edges", "format", "export", "memory"]
    if against:
        head += [f"export at {against[:7]}", "its memory", f"times faster (target {TARGET_BEFORE:g})"]
    yield table(head, (_cells(row) for row in rows), numbers=True)


def _cells(row: dict[str, Any]) -> list[str]:
    now, before = row["now"], row.get("before")
    cells = [f"{row['count']:,}", str(row["name"]), seconds(now), f"{now['peak'] / 1e6:,.0f} MB"]
    if before is not None:
        cells += [seconds(before), f"{before['peak'] / 1e6:,.0f} MB", f"{before['cpu'] / now['cpu']:.1f}"]
    return cells
