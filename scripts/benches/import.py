# ruff: noqa: N999 - it is called by what it measures
"""How long an import of a table of edges takes, beside plain statements that write the same rows.

Each works in a process of its own. `--against COMMIT` imports the same file with the companion of that commit, too.
--write puts the table into docs/files.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scripts.research.measuring.documents import ROOT, Part, table
from scripts.research.measuring.side_by_side import checked_out, measured, seconds, write_edges

PART = Part("files.md", "scripts/bench.py import --write")
SIZES = (100_000, 1_000_000)
TARGET_PLAIN = 2.5
TARGET_BEFORE = 4.0
MEASURE = "import_speed"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py import", description=__doc__)
    parser.add_argument("--edges", type=int, nargs="+", default=SIZES, help="so many in a file (100000 1000000)")
    parser.add_argument("--against", metavar="COMMIT", help="hold it against the companion of this commit")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made, checked_out(chosen.against, Path(made) / "before") as before:
        rows = [_row(count, Path(made) / f"{count}", before) for count in chosen.edges]
    PART.show(report(rows, chosen.against), chosen.write)
    return 0


def _row(count: int, folder: Path, before: Path | None) -> dict[str, Any]:
    folder.mkdir()
    file = folder / "edges.csv"
    write_edges(file, count)
    row = {"count": count, "now": measured(MEASURE, ROOT, file, folder / "now")}
    row["plain"] = measured(MEASURE, ROOT, "--plain", folder / "now", folder / "plain")
    if before is not None:
        row["before"] = measured(MEASURE, before, file, folder / "before")
    return row


def report(rows: Sequence[dict[str, Any]], against: str | None) -> Iterator[str]:
    print(file=sys.stderr)
    yield "Seconds of the processor; in brackets by the clock. Peak memory of the process; longest wait of a reader."
    yield ""
    head = ["edges", "plain statements", "import", f"ratio (target {TARGET_PLAIN:g})", "memory", "longest wait"]
    if against:
        head += [f"import at {against[:7]}", f"times faster (target {TARGET_BEFORE:g})"]
    yield table(head, (_cells(row) for row in rows), numbers=True)


def _cells(row: dict[str, Any]) -> list[str]:
    now, plain, before = row["now"], row["plain"], row.get("before")
    cells = [
        f"{row['count']:,}",
        seconds(plain),
        seconds(now),
        f"{now['cpu'] / plain['cpu']:.1f}",
        f"{now['peak'] / 1e6:,.0f} MB",
        f"{1000 * now['longest']:,.0f} ms",
    ]
    if before is not None:
        cells += [seconds(before), f"{before['cpu'] / now['cpu']:.1f}"]
    return cells
