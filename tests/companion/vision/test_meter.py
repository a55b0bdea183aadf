"""Each kind of picture gets its status, and what was done to an aligned one is seen through."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps

from companion.core.models import Face, Measured
from companion.core.rarity import STRONG_ONE_IN
from companion.core.wire.evidence import Level, Status
from companion.errors import PictureError
from companion.vision.decode import decode
from companion.vision.engines import carries_models
from companion.vision.frame import content_frame
from companion.vision.landmarks import FaceMesh, LandmarkEngine
from companion.vision.landmarks_tasks import FaceLandmarker
from companion.vision.meter import Meter
from companion.vision.model_file import FACE_LANDMARKER
from tests.companion.vision.made import aligned, beside, drawn, encoded, noise, ordinary
from tests.companion.vision.test_engines import bundled


@pytest.fixture(scope="module", params=[pytest.param(FaceMesh, marks=bundled), FaceLandmarker])
def meter(request: pytest.FixtureRequest) -> Iterator[Meter]:
    """Of either engine; the bundled MediaPipe runs both, given the other one's model file."""
    if request.param is FaceMesh:
        engine: LandmarkEngine = FaceMesh()
    else:
        engine = FaceLandmarker(FACE_LANDMARKER.read(request.getfixturevalue("shared_folder") / "models"))
    with Meter(engine) as opened:
        yield opened


def test_an_aligned_face_is_strong(meter: Meter) -> None:
    found = meter.measure(encoded(aligned()))
    evidence = found.evidence
    assert (evidence.status, evidence.level, evidence.faces) == (Status.scored, Level.strong, 1)
    assert evidence.alignment is not None
    assert evidence.rarity is not None
    assert evidence.rarity.one_in >= STRONG_ONE_IN
    assert abs(evidence.alignment.shift_x) < 0.01
    assert abs(evidence.alignment.log_scale) < 0.05
    assert abs(evidence.alignment.roll) < 2
    assert evidence.alignment.eye_distance < 0.02
    assert (found.landmarks.shape, found.width, found.height, found.format) == ((1, 478, 2), 300, 300, "jpeg")


def test_an_ordinary_one_is_none(meter: Meter) -> None:
    found = meter.measure(encoded(ordinary())).evidence
    assert (found.status, found.level) == (Status.scored, Level.none)
    assert found.alignment is not None
    assert found.alignment.roll == pytest.approx(-math.degrees(0.1), abs=2.5)
    assert found.alignment.log_scale == pytest.approx(-math.log(1.4), abs=0.05)


@pytest.mark.parametrize("side", [400, 128, 64, 40])
def test_one_score_holds_for_all_sizes(meter: Meter, side: int) -> None:
    strong = meter.measure(encoded(aligned().resize((side, side), Image.Resampling.LANCZOS))).evidence
    weak = meter.measure(encoded(ordinary().resize((side, side), Image.Resampling.LANCZOS))).evidence
    surely_strong = 40 if carries_models() else 64  # newer Pythons' MediaPipe scatters a little more
    assert strong.level in ((Level.strong,) if side > surely_strong else (Level.strong, Level.some))
    assert weak.level is Level.none


def _circle(image: Image.Image) -> Image.Image:
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, image.width - 1, image.height - 1), fill=255)
    return Image.composite(image, Image.new("RGB", image.size, "white"), mask)


@pytest.mark.parametrize(
    "change",
    [ImageOps.mirror, _circle, lambda i: ImageOps.expand(i, 40, "white"), lambda i: ImageOps.pad(i, (500, 300))],
    ids=["mirrored", "circle", "border", "bars"],
)
def test_what_platforms_do_is_seen_through(meter: Meter, change: object) -> None:
    assert callable(change)
    assert meter.measure(encoded(change(aligned()), quality=85)).evidence.level is Level.strong
    assert meter.measure(encoded(change(ordinary()), quality=85)).evidence.level is Level.none
    assert meter.measure(encoded(aligned(), quality=20)).evidence.level is Level.strong


