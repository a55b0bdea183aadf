"""Many files → their measurements, in order, on several threads and in bounded memory."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from companion.core.models import Measured
from companion.core.wire.evidence import Evidence, Status
from companion.vision.meter import Meter

MAX_FILE_BYTES = 100 * 2**20


def measure_files(
    paths: Iterable[Path], threads: int, make_meter: Callable[[], Meter] = Meter
) -> Generator[tuple[Path, Measured], None, None]:
    """Each path with its measurement, in the order given. A file that cannot be read has the status ``failed``.

    Ending the iteration early, by ``close`` or an exception, waits only for the pictures being measured.
    """
    meters: list[Meter] = []
    own = threading.local()

    def start() -> None:
        own.meter = make_meter()
        meters.append(own.meter)

    def measure(path: Path) -> Measured:
        return measure_file(own.meter, path)

    pool = ThreadPoolExecutor(threads, thread_name_prefix="measure", initializer=start)
    waiting: deque[tuple[Path, Future[Measured]]] = deque()
    try:
        for path in paths:
            waiting.append((path, pool.submit(measure, path)))
            if len(waiting) >= 8 * threads:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        pool.shutdown(cancel_futures=True)
        for meter in meters:
            meter.close()


def measure_together(meter: Meter, paths: Sequence[Path]) -> list[Measured]:
    """A few files, step by step: as :meth:`Meter.measure_all`."""
    contents = [_content(path) for path in paths]
    measured = iter(meter.measure_all([content for content in contents if isinstance(content, bytes)]))
    return [next(measured) if isinstance(content, bytes) else content for content in contents]


def measure_file(meter: Meter, path: Path) -> Measured:
    return measure_together(meter, [path])[0]


def _content(path: Path) -> bytes | Measured:
    """The file's bytes, or why they are not measured."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)  # no more: what is no regular file may have no end
        if len(content) <= MAX_FILE_BYTES:
            return content
        message = f"The file has more than {MAX_FILE_BYTES // 2**20} MB."
        return Measured.without(Evidence(status=Status.undecodable, message=message))
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}."
        return Measured.without(Evidence(status=Status.failed, message=message))
