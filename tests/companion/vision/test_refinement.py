"""A small picture's face is moved nearer to where it lies, and as one piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from companion.core.alignment import in_frame, residual
from companion.core.models import Face, Frame, Residual
from companion.demo.photograph import Photograph
from companion.vision.decode import decode
from companion.vision.engines import open_engine
from companion.vision.landmarks import LandmarkEngine
from companion.vision.looks import see, seen_twice
from companion.vision.refinement import REFINEMENTS, bundled_refinement, corrected
from scripts.research.measuring.refining import Samples, error, fit, left_over
from tests.companion.vision.made import encoded

SIDE = 40
FRAME = Frame(0, 0, SIDE)


@pytest.fixture(scope="module")
def engine() -> Iterator[LandmarkEngine]:
    opened = open_engine()
    yield opened
    opened.close()


def _cut(rng: np.random.Generator) -> tuple[bytes, bytes]:
    """The photograph's face, cut a little off the FFHQ square: large, and in 40 px."""
    photograph = Photograph()
    square = photograph.ffhq_square
    x, y = square.side * rng.normal(0, 0.012, 2)
    cut = replace(
        square,
        x=square.x + x,
        y=square.y + y,
        side=square.side * np.exp(rng.normal(0, 0.05)),
        turn=square.turn + rng.normal(0, 0.03),
    )
    large = Image.fromarray(photograph.cut(cut, 8 * SIDE))
    return encoded(large, "PNG"), encoded(large.resize((SIDE, SIDE), Image.Resampling.BOX), quality=85)


def test_small_faces_are_moved_nearer_to_where_the_large_ones_lie(engine: LandmarkEngine) -> None:
    rng = np.random.default_rng(0)
    refinement = bundled_refinement()
    first, refined = [], []
    for _ in range(25):
        large, small = (decode(data, 400) for data in _cut(rng))
        known = see(engine, large).main
        found = seen_twice(engine, small, see(engine, small))
        assert known is not None
        assert found is not None
        true = residual(known.points).vector()
        first.append(residual(found.points).vector() - true)
        refined.append(residual(refinement(small, found, FRAME).points).vector() - true)
    before, after = (np.std(each, axis=0) for each in (first, refined))
    assert np.prod(after) < 0.7 * np.prod(before)


@pytest.mark.parametrize("engine_name", REFINEMENTS)
def test_a_face_is_moved_as_one_piece_and_never_far(engine_name: str) -> None:
    refinement = bundled_refinement(engine_name)
    noise = np.random.default_rng(1).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    picture = decode(encoded(Image.fromarray(noise), "PNG"), 400)
    points = np.random.default_rng(2).uniform(0.3, 0.7, (478, 2))
    points[[33, 133, 362, 263]] = (0.35, 0.45), (0.42, 0.45), (0.58, 0.46), (0.65, 0.46)
    points[[61, 291]] = (0.4, 0.7), (0.6, 0.7)
    moved = refinement(picture, Face(points), FRAME).points
    first, second = (each[:, None] - each[None] for each in (points, moved))
    ratio = np.linalg.norm(second, axis=-1)[0, 1:] / np.linalg.norm(first, axis=-1)[0, 1:]
    assert ratio == pytest.approx(np.full(477, ratio[0]))
    off = error(residual(in_frame(Face(points), SIDE, SIDE, FRAME)), residual(moved))
    assert (np.abs(off) <= refinement.limit + 1e-9).all()


def test_an_error_is_what_corrects_it() -> None:
    was, true = Residual(0.02, -0.01, -0.2, 0.3), Residual(-0.01, 0.03, 0.1, -0.1)
    assert corrected(was, error(was, true)).vector() == pytest.approx(true.vector())


def test_each_fold_is_judged_by_what_it_had_no_part_in() -> None:
    rng = np.random.default_rng(3)
    features, folds = rng.normal(size=(2000, 6)), rng.integers(0, 5, 2000)
    errors = 0.01 * features[:, :4] + 0.001 * rng.normal(size=(2000, 4))
    errors[folds == 2] = 0.01 * rng.normal(size=((folds == 2).sum(), 4))  # this fold follows no rule
    samples = Samples(features, errors, folds, np.full(2000, 40.0))
    refinement = fit(samples)
    left = left_over(refinement, samples)
    assert left[folds != 2].std() < 0.5 * errors[folds != 2].std()
    assert left[folds == 2].std() > errors[folds == 2].std()
    assert refinement.without(1).weights.shape == (1, 6, 4)