@pytest.mark.parametrize("kept", [0.9, 0.8, 0.7])
def test_a_centre_crop_is_read_as_one(meter: Meter, kept: float) -> None:
    whole = meter.measure(encoded(aligned(400))).evidence
    crop = ImageOps.crop(aligned(400), round(400 * (1 - kept) / 2))
    found = meter.measure(encoded(crop)).evidence
    assert found.level is Level.some
    assert found.cropped == pytest.approx(kept, abs=0.06)  # the zoom that is told goes in steps of 2 %
    assert whole.score is not None
    assert found.score is not None
    assert found.score < whole.score - 2  # reading it as a crop never raises the score
    if kept <= 0.8:
        assert found.score < -1
    assert whole.cropped is None
    assert meter.measure(encoded(ordinary())).evidence.cropped is None


def test_a_face_that_fills_the_picture_is_found(meter: Meter) -> None:
    assert meter.measure(encoded(ImageOps.crop(aligned(400), 115))).evidence.faces == 1


def test_a_small_face_is_found_and_its_place_is_right(meter: Meter) -> None:
    wide = Image.new("RGB", (1200, 1200), "grey")
    wide.paste(aligned(130), (900, 150))
    (face,) = meter.measure(encoded(wide, quality=95)).landmarks
    eyes = face[[33, 263]].mean(axis=0) * 1200
    assert eyes == pytest.approx((900 + 0.498 * 130, 150 + 0.477 * 130), abs=4)


STATUSES = {
    "a drawing": (encoded(drawn()), Status.no_face),
    "noise": (encoded(noise(150, 150)), Status.no_face),
    "two alike": (encoded(beside(aligned(), ordinary())), Status.several_faces),
    "tiny": (encoded(aligned().resize((16, 16))), Status.too_small),
    "truncated": (encoded(aligned())[:5000], Status.undecodable),
    "text": (b"this is a text, whatever its name says", Status.undecodable),
    "nothing": (b"", Status.undecodable),
    "another format": (encoded(aligned(), "BMP"), Status.undecodable),
    "animated": (encoded(aligned(), "GIF", save_all=True, append_images=[drawn(300)]), Status.scored),
    "drawing first": (encoded(drawn(300), "GIF", save_all=True, append_images=[aligned()]), Status.no_face),
}


@pytest.mark.parametrize("kind", STATUSES)
def test_each_kind_of_file_has_its_status(meter: Meter, kind: str) -> None:
    data, status = STATUSES[kind]
    found = meter.measure(data)
    assert found.evidence.status is status
    assert (found.evidence.score is None) == (status is not Status.scored)
    assert (found.evidence.message is None) == (status is Status.scored)
    assert len(found.landmarks) == len(found.alignments) == (found.evidence.faces or 0)


def _with_rows(picture: Image.Image, share: float) -> bytes:
    """The JPEG of a picture, cut where about so many of its rows are there."""
    data = encoded(picture, quality=95)
    for length in range(len(data) - 40, 0, -40):
        try:
            if decode(data[:length], 400).there <= share:
                return data[:length]
        except PictureError:
            break
    raise AssertionError("no cut leaves so many rows")


def test_a_face_above_the_cut_is_measured_and_no_other_is_made_up(meter: Meter) -> None:
    framed = ImageOps.expand(aligned(200), (100, 20, 100, 60), "teal")
    whole, cut = meter.measure(encoded(framed, quality=95)).evidence, meter.measure(_with_rows(framed, 0.9)).evidence
    assert (cut.status, cut.faces) == (Status.scored, 1)
    assert cut.score == pytest.approx(whole.score, abs=0.1)
    assert "cut short" in (cut.message or "")
    assert meter.measure(_with_rows(framed.rotate(180), 0.85)).evidence.status is Status.scored, "no chin is cut off"
    below = ImageOps.expand(aligned(200), (100, 80, 100, 0), "teal")  # its chin is missing
    for picture in (below, drawn(280), ImageOps.expand(aligned(60), (100, 20, 140, 200), "teal")):
        lost = meter.measure(_with_rows(picture, 0.85)).evidence
        assert (lost.status, lost.score, lost.faces) == (Status.undecodable, None, None)
        assert "cut short" in (lost.message or "")


