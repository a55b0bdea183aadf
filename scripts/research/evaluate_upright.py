"""What upright heads tell of a set: ``python -m scripts.research.evaluate_upright [SHARED] [--write]``.

Power on StyleGAN's faces, each cropped at random otherwise, and how often a set from one page or conference is taken
for such. The null is fitted on one half of the sources and the sets come from the other. ``--write`` puts it into
``docs/together.md``.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.stats import hypergeom

from companion.core.models import FloatArray
from companion.core.roll import UPRIGHT_WITHIN, UprightNull, upright
from companion.core.together import SIGNIFICANT
from companion.vision.landmarks import LandmarkEngine
from companion.vision.refinement import bundled_refinement
from scripts.research.calibrate_together import fit_upright
from scripts.research.measuring.documents import SHARED, Part
from scripts.research.measuring.pictures import Labelled, Viewer, resized, shared_faces, sight
from scripts.research.ordinary_faces import OrdinaryFaces, large_faces

PART = Part("together.md", "scripts/research/evaluate_upright.py")
SIZES = (5, 8, 12, 20)
KEPT = (0.62, 0.93)
"""The shares of the side that a random crop keeps, from and to."""
SIDES = (None, 128, 64, 40)
DRAWS = 4000
SPLITS = 10
"""How often the sources are halved otherwise: one null of half of them is too narrow or too wide by chance."""


def cropped_at_random(image: Image.Image, rng: np.random.Generator, side: int | None) -> Image.Image:
    """A square window of the square picture, anywhere in it; brought down to ``side`` where it is larger."""
    length = round(min(image.size) * rng.uniform(*KEPT))
    left, top = (int(rng.integers(0, extent - length + 1)) for extent in image.size)
    window = image.crop((left, top, left + length, top + length))
    return window if side is None else resized(window, side)


def rolls_of_crops(viewer: Viewer, pictures: list[Labelled], side: int | None) -> FloatArray:
    """The roll, in degrees, of each picture in which a face is found once it was cropped."""

    def one(engine: LandmarkEngine, picture: Labelled) -> float:
        data = picture.path.read_bytes()
        rng, out = np.random.default_rng(int.from_bytes(data[-8:], "big")), io.BytesIO()
        with Image.open(io.BytesIO(data)) as image:
            cropped_at_random(image.convert("RGB"), rng, side).save(out, "JPEG", quality=85)
        seen = sight(engine, bundled_refinement(), picture, out.getvalue())
        return np.nan if seen.residual is None else float(np.degrees(seen.residual[3]))

    rolls = np.array(viewer.each(pictures, one))
    return np.asarray(rolls[~np.isnan(rolls)])


def found(rolls: FloatArray, null: UprightNull, size: int, rng: np.random.Generator) -> float:
    """The share of drawn sets of this size that are told from chance."""
    drawn = rng.choice(rolls, (DRAWS, size))
    return float(np.mean([_is_told(each, null) for each in drawn]))


def false(halves: list[tuple[OrdinaryFaces, UprightNull]], size: int) -> float:
    """The share of sets of one source each that are told from chance, every source as often as any other."""
    told = [
        hypergeom.sf(least_told(size, null) - 1, len(rolls), int((np.abs(rolls) < UPRIGHT_WITHIN).sum()), size)
        for rolls, null in _pages(halves, size)
    ]
    return float(np.mean(told))


def whole_pages(halves: list[tuple[OrdinaryFaces, UprightNull]]) -> tuple[int, float]:
    """How many pages and conferences were looked at, each with all its pictures, and how many are told from chance."""
    told = [_is_told(rolls, null) for rolls, null in _pages(halves, SIZES[0])]
    return len(told) // SPLITS, sum(told) / SPLITS


def _pages(halves: list[tuple[OrdinaryFaces, UprightNull]], least: int) -> Iterator[tuple[FloatArray, UprightNull]]:
    """The rolls of each source with so many pictures, in degrees, and a null that it had no part of."""
    for faces, null in halves:
        rolls = np.degrees(faces.residuals[:, 3])
        for group in np.unique(faces.groups):
            if (faces.groups == group).sum() >= least:
                yield rolls[faces.groups == group], null


def _is_told(rolls: FloatArray, null: UprightNull) -> bool:
    return int((np.abs(rolls) < UPRIGHT_WITHIN).sum()) >= least_told(len(rolls), null)


@cache
def least_told(faces: int, null: UprightNull) -> int:
    """How many of so many heads must stand upright to be told from chance; one more than there are, if all do not."""
    for observed in range(faces + 1):
        heads = upright(np.repeat([0.0, 90.0], [observed, faces - observed]), null)
        if heads is not None and heads.p_value <= SIGNIFICANT:
            return observed
    return faces + 1


def _halves(faces: OrdinaryFaces) -> list[tuple[OrdinaryFaces, UprightNull]]:
    """Halves of the sources, split in SPLITS ways, each with the null of the other half."""
    halves = []
    for seed in range(SPLITS):
        order = np.random.default_rng(seed).permutation(np.unique(faces.groups))
        first = np.isin(faces.groups, order[::2])
        for half in (first, ~first):
            null = fit_upright(np.degrees(faces.residuals[~half, 3]), faces.groups[~half])
            halves.append((faces[half], null))
    return halves


def report(shared: Path) -> Iterator[str]:
    ordinary = large_faces(shared)
    halves = _halves(ordinary)
    null = fit_upright(np.degrees(ordinary.residuals[:, 3]), ordinary.groups)
    pictures = shared_faces(shared, "gan")
    rng = np.random.default_rng(0)
    yield f"| told from chance at {SIGNIFICANT:g} | {' | '.join(f'{size} faces' for size in SIZES)} |"
    yield f"|---|{'---:|' * len(SIZES)}"
    with Viewer() as viewer:
        for side in SIDES:
            rolls = rolls_of_crops(viewer, pictures, side)
            share = (np.abs(rolls) < UPRIGHT_WITHIN).mean()
            name = f"StyleGAN's, each cropped otherwise, {'own size' if side is None else f'{side} px'}"
            cells = " | ".join(f"{found(rolls, null, size, rng):.1%}" for size in SIZES)
            yield f"| {name} ({share:.0%} within {UPRIGHT_WITHIN:.0f}°) | {cells} |"
    cells = " | ".join(f"{false(halves, size):.3%}" for size in SIZES)
    yield f"| ordinary ones, each set of one source that the null had no part of | {cells} |"
    yield ""
    looked, told = whole_pages(halves)
    yield f"Of {looked} whole pages and conferences {told:.1f} are told from chance, in the mean of {SPLITS} splits."


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    PART.offer(parser)
    options = parser.parse_args(arguments)
    PART.show(report(options.shared), options.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
