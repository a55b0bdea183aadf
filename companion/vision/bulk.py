"""Many files → their measurements, in order, on several threads and in bounded memory."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from companion.core.models import Measured
from companion.core.wire.evidence import Evidence, Status
from companion.vision.meter import Meter, unmeasured

MAX_FILE_BYTES = 100 * 2**20


def default_threads() -> int:
    """One thread per core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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


def measure_file(meter: Meter, path: Path) -> Measured:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return unmeasured(
                Evidence(status=Status.undecodable, message=f"The file has more than {MAX_FILE_BYTES // 2**20} MB.")
            )
        data = path.read_bytes()
    except OSError as error:
        return unmeasured(
            Evidence(status=Status.failed, message=f"The file cannot be read: {error.strerror or error}.")
        )
    return meter.measure(data)


# Kinds that Eyeline cannot read are here too: they get a line that says so, and are not silently passed over.
_READ = ("jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "gif", "avif")
_NOT_READ = ("bmp", "tif", "tiff", "heic", "heif", "jxl", "svg")
PICTURE_SUFFIXES = frozenset(f".{kind}" for kind in (*_READ, *_NOT_READ))


def picture_files(pictures: Sequence[Path]) -> tuple[list[Path], int]:
    """The files to measure, in order, and how many files of the folders have no picture's name."""
    paths: list[Path] = []
    left_out = 0
    for picture in pictures:
        if not picture.is_dir():
            paths.append(picture)
            continue
        for path in sorted(path for path in picture.rglob("*") if path.is_file()):
            if path.suffix.lower() in PICTURE_SUFFIXES:
                paths.append(path)
            else:
                left_out += 1
    return paths, left_out
