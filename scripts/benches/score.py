"""Pictures a second of bulk scoring, beside bare MediaPipe on the same pictures, in turns in one run.

Bare MediaPipe runs on so many threads, `eyeline score` in so many processes. By the clock, and by the processor time
that each takes, which a machine with other work to do tells better; both from the first picture to the last.
"""

from __future__ import annotations

import argparse
import io
import math
import statistics
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from threading import local
from typing import NamedTuple

import numpy as np
import psutil  # type: ignore[import-untyped]
from PIL import Image

from companion.settings import default_data_folder
from companion.stand_ins import without_matplotlib
from companion.vision.files import default_threads
from companion.vision.landmarks import MAX_FACES, MIN_CONFIDENCE
from companion.workers.bulk import measure_in_processes
from scripts.research.measuring.score_parts import parts

TARGET = 0.85
ROOT = Path(__file__).resolve().parent.parent.parent
WARM_UP = 200
"""Pictures before the clock starts: by then all models are loaded."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py score", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "faces")
    parser.add_argument("--count", type=int, default=1000, help="pictures a turn, the folder's over and over")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--threads", type=int, default=default_threads(), help="or processes")
    parser.add_argument("--parts", action="store_true", help="where the processor time goes instead, on one thread")
    options = parser.parse_args(arguments)
    files = sorted(path for path in options.folder.rglob("*") if path.suffix in {".jpg", ".png", ".webp"})
    if not files:
        print(f"There are no pictures in {options.folder}.")
        return 1
    if options.parts:
        print(*parts(files[:: max(1, len(files) // options.count)]), sep="\n")
        return 0
    paths = list(islice(cycle(files), options.count + WARM_UP))
    both: dict[str, Callable[[], Generator[object, None, None]]] = {
        "bare MediaPipe": lambda: _bare(paths, options.threads),
        "eyeline score": lambda: measure_in_processes(paths, options.threads, default_data_folder()),
    }
    turns: dict[str, list[_Turn]] = {name: [] for name in both}
    for number in range(options.turns):
        for name, run in both.items():
            with closing(run()) as pictures:
                turns[name].append(_timed(pictures, options.count))
        print(f"turn {number + 1}: " + ", ".join(f"{name} {each[-1].rate:.0f}/s" for name, each in turns.items()))
    bare, eyeline = turns.values()
    share = statistics.median(one.rate / other.rate for one, other in zip(eyeline, bare, strict=True))
    of_processor = statistics.median(other.processor / one.processor for one, other in zip(eyeline, bare, strict=True))
    bare_rate, rate = (statistics.median(each.rate for each in one) for one in (bare, eyeline))
    print(
        f"{options.count:,} pictures, {options.threads} threads or processes: bare MediaPipe "
        f"{bare_rate:.0f}/s, eyeline score {rate:.0f}/s, "
        f"share {share:.2f} (at least {TARGET}), by processor time {of_processor:.2f}; "
        f"memory of a process at most {max(each.memory for each in eyeline):.0f} MB"
    )
    return 0 if share >= TARGET else 1


class _Turn(NamedTuple):
    """Pictures a second, seconds of processors for all of them, and MB of the largest process that was started."""

    rate: float
    processor: float
    memory: float


def _timed(pictures: Iterator[object], count: int) -> _Turn:
    """Of all after the first WARM_UP."""
    deque(islice(pictures, WARM_UP), maxlen=0)
    began, used = time.perf_counter(), _processor_seconds()
    deque(islice(pictures, count), maxlen=0)
    rate, processor = count / (time.perf_counter() - began), _processor_seconds() - used
    children = psutil.Process().children()
    return _Turn(rate, processor, max((child.memory_info().rss / 2**20 for child in children), default=math.nan))


def _processor_seconds() -> float:
    """Of this process and of those it has started that still run."""
    each = [process.cpu_times() for process in (psutil.Process(), *psutil.Process().children())]
    return float(sum(times.user + times.system for times in each))


def _bare(paths: list[Path], threads: int) -> Generator[object, None, None]:
    """FaceMesh as it comes, on what Pillow decodes: the least that can give landmarks."""
    with without_matplotlib():
        from mediapipe.python.solutions.face_mesh import FaceMesh as Mesh  # noqa: PLC0415 - takes a second

    own, meshes = local(), []

    def start() -> None:
        own.mesh = Mesh(
            static_image_mode=True,
            max_num_faces=MAX_FACES,
            refine_landmarks=True,
            min_detection_confidence=MIN_CONFIDENCE,
        )
        meshes.append(own.mesh)

    def measure(path: Path) -> object:
        return own.mesh.process(np.asarray(Image.open(io.BytesIO(path.read_bytes())).convert("RGB")))

    with ThreadPoolExecutor(threads, initializer=start) as pool:
        yield from pool.map(measure, paths)
    for mesh in meshes:
        mesh.close()
