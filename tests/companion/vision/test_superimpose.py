"""Pictures laid on each other: exact mean and median, agreement where they agree, memory that does not grow."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from companion.errors import BadRequestError
from companion.vision.cells import Cell, Rgb
from companion.vision.superimpose import agreement_map, build_up_gif, figure, superimpose

SIDE = 64


def noise(count: int, side: int = SIDE, seed: int = 0) -> Iterator[Cell]:
    rng = np.random.default_rng(seed)
    for number in range(count):
        yield Cell(str(number), rng.integers(0, 256, (side, side, 3), dtype=np.uint8), None)


def with_one_place(count: int) -> Iterator[Cell]:
    """Noise, but for one square in which all are the same."""
    same: Rgb = next(noise(1, seed=99)).rgb[16:32, 16:32]
    for cell in noise(count):
        cell.rgb[16:32, 16:32] = same
        yield cell


@pytest.mark.parametrize("count", [1, 2, 7, 30])
def test_mean_and_median_are_exact(count: int) -> None:
    pile = np.array([cell.rgb for cell in noise(count)])
    result = superimpose(noise(count), count)
    assert result.count == count
    assert (result.mean == pile.mean(axis=0).round()).all()
    assert (result.median == np.median(pile, axis=0).round()).all()


def test_agreement_is_where_the_pictures_agree() -> None:
    found = superimpose(with_one_place(60), 60).agreement
    assert found.shape == (SIDE, SIDE)
    assert found[20:28, 20:28].min() > 0.8
    assert np.median(found[40:, 40:]) < 0.03


def test_the_same_picture_agrees_with_itself_everywhere() -> None:
    assert superimpose([next(noise(1))] * 5, 5).agreement.min() == pytest.approx(1.0)


def test_one_picture_agrees_with_nothing() -> None:
    assert superimpose(noise(1), 1).agreement.max() == 0


def test_pictures_without_any_detail_are_no_error() -> None:
    grey = Cell("grey", np.full((SIDE, SIDE, 3), 128, np.uint8), None)
    result = superimpose([grey, grey], 2)
    assert result.agreement.max() == 0
    assert agreement_map(result).size == (SIDE, SIDE)


def test_the_build_up_ends_with_all_pictures() -> None:
    result = superimpose(noise(200), 200)
    counts = [count for count, _ in result.build_up]
    assert counts[:3] == [1, 2, 3]
    assert counts == sorted(set(counts))
    assert counts[-1] == 200
    assert len(counts) <= 48
    assert (result.build_up[-1][1] == result.mean).all()


def test_the_build_up_ends_where_fewer_came_than_expected() -> None:
    assert [count for count, _ in superimpose(noise(3), 100).build_up] == [1, 2, 3]


def test_the_animation_goes_round_and_rests_at_its_end(tmp_path: Path) -> None:
    result = superimpose(noise(20), 20)
    build_up_gif(result, tmp_path / "blend.gif")
    with Image.open(tmp_path / "blend.gif") as gif:
        assert gif.n_frames == len(result.build_up)
        assert gif.info["loop"] == 0
        gif.seek(gif.n_frames - 1)
        assert gif.info["duration"] == 3000
        assert gif.convert("RGB").getpixel((0, SIDE)) == (242, 183, 5)


def test_the_animation_of_more_pictures_than_it_has_pixels_is_drawn(tmp_path: Path) -> None:
    result = superimpose(noise(3 * SIDE, SIDE), 3 * SIDE)
    build_up_gif(result, tmp_path / "blend.gif")
    with Image.open(tmp_path / "blend.gif") as gif:
        assert gif.n_frames == len(result.build_up)


def test_each_frame_of_the_animation_has_the_colours_of_its_mean(tmp_path: Path) -> None:
    across = np.linspace(0, 255, 128)
    shades = np.stack(
        [np.tile(across, (128, 1)), np.tile(across[:, None], (1, 128)), np.full((128, 128), 90.0)], axis=2
    )
    pictures = [Cell(str(turn), np.rot90(shades, turn).astype(np.uint8), None) for turn in range(4)]
    result = superimpose(pictures, len(pictures))
    build_up_gif(result, tmp_path / "blend.gif")
    with Image.open(tmp_path / "blend.gif") as gif:
        for number, (_, mean) in enumerate(result.build_up):
            gif.seek(number)
            seen = np.asarray(gif.convert("RGB"), np.float64)[:128]
            blurred = [cv2.GaussianBlur(each, (0, 0), 2) for each in (seen, mean.astype(np.float64))]
            assert np.abs(blurred[0] - blurred[1]).mean() < 4


@pytest.mark.parametrize("count", [1, 5])
def test_the_figure_has_three_panels_and_a_scale(count: int) -> None:
    drawn = figure(superimpose(noise(count), count), "Título: «caras» и лица")
    assert drawn.width > 3 * SIDE
    assert drawn.height > SIDE


def test_nothing_to_superimpose_is_said() -> None:
    with pytest.raises(BadRequestError, match="no picture"):
        superimpose([], 0)


def test_memory_does_not_grow_with_the_pictures() -> None:
    def most(count: int) -> int:
        tracemalloc.start()
        superimpose(noise(count, side=96), count)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(10)
    few, many = most(100), most(300)
    assert many - few < 100 * 96 * 96 * 3 / 2  # half of what the 200 more would take up, were a quarter of them kept
