"""Faces that sit together: what is found, and how often by mistake; --write puts it into docs/together.md.

Worlds are drawn from ../shared. The background is fitted on one half of the groups of pictures and the world's ordinary
accounts are drawn from the other half, by turns, so that no source is on both sides.
"""

from __future__ import annotations

import argparse
import csv
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from companion.core.background import Background
from companion.core.models import Residual
from companion.core.together import Gathering, gatherings, place
from companion.vision.meter import Meter
from scripts.research.calibrate_together import Floats, fit, robust_spread
from scripts.research.measuring.documents import SHARED, Part
from scripts.research.ordinary_faces import OrdinaryFaces, large_faces

PART = Part("together.md", "scripts/bench.py together --write")
ACCOUNTS = 1000
PLANTED_WORLDS = 20
SIZES = (8, 10, 20, 40, 200)

Groups = NDArray[np.int64]

# left, top and side of the window that an operator cuts from every picture, as shares; then the size it is stored at
Window = tuple[float, float, float, int | None]
CROPS: dict[str, Window] = {
    "as generated": (0, 0, 1, None),
    "cropped to 90 %": (0.05, 0.05, 0.9, None),
    "cropped to 80 %": (0.1, 0.1, 0.8, None),
    "cropped to 70 %": (0.15, 0.15, 0.7, None),
    "80 %, from the top": (0.1, 0, 0.8, None),
    "85 %, to the left": (0.015, 0.045, 0.85, None),
    "80 %, stored at 64 px": (0.1, 0.1, 0.8, 64),
    "80 %, stored at 40 px": (0.1, 0.1, 0.8, 40),
}


class Halves:
    """The groups in two halves, each with the background fitted on the other."""

    def __init__(self, faces: OrdinaryFaces, noise: Floats) -> None:
        order = np.random.default_rng(1).permutation(np.unique(faces.groups))
        first = np.isin(faces.groups, order[::2])
        self._sides = [
            (faces.residuals[side], faces.groups[side], fit(faces.residuals[~side], noise, np.zeros(4)))
            for side in (first, ~first)
        ]

    def __getitem__(self, world: int) -> tuple[Floats, Groups, Background]:
        return self._sides[world % 2]


def one_by_one(pool: Floats, groups: Groups, rng: np.random.Generator) -> Floats:
    return np.asarray(pool[rng.choice(len(pool), ACCOUNTS, replace=False)])


def shuffled(pool: Floats, groups: Groups, rng: np.random.Generator) -> Floats:
    """The same numbers, each of the four dealt out anew."""
    drawn = one_by_one(pool, groups, rng)
    return np.asarray(np.stack([rng.permutation(drawn[:, k]) for k in range(4)], axis=1))


def whole_groups(pool: Floats, groups: Groups, rng: np.random.Generator) -> Floats:
    """Whole team pages and conferences, one after the other."""
    order = rng.permutation(np.unique(groups))
    return np.asarray(np.concatenate([pool[groups == group] for group in order])[:ACCOUNTS])


def search(residuals: Floats, background: Background) -> list[Gathering]:
    return gatherings([Residual(*map(float, row)) for row in residuals], background)


def false_sets(halves: Halves, draw: Callable[..., Floats], worlds: int) -> int:
    rng = np.random.default_rng(2)
    found = 0
    for world in range(worlds):
        pool, groups, background = halves[world]
        found += len(search(draw(pool, groups, rng), background))
    return found


def false_groups(halves: Halves) -> tuple[int, int]:
    """How many groups were looked at, each on its own, and how many hold a set."""
    held = [
        bool(search(pool[groups == group], background))
        for pool, groups, background in (halves[0], halves[1])
        for group in np.unique(groups)
    ]
    return len(held), sum(held)


