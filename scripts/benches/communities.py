"""Communities of ties beside networkit's Louvain and igraph's Leiden: time, memory and modularity in one run.

The networks are made up: communities of 20 to 3,000 accounts, of which some have very many ties, and two ties of five
lead out of them. Each library works in a process of its own, and the last row is the whole command.
--write puts the table into docs/network.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from companion.core.graph import IntArray
from companion.store.connection import connect
from companion.store.db import Store
from companion.store.folder import DATABASE
from scripts.research.measuring.documents import ROOT, Part, table

PART = Part("network.md", "scripts/bench.py communities --write")
SIZES = (200_000, 5_000_000)
WHO = ("eyeline", "networkit", "igraph")
TARGET = 1.5
TIES_AN_ACCOUNT = 10
SMALLEST, LARGEST = 20, 3_000
OUTWARD = 0.4
MOST_TIES = 2_000
STEEP = 2.3
"""So steeply falls how many accounts have how many ties."""
SEEN = "2025-01-01T00:00:00.000000Z"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py communities", description=__doc__)
    parser.add_argument("--edges", type=int, nargs="+", default=SIZES, help="so many ties (200000 5000000)")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as made:
        for count in chosen.edges:
            folder = Path(made) / f"{count}"
            with ProcessPoolExecutor(1) as apart:  # a process begins with the peak of the one that it comes from
                stored = apart.submit(store_ties, folder, count).result()
            rows += _rows(stored, folder)
    PART.show(report(rows), chosen.write)
    return 0


def planted(count: int) -> IntArray:
    """Ties (2, about as many as asked) between accounts of communities, each once; accounts are numbers from 0."""
    rng = np.random.default_rng(count)
    accounts = count // TIES_AN_ACCOUNT
    sizes = (1 / (1 / SMALLEST - rng.random(accounts // SMALLEST + 1) * (1 / SMALLEST - 1 / LARGEST))).astype(np.int64)
    ends = np.minimum(np.cumsum(sizes), accounts)  # of communities, whose members stand together
    drawn = (1 - rng.random(accounts) * (1 - MOST_TIES ** (1 - STEEP))) ** (1 / (1 - STEEP))
    upto = np.concatenate([[0.0], np.cumsum(drawn)])

    def one(low: Any, high: Any, many: int) -> IntArray:
        at = np.searchsorted(upto, low + rng.random(many) * (high - low), "right") - 1
        return np.asarray(np.minimum(at, accounts - 1))

    many = count + count // 7
    sources, targets = one(0, upto[-1], many), one(0, upto[-1], many)
    inside = rng.random(many) >= OUTWARD
    community = np.searchsorted(ends, sources[inside], "right")
    first = np.concatenate([[0], ends])[community]
    targets[inside] = one(upto[first], upto[ends[community]], int(inside.sum()))
    pairs = np.sort(np.stack([sources, targets]), axis=0)[:, sources != targets]
    numbered = rng.permutation(np.unique(pairs[0] * accounts + pairs[1]))[:count]
    mixed = rng.permutation(accounts)
    sources, targets = mixed[numbered // accounts], mixed[numbered % accounts]
    order = np.lexsort((targets, sources))  # as indexes are filled fastest
    return np.stack([sources[order], targets[order]])


def store_ties(folder: Path, count: int) -> int:
    """A database of :func:`planted` ties and nothing else; how many there are."""
    ties = planted(count)
    with Store(folder):
        pass
    with closing(connect(folder / DATABASE)) as conn:
        conn.execute("PRAGMA cache_size = -200000")  # 200 MB, only to be done sooner
        conn.execute("BEGIN")
        conn.execute("DROP TRIGGER standing_by_edge")
        conn.executemany(
            "INSERT INTO accounts (id, platform, handle, first_seen, last_seen) VALUES (?, 'demo', ?, ?, ?)",
            ((number + 1, f"account{number}", SEEN, SEEN) for number in range(int(ties.max()) + 1)),
        )
        conn.executemany(
            "INSERT INTO edges (kind, source, target, first_seen, last_seen) VALUES ('follows', ?, ?, ?, ?)",
            ((source + 1, target + 1, SEEN, SEEN) for source, target in zip(*ties.tolist(), strict=True)),
        )
        conn.execute("COMMIT")
    return len(ties[0])


def _rows(ties: int, folder: Path) -> Iterator[list[str]]:
    found: dict[str, dict[str, Any]] = {}
    for who in WHO:
        if importlib.util.find_spec(who) is not None or who == "eyeline":
            print(f"{ties:,} ties: {who} ...", file=sys.stderr)
            command = [sys.executable, "-m", "scripts.research.measuring.community_speed", who, str(folder)]
            done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
            found[who] = json.loads(done.stdout)
    theirs = found.get("networkit", {}).get("seconds")
    for who, each in found.items():
        yield _cells(ties, who, each["seconds"], theirs, each["peak"], f"{each['modularity']:.4f}")
    command = [sys.executable, "-m", "companion", "analyse", "communities", "--ties", "links", "--data", str(folder)]
    _, status, used = os.wait4(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL).pid, 0)
    assert status == 0
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    yield _cells(ties, "eyeline, the whole command", used.ru_utime + used.ru_stime, theirs, peak, "")


def _cells(ties: int, who: str, taken: float, theirs: float | None, peak: int, quality: str) -> list[str]:
    ratio = "" if theirs is None or who == "networkit" else f"{taken / theirs:.1f}"
    return [f"{ties:,}", who, f"{taken:.1f}", ratio, f"{peak / 1e6:,.0f} MB", quality]


def report(rows: Sequence[list[str]]) -> Iterator[str]:
    yield "Seconds of the processor, on one thread; networkit's Louvain (PLM) and igraph's Leiden (two iterations)."
    yield ""
    yield table(
        ["ties", "by", "seconds", f"of networkit's (target {TARGET:g})", "memory", "modularity"], rows, numbers=True
    )
