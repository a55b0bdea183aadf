"""Where landmarks lie to a fraction of a pixel, and what a second look in the mirror gives."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps

from companion.core.alignment import in_frame, residual
from companion.core.mirror import PARTNERS, mean_of, unmirrored
from companion.core.models import Face, FloatArray
from companion.core.seen import Seen
from companion.core.turning import quarters_to_upright, turned_back
from companion.core.wire.evidence import Status
from companion.vision.decode import Picture, decode
from companion.vision.engines import open_engine
from companion.vision.landmarks import LandmarkEngine, faces_in_part
from companion.vision.looks import DOUBTFUL, see, see_again, see_upright
from companion.vision.meter import Meter
from companion.vision.refinement import bundled_refinement
from companion.vision.way_up import bundled_way_up
from tests.companion.vision.made import aligned, beside, drawn, encoded, ordinary


@pytest.fixture(scope="module")
def engine() -> Iterator[LandmarkEngine]:
    opened = open_engine()
    yield opened
    opened.close()


def _picture(image: Image.Image) -> Picture:
    return decode(encoded(image, "PNG"), 400)


def _brightest(rgb: NDArray[np.uint8]) -> list[FloatArray]:
    """As the engines do, from the middle of the first pixel: where the one bright pixel is."""
    row, column = np.unravel_index(rgb[..., 0].argmax(), rgb.shape[:2])
    return [np.full((478, 2), (column / rgb.shape[1], row / rgb.shape[0]))]


@pytest.mark.parametrize("part", [(0, 0, 80, 40), (-20, -10, 100, 50), (10, 5, 50, 30)])
def test_a_point_counts_from_the_pictures_edge(part: tuple[int, int, int, int]) -> None:
    picture = np.zeros((40, 80, 3), np.uint8)
    picture[10, 20] = 255
    (face,) = faces_in_part(_brightest, picture, *part)
    assert face.points[0] == pytest.approx((20.5 / 80, 10.5 / 40))


def test_each_landmark_is_its_partners_partner() -> None:
    assert [PARTNERS[partner] for partner in PARTNERS] == list(range(478))
    assert [PARTNERS[one] for one in (33, 133, 61, 468, 1)] == [263, 362, 291, 473, 1]


def test_a_face_in_the_mirror_lies_where_the_face_does(engine: LandmarkEngine) -> None:
    one, other = (see(engine, _picture(image)).main for image in (aligned(), ImageOps.mirror(aligned())))
    assert one is not None
    assert other is not None
    apart = unmirrored(other).points - one.points
    assert np.abs(apart).max() < 0.03
    assert unmirrored(unmirrored(one)).points == pytest.approx(one.points)


def test_a_small_face_seen_twice_is_the_mean_of_both(engine: LandmarkEngine) -> None:
    picture = _picture(ordinary().resize((128, 128), Image.Resampling.LANCZOS))
    first = see(engine, picture)
    second = see(engine, _picture(ImageOps.mirror(Image.fromarray(picture.rgb)))).main
    again = see_again(engine, bundled_refinement(), picture, first)
    assert first.main is not None
    assert second is not None
    assert again.main is not None
    assert again.main.points == pytest.approx(mean_of(first.main, unmirrored(second)).points)
    large = residual(see(engine, _picture(ordinary())).faces[0].points).vector()
    assert residual(again.main.points).vector() == pytest.approx(large, abs=0.06)


def test_only_small_pictures_with_one_main_face_are_looked_at_again(engine: LandmarkEngine) -> None:
    for image in (aligned(), drawn(100), beside(aligned(100), aligned(100))):
        picture = _picture(image)
        seen = see(engine, picture)
        assert see_again(engine, bundled_refinement(), picture, seen) is seen


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_turned_picture_is_measured_upright(quarters: int) -> None:
    as_it_is = _picture(ordinary())
    stored = as_it_is.turned(-quarters)
    with Meter() as meter:
        upright, turned = (meter.measure(encoded(Image.fromarray(each.rgb), "PNG")) for each in (as_it_is, stored))
        size = stored.width, stored.height
        again = meter.judge_again(turned.evidence.model_copy(update={"score": None}), turned.landmarks, *size)
    assert again.score == pytest.approx(turned.evidence.score, abs=1e-3)
    one, other = upright.evidence.alignment, turned.evidence.alignment
    assert one is not None
    assert other is not None
    assert other.turned == 90 * quarters
    assert (other.shift_x, other.shift_y, other.roll) == pytest.approx((one.shift_x, one.shift_y, one.roll), abs=1e-6)
    assert (turned.width, turned.height) == (as_it_is.width, as_it_is.height)
    for eyes in (turned.landmarks[0, [33, 133]].mean(axis=0), (other.eyes.left.x, other.eyes.left.y)):
        back = turned_back(np.array([one.eyes.left.x, one.eyes.left.y]), quarters)
        assert eyes == pytest.approx(back, abs=1e-4)


@pytest.mark.parametrize("side", [320, 64])
def test_a_face_that_stands_on_its_head_does_not_look_upright(engine: LandmarkEngine, side: int) -> None:
    way_up = bundled_way_up()

    def uprightness(picture: Picture) -> float:
        seen = see(engine, picture)
        if seen.main is None:  # where the other engine finds no face on its head, the way up is not in doubt
            return -math.inf
        return way_up(picture, seen.frame, residual(in_frame(seen.main, seen.width, seen.height, seen.frame)))

    for image in (ordinary(), aligned()):
        picture = _picture(image.resize((side, side), Image.Resampling.LANCZOS))
        assert uprightness(picture) > 0
        assert uprightness(picture.turned(2)) < DOUBTFUL


def test_a_face_on_its_head_that_is_seen_as_two_is_turned(engine: LandmarkEngine) -> None:
    """Engines put the landmarks of such a face in two places, now and then."""
    picture = _picture(ordinary()).turned(2)
    seen = see(engine, picture)
    if seen.main is None:
        pytest.skip("This engine sees no face on its head.")
    doubled = Seen((seen.main, Face(seen.main.points + 0.1)), seen.frame, seen.width, seen.height, seen.format)
    assert doubled.main is None
    _, upright, quarters = see_upright(engine, bundled_way_up(), picture, doubled)
    assert quarters == 2
    assert upright.main is not None


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_two_faces_are_two_however_the_picture_is_turned(quarters: int) -> None:
    picture = _picture(beside(ordinary(), aligned())).turned(quarters)
    with Meter() as meter:
        found = meter.measure(encoded(Image.fromarray(picture.rgb), "PNG"))
    assert (found.evidence.status, found.evidence.faces) == (Status.several_faces, 2)
    assert [each.turned for each in found.alignments] == [90 * (-quarters % 4)] * 2


def test_points_of_a_turned_picture_are_found_again() -> None:
    pixels = np.zeros((20, 40, 3), np.uint8)
    pixels[5, 30] = 255
    picture = Picture(pixels, 40, 20, "png")
    for quarters in range(4):
        turned = picture.turned(quarters)
        row, column = np.unravel_index(turned.rgb[..., 0].argmax(), turned.rgb.shape[:2])
        point = np.array([(column + 0.5) / turned.width, (row + 0.5) / turned.height])
        assert turned_back(point, quarters) == pytest.approx([30.5 / 40, 5.5 / 20])
    assert [quarters_to_upright(angle) for angle in (0, 0.7, -0.7, np.pi / 2, np.pi, -np.pi / 2)] == [0, 0, 0, 3, 2, 1]
