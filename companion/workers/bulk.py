"""Many files → their measurements, in order, in several processes.

Threads share one interpreter, in which all but the landmarks runs one after the other; and a picture that ends the
process that opens it should cost nobody the others.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path

from companion.core.models import Measured
from companion.core.wire.evidence import Evidence, Status
from companion.errors import PictureProcessError
from companion.workers.picture_process import PictureProcess

AT_ONCE = 16
"""Pictures that a process is given together, as handing them over takes time of its own."""
WORTH_A_PROCESS = 100
"""Pictures that are measured in the time that a process takes to start."""


def measure_in_processes(paths: list[Path], processes: int, data: Path) -> Generator[tuple[Path, Measured], None, None]:
    """As :func:`companion.vision.bulk.measure_files`, of which it makes use where there are few pictures.

    ``data``: the folder of the model file, where this machine's engine needs one.
    """
    if len(paths) < WORTH_A_PROCESS:
        from companion.vision.bulk import measure_files  # noqa: PLC0415 - heavy, and needed for few pictures alone
        from companion.vision.engines import open_engine  # noqa: PLC0415
        from companion.vision.meter import Meter  # noqa: PLC0415

        return measure_files(paths, processes, lambda: Meter(open_engine(data)))
    return _measure(iter(paths), min(processes, len(paths) // WORTH_A_PROCESS), data)


def _measure(paths: Iterable[Path], processes: int, data: Path) -> Generator[tuple[Path, Measured], None, None]:
    own = threading.local()
    with ExitStack() as opened:
        each = [opened.enter_context(PictureProcess(data, nice=0)) for _ in range(processes)]

        def start() -> None:
            own.process = each.pop()

        pool = ThreadPoolExecutor(processes, thread_name_prefix="measure", initializer=start)
        opened.callback(partial(pool.shutdown, cancel_futures=True))  # before the processes end
        waiting: deque[tuple[list[Path], Future[list[Measured]]]] = deque()
        parts = iter(lambda: list(islice(paths, AT_ONCE)), [])
        for part in parts:
            waiting.append((part, pool.submit(lambda part: _measured(own.process, part), part)))
            if len(waiting) >= 4 * processes:
                yield from _results(waiting.popleft())
        while waiting:
            yield from _results(waiting.popleft())


def _results(done: tuple[list[Path], Future[list[Measured]]]) -> Iterable[tuple[Path, Measured]]:
    part, results = done
    return zip(part, results.result(), strict=True)


def _measured(process: PictureProcess, part: list[Path]) -> list[Measured]:
    """Where the process ends, they are measured one by one: which of them ended it is told, and no other is lost."""
    try:
        return process.measure_files(part)
    except PictureProcessError as error:
        if len(part) == 1:
            return [Measured.without(Evidence(status=Status.failed, message=error.message))]
        return [measured for path in part for measured in _measured(process, [path])]
