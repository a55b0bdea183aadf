"""A year of a heavy user, 5,000,000 sightings in lists, sent to one companion: its end beside its beginning.

Both are a fiftieth of the whole; the beginning is the second, as the first fills an empty file. A quarter of a list's
rows are people who were not seen before. No pictures are sent. --write puts the table into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import aiohttp

from companion.store.folder import DATABASE
from scripts.research.measuring.documents import Part
from scripts.research.measuring.ingest_speed import companion, paired, processor_seconds
from tests.companion.wire_samples import account, batch, capture

PART = Part("reliability.md", "scripts/bench.py year --write")
SIGHTINGS = 5_000_000
ROWS = 100
LISTS_A_SESSION = 20
NEW_SHARE = 0.25
STRETCHES = 50
BEGAN = datetime(2026, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Stretch:
    """Sightings a second by the clock (``rate``) and by the companion's processor time (``own_rate``); bytes."""

    rate: float
    own_rate: float
    memory: int


@dataclass(frozen=True)
class Year:
    sightings: int
    seconds: float
    beginning: Stretch
    end: Stretch
    database: int


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py year", description=__doc__)
    parser.add_argument("--sightings", type=int, default=SIGHTINGS)
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    PART.show(_report(measure(chosen.sightings)), chosen.write)
    return 0


def measure(sightings: int) -> Year:
    """Replay so many; at least STRETCHES batches."""
    with companion() as (url, pid, data):
        return asyncio.run(_replayed(url, pid, data, sightings))


def lists(count: int) -> Iterator[dict[str, Any]]:
    """So many batches, each a list of ROWS people with its owner."""
    choose = random.Random(1)
    people = ROWS
    for number in range(count):
        rows = []
        for _ in range(ROWS):
            is_new = choose.random() < NEW_SHARE
            people += is_new
            rows.append(people if is_new else choose.randrange(people))
        owner, *members = (_person(each) for each in dict.fromkeys([choose.randrange(people), *rows]))
        seen = capture(owner["ref"], [each["ref"] for each in members], kind="following", complete=False)
        made = batch(owner, *members, captures=[seen])
        made["session"] = str(UUID(int=number // LISTS_A_SESSION, version=4))
        made["observed_at"] = (BEGAN + timedelta(days=365 * number / count)).isoformat()
        made["page"] = made["page"] | {"address": f"https://demo.example/{owner['handle']}/following"}
        yield made


def _person(number: int) -> dict[str, Any]:
    picture = {"address": f"https://pictures.example/{number}.jpg"}
    return account(f"person{number}", str(number), display_name=f"Person {number}", picture=picture)


async def _replayed(url: str, pid: int, data: Path, sightings: int) -> Year:
    count = max(sightings // (ROWS + 1), STRETCHES)
    stretch = count // STRETCHES
    began = time.perf_counter()
    made = lists(count)
    async with aiohttp.ClientSession(url) as http:
        headers, _ = await paired(http, url, data)

        async def send(batches: int) -> Stretch:
            clock, own, sent = 0.0, processor_seconds(pid) or 0.0, 0
            for _ in range(batches):
                body = next(made)
                sent += len(body["accounts"])
                before = time.perf_counter()
                async with http.post("/api/v1/observations", json=body, headers=headers) as answer:
                    if answer.status != 200:
                        raise RuntimeError(await answer.text())
                    await answer.read()
                clock += time.perf_counter() - before
            own = (processor_seconds(pid) or 0.0) - own
            return Stretch(sent / clock, sent / max(own, 0.01), _memory(pid))

        await send(stretch)
        beginning = await send(stretch)
        for number in range(2, STRETCHES - 1):
            between = await send(stretch)
            print(f"{2 * number} %: {between.rate:,.0f} a second, {between.memory / 1e6:,.0f} MB", file=sys.stderr)
        end = await send(count - stretch * (STRETCHES - 1))
    return Year(sightings, time.perf_counter() - began, beginning, end, (data / DATABASE).stat().st_size)


def _memory(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


def _report(year: Year) -> Iterator[str]:
    yield (
        f"{year.sightings:,} sightings in {year.seconds / 60:,.0f} minutes, and a database of "
        f"{year.database / 1e6:,.0f} MB; the machine's load was {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    )
    yield ""
    yield "| | beginning | end | ratio |"
    yield "|---|---:|---:|---:|"
    for name, first, last in (
        ("sightings a second, by the clock", year.beginning.rate, year.end.rate),
        ("sightings for each second of a core", year.beginning.own_rate, year.end.own_rate),
        ("server's memory, MB", year.beginning.memory / 1e6, year.end.memory / 1e6),
    ):
        yield f"| {name} | {first:,.0f} | {last:,.0f} | {last / first:.2f} |"
