"""Ingest through the API beside that of another commit: the same lists, some batches to one and then to the other.

Two companions of their own take turns, so that whatever else the machine does falls upon both. The lists are those of a
world by scripts/simulate.py, or named by --data. --write puts the table into docs/network.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from companion.store.folder import DATABASE
from scripts.research.measuring.documents import ROOT, Part
from scripts.research.measuring.ingest_speed import batches, companion, paired, processor_seconds, until_quiet
from scripts.research.measuring.side_by_side import checked_out

PART = Part("network.md", "scripts/bench.py ingest --write")
TARGET = 2.0
A_TURN = 20  # batches; where they come one by one, the companion syncs its log after each
WORLD = ("--accounts", "8000", "--visited", "1", "--completeness", "1")


@dataclass
class Taken:
    """Seconds of each batch by the clock, and all that the companion's process took of the processor meanwhile."""

    batches: list[float] = field(default_factory=list)
    processor: float = 0.0

    @property
    def clock(self) -> float:
        return sum(self.batches)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py ingest", description=__doc__)
    parser.add_argument("--edges", type=int, default=30_000, help="so many are sent (30000)")
    parser.add_argument("--data", type=Path, help="a folder that scripts/simulate.py filled")
    parser.add_argument("--against", metavar="COMMIT", help="hold it against the companion of this commit")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made, checked_out(chosen.against, Path(made) / "before") as before:
        world = chosen.data or _simulated(Path(made) / "world")
        sent = list(batches(world / DATABASE, chosen.edges))
        sources = [ROOT] if before is None else [before, ROOT]
        *earlier, now = asyncio.run(_sent(sources, [json.dumps(body).encode() for body, _ in sent]))
    edges = sum(count for _, count in sent)
    PART.show(_report(edges, now, earlier[0] if earlier else None, chosen.against), chosen.write)
    return 0


def _simulated(folder: Path) -> Path:
    print("Making the world (a minute) ...", file=sys.stderr)
    command = [sys.executable, "scripts/simulate.py", str(folder), *WORLD]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    return folder


async def _sent(sources: Sequence[Path], bodies: Sequence[bytes]) -> list[Taken]:
    """What the companion of each of these sources took, one batch after the other."""
    with ExitStack() as serving:
        servers = [serving.enter_context(companion(each)) for each in sources]
        async with AsyncExitStack() as asking:
            sessions = [await asking.enter_async_context(aiohttp.ClientSession(url)) for url, _, _ in servers]
            headers = [
                (await paired(http, url, data))[0] for http, (url, _, data) in zip(sessions, servers, strict=True)
            ]
            for _, pid, _ in servers:
                await until_quiet(pid)
            taken = [Taken(processor=-(processor_seconds(pid) or 0.0)) for _, pid, _ in servers]
            for first in range(0, len(bodies), A_TURN):
                for http, shown, each in zip(sessions, headers, taken, strict=True):
                    for body in bodies[first : first + A_TURN]:
                        each.batches.append(await _seconds(http, shown, body))
            for each, (_, pid, _) in zip(taken, servers, strict=True):
                each.processor += processor_seconds(pid) or 0.0
    return taken


async def _seconds(http: aiohttp.ClientSession, headers: dict[str, str], body: bytes) -> float:
    began = time.perf_counter()
    async with http.post("/api/v1/observations", data=body, headers=headers) as answer:
        said = await answer.text()
    if answer.status != 200:
        raise RuntimeError(said)
    return time.perf_counter() - began


def _report(edges: int, now: Taken, before: Taken | None, against: str | None) -> Iterator[str]:
    yield (
        f"{edges:,} edges in {len(now.batches)} batches, one after the other; the machine's load was "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    )
    yield ""
    if before is None:
        yield f"{edges / now.clock:,.0f} edges a second by the clock, {edges / now.processor:,.0f} for each of a core."
        return
    yield f"| edges a second | at {against and against[:7]} | now | times faster (target {TARGET:g}) |"
    yield "|---|---:|---:|---:|"
    for name, first, last in (
        ("by the clock", before.clock, now.clock),
        ("for each second of a core", before.processor, now.processor),
    ):
        yield f"| {name} | {edges / first:,.0f} | {edges / last:,.0f} | {first / last:.1f} |"
