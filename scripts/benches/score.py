"""Pictures a second of bulk scoring, beside bare MediaPipe on the same pictures and threads, in turns in one run.

By the clock, and by the processor time that each takes, which a machine with other work to do tells better.
"""

from __future__ import annotations

import argparse
import io
import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from threading import local

import numpy as np
from PIL import Image

from companion.vision.bulk import default_threads, measure_files
from companion.vision.landmarks import MAX_FACES, MIN_CONFIDENCE
from scripts.research.measuring.score_parts import parts

TARGET = 0.85
ROOT = Path(__file__).resolve().parent.parent.parent
WARM_UP = 50


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py score", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "faces")
    parser.add_argument("--count", type=int, default=1000, help="pictures a turn, the folder's over and over")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--threads", type=int, default=default_threads())
    parser.add_argument("--parts", action="store_true", help="where the processor time goes instead, on one thread")
    options = parser.parse_args(arguments)
    files = sorted(path for path in options.folder.rglob("*") if path.suffix in {".jpg", ".png", ".webp"})
    if not files:
        print(f"There are no pictures in {options.folder}.")
        return 1
    if options.parts:
        print(*parts(files[:: max(1, len(files) // options.count)]), sep="\n")
        return 0
    paths = list(islice(cycle(files), options.count))
    both: dict[str, Callable[[list[Path]], None]] = {
        "bare MediaPipe": lambda some: _bare(some, options.threads),
        "eyeline score": lambda some: _eyeline(some, options.threads),
    }
    for run in both.values():
        run(paths[:WARM_UP])
    rates: dict[str, list[float]] = {name: [] for name in both}
    processor: dict[str, list[float]] = {name: [] for name in both}
    for turn in range(options.turns):
        for name, run in both.items():
            start, used = time.perf_counter(), time.process_time()
            run(paths)
            rates[name].append(len(paths) / (time.perf_counter() - start))
            processor[name].append(len(paths) / (time.process_time() - used))
        print(f"turn {turn + 1}: " + ", ".join(f"{name} {rates[name][-1]:.0f}/s" for name in both))
    bare, eyeline = (statistics.median(each) for each in rates.values())
    share, of_processor = (_share(each) for each in (rates, processor))
    print(
        f"{options.count:,} pictures, {options.threads} threads: bare MediaPipe {bare:.0f}/s, "
        f"eyeline score {eyeline:.0f}/s, share {share:.2f} (at least {TARGET}), by processor time {of_processor:.2f}"
    )
    return 0 if share >= TARGET else 1


def _share(rates: dict[str, list[float]]) -> float:
    """The median over turns of how many times as fast Eyeline is."""
    bare, eyeline = rates.values()
    return statistics.median(one / other for one, other in zip(eyeline, bare, strict=True))


def _bare(paths: list[Path], threads: int) -> None:
    """FaceMesh as it comes, on what Pillow decodes: the least that can give landmarks."""
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

    def measure(path: Path) -> None:
        own.mesh.process(np.asarray(Image.open(io.BytesIO(path.read_bytes())).convert("RGB")))

    with ThreadPoolExecutor(threads, initializer=start) as pool:
        list(pool.map(measure, paths))
    for mesh in meshes:
        mesh.close()


def _eyeline(paths: list[Path], threads: int) -> None:
    early = 0.0
    for number, _ in enumerate(measure_files(paths, threads)):
        if number == len(paths) // 10:
            early = _peak_memory()
    if len(paths) > WARM_UP:
        print(f"  memory at most {early:.0f} MB in the first tenth, {_peak_memory():.0f} MB in all")


def _peak_memory() -> float:
    """Of this process, in MB."""
    if sys.platform == "win32":
        return math.nan
    import resource  # noqa: PLC0415 - only Unix has it

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)  # macOS counts bytes, Linux kibibytes
