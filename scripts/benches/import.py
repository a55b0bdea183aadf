# ruff: noqa: N999 - it is called by what it measures
"""How long an import of a table of edges takes, beside plain statements that write the same rows.

Each works in a process of its own. `--against COMMIT` imports the same file with the companion of that commit, too.
--write puts the table into docs/files.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scripts.research.measuring.documents import ROOT, Part, table

PART = Part("files.md", "scripts/bench.py import --write")
SIZES = (100_000, 1_000_000)
EDGES_AN_ACCOUNT = 6
TARGET_PLAIN = 2.5
TARGET_BEFORE = 4.0
MEASURE = Path("scripts/research/measuring/import_speed.py")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py import", description=__doc__)
    parser.add_argument("--edges", type=int, nargs="+", default=SIZES, help="so many in a file (100000 1000000)")
    parser.add_argument("--against", metavar="COMMIT", help="hold it against the companion of this commit")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        before = _checked_out(chosen.against, Path(made) / "before") if chosen.against else None
        try:
            rows = [_row(count, Path(made) / f"{count}", before) for count in chosen.edges]
        finally:
            if before is not None:
                subprocess.run(["git", "worktree", "remove", "--force", before], cwd=ROOT, check=True)
    PART.show(report(rows, chosen.against), chosen.write)
    return 0


def _checked_out(commit: str, folder: Path) -> Path:
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", folder, commit], cwd=ROOT, check=True)
    return folder


def _row(count: int, folder: Path, before: Path | None) -> dict[str, Any]:
    folder.mkdir()
    file = folder / "edges.csv"
    _write(file, count)
    row = {"count": count, "now": _measured(ROOT, file, folder / "now")}
    row["plain"] = _measured(ROOT, "--plain", folder / "now", folder / "plain")
    if before is not None:
        row["before"] = _measured(before, file, folder / "before")
    return row


def _write(file: Path, count: int) -> None:
    """A table of edges between accounts of which few have very many."""
    rng = np.random.default_rng(count)
    accounts = count // EDGES_AN_ACCOUNT
    ends = (accounts * rng.random((2, count + count // 4)) ** np.array([[2.0], [1.0]])).astype(np.int64)
    pairs = np.unique(ends[:, ends[0] != ends[1]], axis=1)
    chosen = pairs[:, rng.permutation(pairs.shape[1])[:count]]
    with file.open("w", encoding="utf-8") as out:
        out.write("source,target\n")
        out.writelines(f"person.{source},person.{target}\n" for source, target in chosen.T.tolist())


def _measured(sources: Path, *arguments: str | Path) -> dict[str, Any]:
    print(".", end="", file=sys.stderr, flush=True)
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    command = [sys.executable, ROOT / MEASURE, *arguments]
    done = subprocess.run(command, cwd=sources, env=environment, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


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
        _seconds(plain),
        _seconds(now),
        f"{now['cpu'] / plain['cpu']:.1f}",
        f"{now['peak'] / 1e6:,.0f} MB",
        f"{1000 * now['longest']:,.0f} ms",
    ]
    if before is not None:
        cells += [_seconds(before), f"{before['cpu'] / now['cpu']:.1f}"]
    return cells


def _seconds(measured: dict[str, Any]) -> str:
    return f"{measured['cpu']:.1f} ({measured['wall']:.1f})"