def test_of_several_faces_each_is_reported(meter: Meter) -> None:
    found = meter.measure(encoded(beside(aligned(), ordinary())))
    assert found.evidence.faces == len(found.alignments) == 2
    assert found.evidence.alignment is None


def test_a_clear_main_face_is_scored_beside_a_ghost(meter: Meter) -> None:
    ghostly = aligned(400).copy()
    ghostly.paste(aligned(90), (310, 300))
    found = meter.measure(encoded(ghostly)).evidence
    assert (found.status, found.level) == (Status.scored, Level.strong)


class _Failing:
    name = FaceMesh.name

    def faces(self, rgb: NDArray[np.uint8]) -> list[Face]:
        raise RuntimeError(f"no {rgb.shape}")

    def close(self) -> None: ...


def test_an_exception_is_never_a_score(caplog: pytest.LogCaptureFixture) -> None:
    with Meter(engine=_Failing()) as meter:
        found: Measured = meter.measure(encoded(aligned()))
    assert (found.evidence.status, found.evidence.score) == (Status.failed, None)
    assert "could not be measured" in caplog.text


class _Unplaced(_Failing):
    """Of what is 40 pixels wide it gives landmarks that are no numbers."""

    def __init__(self) -> None:
        self.faces_of = FaceMesh()
        self.glance = self.faces_of.glance

    def faces(self, rgb: NDArray[np.uint8]) -> list[Face]:
        return [Face(np.full((478, 2), np.nan))] if rgb.shape[1] == 40 else self.faces_of.faces(rgb)

    def close(self) -> None:
        self.faces_of.close()


@bundled
def test_many_together_give_what_each_gives_alone_and_one_that_fails_spoils_no_other() -> None:
    pictures = [aligned(), drawn(), ordinary(), aligned(40), beside(aligned(), ordinary()), aligned(100), aligned(200)]
    contents = [*(encoded(picture) for picture in pictures), b"words"]
    with Meter(engine=_Unplaced()) as meter:
        together, alone = meter.measure_all(contents), [meter.measure(each) for each in contents]
    assert [each.evidence for each in together] == [each.evidence for each in alone]
    assert [each.landmarks.tobytes() for each in together] == [each.landmarks.tobytes() for each in alone]
    assert [each.alignments for each in together] == [each.alignments for each in alone]
    statuses = [each.evidence.status.value for each in together]
    assert statuses == ["scored", "no_face", "scored", "failed", "several_faces", "scored", "scored", "undecodable"]


def test_a_plain_wall_is_no_border() -> None:
    assert content_frame(decode(encoded(aligned()), 400)) is None
    assert content_frame(decode(encoded(Image.new("RGB", (200, 200), "white")), 400)) is None
    uneven = ImageOps.expand(aligned(200), (10, 10, 60, 60), "white")
    assert content_frame(decode(encoded(uneven), 400)) is None
    head = Image.new("RGB", (300, 300), "white")
    head.paste(aligned(200), (50, 100))  # as a person before a wall: plain above and on the sides, not below
    assert content_frame(decode(encoded(head), 400)) is None


def test_a_border_is_measured_to_the_pixel() -> None:
    frame = content_frame(decode(encoded(ImageOps.expand(aligned(300), 30, "white"), "PNG"), 400))
    assert frame is not None
    assert tuple(frame) == pytest.approx((30, 30, 300), abs=1)


@pytest.mark.parametrize("border", [(0, 300), (300, 0), (0, 87), (101, 0), (40, 40)])
def test_the_content_of_a_large_picture_stays_in_its_middle(border: tuple[int, int]) -> None:
    """Scaled down, its width and its height are rounded, each in its way."""
    framed = ImageOps.expand(aligned(301), (border[0], border[1], border[0], border[1]), "white")
    frame = content_frame(decode(encoded(framed, "PNG"), 200))
    assert frame is not None
    middle = frame.left + frame.side / 2, frame.top + frame.side / 2
    assert middle == pytest.approx((framed.width / 2, framed.height / 2), abs=0.5)
    assert frame.side == pytest.approx(301, abs=5)
