"""What the report of the simulated case takes: ``DATA TARGET FACEBOOK INSTAGRAM``, so many ordinary accounts of each.

Run as a file, so that it also measures the companion of another commit, which PYTHONPATH names. The world is of that
commit, too: none reads the database of a later one.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import sys
import time
from dataclasses import replace
from pathlib import Path


def main() -> None:
    """Seconds of the report of the planted accounts."""
    from companion.core.wire.report import ReportRequest
    from companion.demo.world.shape import Shape
    from companion.reports.report import write
    from companion.store import actions, cases
    from companion.store.db import Store
    from companion.store.times import now, text_of
    from scripts.simulate import simulate

    data, target = map(Path, sys.argv[1:3])
    facebook, instagram = map(int, sys.argv[3:])
    made = simulate(data, replace(Shape(), facebook=facebook, instagram=instagram), 1)
    handles = json.dumps([handle for planted in made.truth()["planted"].values() for handle in planted])

    def begin(conn: sqlite3.Connection) -> int:
        found = conn.execute("SELECT id FROM accounts WHERE handle IN (SELECT value FROM json_each(?))", (handles,))
        suspects = sorted(row["id"] for row in found)
        case = cases.new(conn, "Operation", text_of(now()))
        actions.collect(conn, case, suspects, now())
        return case

    with Store.existing(data) as store:
        case = store.submit(begin).result()
        gc.freeze()  # as the companion does once it serves
        began, before = time.perf_counter(), time.process_time()
        store.read_here(lambda conn: write(conn, case, ReportRequest(), now(), target))
        taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - before}
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
