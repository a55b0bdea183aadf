"""What an import, or plain statements that write the same rows, take: ``FILE DATA`` or ``--plain FROM DATA``.

Run as a file, so that it also measures the companion of another commit, which PYTHONPATH names.
"""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

TABLES = (
    "accounts",
    "account_handles",
    "sessions",
    "pages",
    "batches",
    "imports",
    "import_batches",
    "observations",
    "captures",
    "capture_members",
    "edges",
    "spells",
)
AT_ONCE = 50_000
PAUSE = 0.01


def main() -> None:
    first, *rest = sys.argv[1:]
    measured = plain(Path(rest[0]), Path(rest[1])) if first == "--plain" else asyncio.run(imported(first, rest[0]))
    print(json.dumps(measured | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))


async def imported(file: str, data: str) -> dict[str, float]:
    """Seconds of an import as the companion does it, in a thread beside its loop; the longest wait of a reader."""
    from companion.imports.format import read_file
    from companion.store.db import Store

    with Store(Path(data)) as store:
        gc.freeze()  # as the companion does once it serves
        began, before = time.perf_counter(), time.process_time()
        work = asyncio.get_running_loop().run_in_executor(None, read_file, store, "csv", Path(file))
        longest = 0.0
        while not work.done():
            asked = time.perf_counter()
            await store.read(lambda conn: conn.execute("SELECT count(*) FROM cases").fetchone())
            longest = max(longest, time.perf_counter() - asked)
            await asyncio.sleep(PAUSE)
        done = await work
        taken = time.process_time() - before
        return {"wall": time.perf_counter() - began, "cpu": taken, "longest": longest, "edges": done.edges}


def plain(source: Path, data: Path) -> dict[str, float]:
    """Seconds of writing the rows that are in one database into another that has the same tables and indexes."""
    from companion.store.connection import connect
    from companion.store.db import Store

    with Store(data):
        pass
    wall = cpu = 0.0
    with closing(sqlite3.connect(source / "eyeline.db")) as rows, closing(connect(data / "eyeline.db")) as conn:
        conn.execute("BEGIN IMMEDIATE")
        for table in TABLES:
            names = [row[1] for row in rows.execute(f"PRAGMA table_info({table})") if row[1] != "edge_count"]
            statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
            found = rows.execute(f"SELECT {', '.join(names)} FROM {table}")
            while some := found.fetchmany(AT_ONCE):
                began, before = time.perf_counter(), time.process_time()
                conn.executemany(statement, some)
                wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - before
        began, before = time.perf_counter(), time.process_time()
        conn.execute("COMMIT")
        wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - before
    return {"wall": wall, "cpu": cpu}


if __name__ == "__main__":
    main()
