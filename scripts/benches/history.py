"""The network at a time and what changed between two, of a case among 1M edges, beside pandas reading the tables whole.

The network is made here: popularity is heavy-tailed, a tenth of the edges have ended, and some of these came back.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np

from companion.core.wire.history import Between, Rows, Scope
from companion.core.wire.selection import Selection
from companion.store import history
from companion.store.connection import connect
from companion.store.db import migrate
from companion.store.times import text_of

TARGET_SECONDS = 0.3
SEED = 1
BEGIN = datetime(2020, 1, 1, tzinfo=timezone.utc)
DAYS = 365
SINCE, UNTIL = BEGIN + timedelta(days=150), BEGIN + timedelta(days=250)
MEMBERS = 1_000  # of the case


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py history", description=__doc__)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=7)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "eyeline.db"
        with closing(connect(path)) as conn:
            conn.execute("PRAGMA journal_mode = WAL")
            migrate(conn)
            make_network(conn, options.accounts, options.edges)
            counts = [conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("edges", "spells")]
            print(
                f"{options.accounts:,} accounts, {counts[0]:,} edges, {counts[1]:,} spells; median of {options.turns}"
            )
            return report(conn, path, options.turns)


def make_network(conn: sqlite3.Connection, accounts: int, edges: int) -> None:
    """Edges whose targets' popularity falls as a power law; accounts 1 … MEMBERS, of any popularity, are case 1."""
    rng = np.random.default_rng(SEED)
    popularity = rng.permutation(1 / np.arange(1, accounts + 1) ** 0.8)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < edges:
        missing = edges - len(pairs)
        sources = rng.integers(1, accounts + 1, missing)
        targets = rng.choice(accounts, missing, p=popularity / popularity.sum()) + 1
        pairs.update((a, b) for a, b in zip(sources.tolist(), targets.tolist(), strict=True) if a != b)
    days = [text_of(BEGIN + timedelta(days=day)) for day in range(DAYS)]
    conn.execute("BEGIN")
    conn.executemany(
        "INSERT INTO accounts (id, platform, handle, first_seen, last_seen) VALUES (?, 'demo', ?, ?, ?)",
        ((number, f"account{number}", days[0], days[-1]) for number in range(1, accounts + 1)),
    )
    times = np.sort(rng.integers(0, DAYS, (edges, 4)), axis=1)
    ended, came_back, seen_to_begin = rng.random((3, edges)) < np.array([[0.1], [0.3], [0.2]])
    spells: list[tuple[int, str, str, str | None, str | None]] = []
    rows = []
    for number, (first, last, gone, again) in enumerate(times.tolist()):
        before = days[max(first - 7, 0)] if seen_to_begin[number] else None
        ends = ended[number] and last < gone
        spells.append((number + 1, days[first], days[last], before, days[gone] if ends else None))
        if ends and came_back[number] and gone < again:
            spells.append((number + 1, days[again], days[again], days[gone], None))
        rows.append((days[first], spells[-1][2]))
    conn.executemany(
        "INSERT INTO edges (id, kind, source, target, first_seen, last_seen) VALUES (?, 'follows', ?, ?, ?, ?)",
        ((number + 1, *pair, *rows[number]) for number, pair in enumerate(sorted(pairs))),
    )
    conn.executemany("INSERT INTO spells VALUES (?, ?, ?, ?, ?)", spells)
    conn.execute("INSERT INTO cases (id, name, created_at) VALUES (1, 'Case', ?)", (days[0],))
    conn.execute("INSERT INTO actions (id, uuid, what, done_at) VALUES (1, 'u', 'collect', ?)", (days[0],))
    conn.executemany(
        "INSERT INTO collected (case_id, account, added) VALUES (1, ?, 1)", ((n,) for n in range(1, MEMBERS + 1))
    )
    conn.execute("COMMIT")


def report(conn: sqlite3.Connection, path: Path, turns: int) -> int:
    case = Selection(case=1)
    most_followed, least_followed = (
        conn.execute(f"SELECT target FROM edges GROUP BY target ORDER BY count(*) {way} LIMIT 1").fetchone()[0]
        for way in ("DESC", "ASC")
    )
    scopes = {
        f"inside a case of {MEMBERS:,}": Scope(selection=case),
        "touching the case": Scope(selection=case, between=Between.touching),
        "around the least followed": Scope(around=least_followed),
        "around the most followed": Scope(around=most_followed),
        "the whole network": Scope(),
    }
    whole = median(lambda: read_whole(path), max(2, turns // 3))
    print(f"baseline, pandas reads edges and spells whole, then selects: {whole:.2f} s\n")
    print(f"{'':<28}{'edges':>10}{'at a time':>12}{'difference':>12}{'baseline / it':>16}")
    slowest = 0.0
    for name, scope in scopes.items():
        held = history.as_of(conn, scope, SINCE, Rows(most=0)).count
        at = median(lambda scope=scope: history.as_of(conn, scope, SINCE), turns)  # type: ignore[misc]
        changed = median(lambda scope=scope: history.difference(conn, scope, SINCE, UNTIL), turns)  # type: ignore[misc]
        print(f"{name:<28}{held:>10,}{at:>10.3f} s{changed:>10.3f} s{whole / max(at, changed):>15.1f}x")
        if name != "the whole network":
            slowest = max(slowest, at, changed)
    print(f"\nslowest of a case or neighbourhood: {slowest:.3f} s (at most {TARGET_SECONDS} s)")
    return 0 if slowest <= TARGET_SECONDS else 1


def read_whole(path: Path) -> int:
    """What a script without our index does: both tables into pandas, joined, and the case's edges at a time."""
    import pandas  # noqa: PLC0415 - only the baseline needs it

    with closing(sqlite3.connect(path)) as conn:
        edges = pandas.read_sql("SELECT id, kind, source, target FROM edges", conn)
        spells = pandas.read_sql("SELECT edge, first_seen, last_seen, gone_by FROM spells", conn)
    members = set(range(1, MEMBERS + 1))
    inside = edges[edges.source.isin(members) & edges.target.isin(members)]
    at = text_of(SINCE)
    held = spells[(spells.first_seen <= at) & (spells.gone_by.isna() | (spells.gone_by > at))]
    return len(inside.merge(held, left_on="id", right_on="edge"))


def median(work: Callable[[], object], turns: int) -> float:
    """Seconds of processor, so that what else the machine does counts less."""
    times = []
    for _ in range(turns):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)
