"""Whole-network work on 100,000 accounts and 1,000,000 edges, beside networkx and igraph, and ingest through the API.

Each library works in a process of its own on the same database, so that its peak memory is its own; times of short
steps are the shortest of three. The database is made by scripts/simulate.py --bench, or named by --data.
--write puts the tables into docs/network.md.
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

from scripts.research.measuring import ingest_speed, network_speed
from scripts.research.measuring.documents import ROOT, Part

PART = Part("network.md", "scripts/bench.py graph --write")
LIBRARIES = ("eyeline", "networkx", "igraph")
ROWS = {
    "load": ("from the database to a graph", 1.5),
    "walk": ("personalised PageRank from 50 marked accounts", 0.3),
    "components": ("connected components", 0.3),
    "shared": ("`shared` over 1,000 suspects", 1.0),
    "communities": ("communities (Louvain)", 3.0),
}
PEAK_TARGET = 600
INGEST_TARGET = 5000
RANK_TARGET = 3
EDGES_SENT = 30_000


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py graph", description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder that scripts/simulate.py --bench filled")
    parser.add_argument("--communities", action="store_true", help="of networkx, too: that takes minutes")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.data or _simulated(Path(made))
        database = folder / "eyeline.db"
        results = {who: _measured(who, database, chosen.communities) for who in LIBRARIES}
        sent = ingest_speed.measure(database, EDGES_SENT)
    PART.show(report(results, sent), chosen.write)
    return 0


def _simulated(folder: Path) -> Path:
    print("Making the database (minutes) ...", file=sys.stderr)
    command = [sys.executable, "scripts/simulate.py", str(folder / "world"), "--bench"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    return folder / "world"


def _measured(who: str, database: Path, communities: bool) -> dict[str, Any]:
    print(f"{who} ...", file=sys.stderr)
    command = [sys.executable, "-m", "scripts.research.measuring.network_speed", who, str(database)]
    if communities:
        command.append("--communities")
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


def report(results: dict[str, dict[str, Any]], sent: ingest_speed.IngestSpeed) -> Iterator[str]:
    ours = results["eyeline"]
    yield f"{ours['accounts']:,} accounts, {ours['edges']:,} directed edges (a friendship is two); seconds of one core."
    yield ""
    yield "| | target | Eyeline | networkx | igraph |"
    yield "|---|---:|---:|---:|---:|"
    for step, (words, target) in ROWS.items():
        yield f"| {words} | {target:g} | {' | '.join(_cell(results, who, step) for who in LIBRARIES)} |"
    peaks = " | ".join(f"{results[who]['peak'] / 1e6:,.0f}" for who in LIBRARIES)
    yield f"| peak memory of the process, MB | {PEAK_TARGET} | {peaks} |"
    yield ""
    yield "For `shared` networkx and igraph only count neighbours in common; Eyeline also tests every pair against the"
    yield "BiCM. Ratios are to Eyeline's time."
    yield ""
    suspects, walks = network_speed.SUSPECTS, network_speed.SUSPECTS / 100
    of_walks = ours["seconds"]["rank"] / walks / results["igraph"]["seconds"]["walk"]
    yield (
        f"`suspects` from {suspects:,} marked accounts: {ours['seconds']['rank']:.1f} s, which is {of_walks:.1f} of "
        f"one personalised PageRank of igraph for each 100 of them (target {RANK_TARGET:g})."
    )
    yield ""
    by_clock, load = sent.edges / sent.new, os.getloadavg()[0]
    yield (
        f"Ingest through the API, one batch of {ingest_speed.ACCOUNTS_A_BATCH} accounts after the other: "
        f"{by_clock:,.0f} edges a second by the clock (target {INGEST_TARGET:,}), while the machine's load was "
        f"{load:.1f} on {os.cpu_count()} cores. It takes {sent.new / sent.again:.1f} times as long as the same batches "
        "sent again, of which nothing is stored."
    )
    if sent.processor is not None:
        yield f"For each second that the companion has a core to itself: {sent.edges / sent.processor:,.0f} edges."


def _cell(results: dict[str, dict[str, Any]], who: str, step: str) -> str:
    seconds = results[who]["seconds"]
    value = seconds.get(step, seconds.get(f"{step} (counts only)"))
    if value is None:
        return "not run"
    ratio = "" if who == "eyeline" else f" ({value / results['eyeline']['seconds'][step]:,.1f}×)"
    return f"{value:.3f}{ratio}"
