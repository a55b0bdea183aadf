"""What an export takes: ``FORMAT DATA TARGET``.

Run as a file, so that it also measures the companion of another commit, which PYTHONPATH names.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """Seconds of an export of everything, and the memory that it takes at most."""
    from companion.core.naming import Naming
    from companion.core.wire.files import ExportRequest
    from companion.exports.format import FORMATS
    from companion.operations.export import export
    from companion.store.db import Store

    name, data, target = sys.argv[1:]
    FORMATS.named(name)  # loads what it needs, as a companion has that serves
    with Store.existing(Path(data)) as store:
        gc.freeze()  # as the companion does once it serves
        began, before = time.perf_counter(), time.process_time()
        export(store, ExportRequest(format=name), Naming(), Path(target))
        taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - before}
    print(json.dumps(taken | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))


if __name__ == "__main__":
    main()
