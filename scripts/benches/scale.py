"""From what size on a Dask cluster pays: `eyeline cluster` with workers on this machine, beside the one-machine path.

The same functions in the same run, in turns, each timed without starting Python or the scheduler. On one machine the
cores are the same, so the ratio is what handing over costs; every further machine takes its share of the rest.
--write puts the table into docs/scale.md.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from distributed import Client, LocalCluster
from PIL import Image

from companion.cluster.collections import Collections, Lists
from companion.cluster.pictures import measure_on
from companion.cluster.scheduler import Work
from companion.cluster.shared import Spread, one_by_one, shared
from companion.core.graph import Network
from companion.core.kinds import EdgeKind
from companion.demo.photograph import Photograph
from companion.vision.bulk import measure_files
from companion.vision.files import default_threads
from scripts.research.measuring.documents import Part

PART = Part("scale.md", "scripts/bench.py scale --write")
FDR = 0.05


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py scale", description=__doc__)
    parser.add_argument("--pictures", type=int, nargs="*", default=[64, 256, 1024])
    parser.add_argument("--lists", type=int, nargs="*", default=[500, 1000, 2000])
    parser.add_argument("--workers", type=int, default=default_threads())
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    with _workers(chosen.workers) as client:
        PART.show(_table(client, chosen.pictures, chosen.lists, chosen.workers), chosen.write)
    return 0


@contextmanager
def _workers(count: int) -> Iterator[Client]:
    options: dict[str, Any] = {"n_workers": count, "threads_per_worker": 1, "processes": True}
    with LocalCluster(host="127.0.0.1", dashboard_address=None, **options) as started, Client(started) as client:  # type: ignore[no-untyped-call]  # it has no types
        yield client


def _table(client: Client, pictures: Sequence[int], lists: Sequence[int], workers: int) -> Iterator[str]:
    yield f"{workers} workers of one thread, and as many cores for the one-machine path of pictures; `shared` has one."
    yield ""
    yield "| work | size | one machine | cluster | ratio |"
    yield "|---|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "face.jpg"
        photograph = Photograph()
        _save(photograph.cut(photograph.ffhq_square, 300), path)
        _spread_out(client, [path] * 256 * workers)  # so that all have their engines
        _alone([path], workers)
        for count in pictures:
            paths = [path] * count
            yield _row(f"pictures | {count:,}", partial(_alone, paths, workers), partial(_spread_out, client, paths))
    for count in lists:
        made = _lists(count)
        words = f"`shared` | {count:,} lists, {len(made.lists[0].network.sources):,} edges"
        yield _row(words, partial(_pairs, made, one_by_one), partial(_pairs, made, _on(client)))


def _alone(paths: list[Path], threads: int) -> list[Any]:
    return [each.evidence for _, each in measure_files(paths, threads)]


def _spread_out(client: Client, paths: list[Path]) -> list[Any]:
    return [each.evidence for _, each in measure_on(client, paths)]


def _pairs(collections: Collections, spread: Spread) -> list[Any]:
    return list(shared(collections, FDR, spread).table.to_pylist())


def _on(client: Client) -> Spread:
    return lambda work, parts, common: (result for _, result in Work[int, Any](client, work, common).in_order(parts))


def _row(words: str, alone: Callable[[], Any], spread: Callable[[], Any]) -> str:
    one, one_result = _timed(alone)
    many, many_result = _timed(spread)
    if one_result != many_result:
        raise SystemExit(f"{words}: the results differ")
    return f"| {words} | {one:.2f} s | {many:.2f} s | {one / many:.2f} |"


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The shorter of two."""
    taken = []
    for _ in range(2):
        began = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - began)
    return min(taken), result


def _save(pixels: Any, path: Path) -> None:
    Image.fromarray(pixels).save(path)


def _lists(count: int) -> Collections:
    """So many lists of about 100 neighbours, whose popularity has a heavy tail."""
    rng = np.random.default_rng(1)
    popularity = rng.pareto(1.2, 5 * count) + 0.05
    lengths = np.maximum(rng.lognormal(4.4, 0.6, count).astype(np.int64), 1)
    sources = np.repeat(np.arange(count), lengths)
    targets = count + rng.choice(len(popularity), len(sources), p=popularity / popularity.sum())
    network = Network.of_keys(sources, targets)
    rows = np.arange(count)
    refs = pa.array([f"site:id:{at:09}" for at in range(count + len(popularity))])
    unknown = np.full(len(network.accounts), np.nan)
    return Collections(refs, [Lists("site", EdgeKind.follows, network, rows, unknown)], 0)
