"""What the report of a case takes: ``DATA TARGET``.

Run as a file, so that it also measures the companion of another commit, which PYTHONPATH names.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path


def main() -> None:
    """Seconds of the report of the first case."""
    from companion.core.wire.report import ReportRequest  # noqa: PLC0415 - the companion that PYTHONPATH names
    from companion.reports.report import write  # noqa: PLC0415
    from companion.store.db import Store  # noqa: PLC0415
    from companion.store.times import now  # noqa: PLC0415

    data, target = sys.argv[1:]
    with Store.existing(Path(data)) as store:
        gc.freeze()  # as the companion does once it serves
        began, before = time.perf_counter(), time.process_time()
        store.read_here(lambda conn: write(conn, 1, ReportRequest(), now(), Path(target)))
        taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - before}
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
