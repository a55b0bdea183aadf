"""How soon groups are judged anew after a list of 500 was stored, and what that takes from storing lists.

On a collection of 100,000 accounts and 1,000,000 edges, made by scripts/simulate.py --bench, or a copy of the one that
--data names. Lists are stored as the companion stores them, in batches as the extension sends them, with groups judged
in the background and without, in turns. --write puts the figures into docs/network.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from uuid import uuid4

import numpy as np

from companion.core.wire.observations import Batch
from companion.operations.ingest import store_batch
from companion.store import chosen_settings
from companion.store.db import Store
from companion.store.folder import DATABASE
from companion.store.times import now
from companion.workers.judging_worker import Judging
from scripts.research.measuring.documents import ROOT, Part
from scripts.research.measuring.ingest_speed import ACCOUNTS_A_BATCH, Json, list_batch, processor_seconds

PART = Part("network.md", "scripts/bench.py groups --write")
LIST = 500
TARGET = 5.0
TURNS = 4
LONGEST = 1200
_BEGAN = datetime(2026, 3, 1, tzinfo=timezone.utc)


@dataclass
class Times:
    """Seconds: of the first judgement, of each later one from the list's last batch on, and of storing lists.

    ``processor``: what each later one took of a core, where the system has a ``/proc`` to read it from.
    """

    first: float = 0.0
    again: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    alone: float = 0.0
    beside: float = 0.0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py groups", description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder that scripts/simulate.py --bench filled")
    parser.add_argument("--lists", type=int, default=5, help="lists after which is judged, and lists a turn (5)")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "world"
        if chosen.data is None:
            command = [sys.executable, "scripts/simulate.py", str(folder), "--bench"]
            subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
        else:
            folder.mkdir()
            shutil.copy(chosen.data / DATABASE, folder / DATABASE)
        with closing(Store(folder)) as store:
            times = measure(store, chosen.lists)
    PART.show(report(times, chosen.lists), chosen.write)
    return 0


def measure(store: Store, count: int) -> Times:
    """Store lists in the collection, and wait for the judgement."""
    times = Times()
    lists = new_lists(store)
    finished = threading.Event()
    judging = Judging(store, finished=lambda: finished.set() if judging.is_current else None)
    store.on_change(judging.stored)
    store.submit(lambda conn: chosen_settings.choose_groups_marked(conn, True)).result()
    began = time.perf_counter()
    judging.start()
    try:
        _wait(finished)
        times.first = time.perf_counter() - began
        for _ in range(count):
            _store(store, next(lists))
            finished.clear()
            began, before = time.perf_counter(), _children_seconds()
            _wait(finished)
            times.again.append(time.perf_counter() - began)
            times.processor.append(_children_seconds() - before)
            print(".", end="", file=sys.stderr, flush=True)
        for turn in range(TURNS):
            store.on_change((lambda: None) if turn % 2 else judging.stored)
            taken = sum(_store(store, next(lists)) for _ in range(count))
            if turn % 2:
                times.alone += taken
            else:
                times.beside += taken
                finished.clear()
                _wait(finished)
    finally:
        judging.close()
    return times


def _children_seconds() -> float:
    """What the processes that this one began have taken of the processor; 0 where that cannot be read."""
    taken = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == os.getpid():
                taken += processor_seconds(int(stat.parent.name)) or 0.0
    return taken


def _wait(finished: threading.Event) -> None:
    if not finished.wait(LONGEST):
        raise TimeoutError("groups were not judged")


def new_lists(store: Store) -> Iterator[list[Json]]:
    """Friend lists of accounts that were not known, of people who are: each list's batches."""
    rng = np.random.default_rng(20260301)
    people = store.read_here(
        lambda conn: [dict(row) for row in conn.execute("SELECT * FROM accounts WHERE platform = 'facebook'")]
    )
    for number in range(10**6):
        owner = {"platform": "facebook", "account_id": None, "handle": f"bench.{number}", "display_name": "Bench"}
        owner["address"] = f"https://www.facebook.com/bench.{number}"
        members = [people[at] for at in rng.choice(len(people), LIST, replace=False)]
        capture = str(uuid4())
        made = []
        for first in range(0, LIST, ACCOUNTS_A_BATCH):
            some = members[first : first + ACCOUNTS_A_BATCH]
            batch = list_batch(owner, some, capture, "friends", first + len(some))
            made.append(batch | {"observed_at": (_BEGAN + timedelta(minutes=number, seconds=first)).isoformat()})
        yield made


def _store(store: Store, batches: list[Json]) -> float:
    """Seconds until all of it is stored."""
    parsed = [Batch.model_validate(batch) for batch in batches]
    began = time.perf_counter()
    for batch in parsed:
        store.submit(partial(store_batch, batch=batch, received_at=now())).result()
    return time.perf_counter() - began


def report(times: Times, count: int) -> Iterator[str]:
    lists = count * TURNS // 2
    load, cores = os.getloadavg()[0], os.cpu_count()
    again = statistics.median(times.again)
    yield (
        f"From a list of {LIST} stored until groups are judged anew: {again:.1f} s in the median of {count} "
        f"({min(times.again):.1f} to {max(times.again):.1f}; target {TARGET:g}), which is {again / times.first:.2f} of "
        f"judging all from the start ({times.first:.0f} s), while the machine's load was {load:.1f} on {cores} cores. "
        f"Of a core it takes {statistics.median(times.processor):.1f} s."
    )
    yield (
        f"Storing {lists} such lists: {lists * LIST / times.beside:,.0f} edges a second while groups are judged, "
        f"{lists * LIST / times.alone:,.0f} while not, in turns: {times.alone / times.beside:.2f} of that rate."
    )