def generated(shared: Path) -> Iterator[Image.Image]:
    with (shared / "faces" / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["label"] == "gan":
                yield Image.open(shared / "faces" / row["path"]).convert("RGB")


def cropped(picture: Image.Image, window: Window) -> bytes:
    left, top, side, size = window
    width, height = picture.size
    first, last = (left * width, top * height), ((left + side) * width, (top + side) * height)
    cut = picture.crop((round(first[0]), round(first[1]), round(last[0]), round(last[1])))
    if size is not None:
        cut = cut.resize((size, size), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    cut.save(out, "JPEG", quality=85)
    return out.getvalue()


def planted(shared: Path) -> dict[str, Floats]:
    """The residuals of the generated faces after each crop, as measured on the cropped pictures."""
    found: dict[str, list[Floats]] = {name: [] for name in CROPS}
    with Meter() as meter:
        for picture in generated(shared):
            for name, window in CROPS.items():
                alignment = meter.measure(cropped(picture, window)).evidence.alignment
                if alignment is not None:
                    found[name].append(place(alignment).vector())
    return {name: np.array(rows) for name, rows in found.items()}


def power(halves: Halves, faces: Floats, size: int) -> tuple[int, float, float]:
    """In how many worlds the set was found, and the mean share of its members and of true ones among those named."""
    rng = np.random.default_rng(3)
    recall, precision = [], []
    for world in range(PLANTED_WORLDS):
        pool, groups, background = halves[world]
        drawn = np.concatenate([one_by_one(pool, groups, rng), faces[rng.choice(len(faces), size, replace=False)]])
        found = [gathering.members for gathering in search(drawn, background)]
        best = max(found, key=lambda members: sum(member >= ACCOUNTS for member in members), default=())
        true = sum(member >= ACCOUNTS for member in best)
        if true:
            recall.append(true / size)
            precision.append(true / len(best))
    return len(recall), float(np.mean(recall or [0])), float(np.mean(precision or [0]))


def report(shared: Path, worlds: int) -> Iterator[str]:
    faces = planted(shared)
    halves = Halves(large_faces(shared), robust_spread(faces["as generated"]))
    yield f"Worlds of {ACCOUNTS:,} ordinary accounts with no set planted; a set found there is false.\n"
    yield "| the world | worlds | false sets |\n|---|---:|---:|"
    kinds = {
        "ordinary pictures, drawn one by one": one_by_one,
        "the same, each of the four numbers dealt out anew": shuffled,
        "whole team pages and conferences": whole_groups,
    }
    for name, draw in kinds.items():
        yield f"| {name} | {worlds} | {false_sets(halves, draw, worlds)} |"
    looked, held = false_groups(halves)
    yield f"| each page or conference on its own | {looked} | {held} |\n"
    yield (
        f"StyleGAN faces, all cropped alike, among {ACCOUNTS:,} ordinary accounts: in how many of {PLANTED_WORLDS} "
        "worlds the set is found, and the share of its members that are named (of those named, the share that is "
        "truly of the set).\n"
    )
    yield "| the crop | " + " | ".join(f"{size} accounts" for size in SIZES) + " |"
    yield "|---|" + "---:|" * len(SIZES)
    for name, residuals in faces.items():
        cells = []
        for size in SIZES:
            found, recall, precision = power(halves, residuals, size)
            cells.append(
                f"{found}/{PLANTED_WORLDS}, {recall:.1%} ({precision:.1%})" if found else f"0/{PLANTED_WORLDS}"
            )
        yield f"| {name} | " + " | ".join(cells) + " |"


def timing(shared: Path) -> str:
    pool = large_faces(shared).residuals
    background = fit(pool, robust_spread(pool) / 20, np.zeros(4))
    rng = np.random.default_rng(4)
    lines = []
    for size in (1_000, 10_000, 100_000):
        drawn = pool[rng.integers(len(pool), size=size)] + rng.normal(size=(size, 4)) * pool.std(axis=0) / 3
        begun = time.process_time()
        search(drawn, background)
        lines.append(f"{size:,} accounts: {time.process_time() - begun:.2f} s of one processor")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py together", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--worlds", type=int, default=100)
    PART.offer(parser)
    options = parser.parse_args(arguments)
    PART.show(report(options.shared, options.worlds), options.write)
    print(timing(options.shared))
    return 0
