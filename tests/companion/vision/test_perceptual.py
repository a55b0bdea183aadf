"""The same picture is known again after what platforms and people do to it; another is not taken for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from companion.core.reuse import Region
from companion.vision.landmarks import FaceMesh
from companion.vision.likeness import apart, likenesses, picture_numbers
from companion.vision.perceptual import SIDE, Fingerprint, Fingerprints, agreement, fingerprints_of, packed, unpacked
from companion.vision.similar import HashIndex

Change = Callable[[Image.Image], Image.Image]


@pytest.fixture(scope="module")
def mesh() -> FaceMesh:
    return FaceMesh()


@pytest.fixture(scope="module")
def photograph() -> Image.Image:
    """An accepted test photograph of one person, cut to her face and shoulders."""
    with Image.open(Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg") as opened:
        return opened.convert("RGB").crop((60, 10, 460, 410))


def drawing(seed: int) -> Image.Image:
    """A picture of forty discs in random places, without a face."""
    rng = np.random.default_rng(seed)
    drawn = Image.new("RGB", (240, 240), tuple(rng.integers(0, 256, 3).tolist()))
    draw = ImageDraw.Draw(drawn)
    for _ in range(40):
        x, y, radius = rng.integers(0, 240), rng.integers(0, 240), rng.integers(5, 40)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=tuple(rng.integers(0, 256, 3).tolist()))
    return drawn


def fingerprints(picture: Image.Image, mesh: FaceMesh) -> Fingerprints:
    rgb = np.array(picture.convert("RGB"))
    faces = mesh.faces(rgb)
    return fingerprints_of(rgb, faces[0] if faces else None)


def shown(fingerprint: Fingerprint | None) -> Fingerprint:
    assert fingerprint is not None
    return fingerprint


def same(first: Fingerprints, second: Fingerprints) -> bool:
    return any(found.same for found in likenesses(0, first, 1, second))


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def cropped(left: float, top: float, right: float, bottom: float) -> Change:
    def change(picture: Image.Image) -> Image.Image:
        width, height = picture.size
        return picture.crop(
            (round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height))
        )

    return change


FILTERS: dict[str, Change] = {
    "as it is": lambda picture: picture,
    "mirrored": ImageOps.mirror,
    "JPEG 20": lambda picture: jpeg(picture, 20),
    "64 px": lambda picture: jpeg(picture.resize((64, 64), Image.Resampling.LANCZOS), 85),
    "grey": lambda picture: picture.convert("L"),
    "bright": lambda picture: ImageEnhance.Brightness(picture).enhance(1.3),
    "dark": lambda picture: ImageEnhance.Brightness(picture).enhance(0.7),
    "contrast": lambda picture: ImageEnhance.Contrast(picture).enhance(1.4),
    "flat": lambda picture: ImageEnhance.Contrast(picture).enhance(0.6),
    "2.5 % off each side": cropped(0.025, 0.025, 0.025, 0.025),
    "5 % off each side": cropped(0.05, 0.05, 0.05, 0.05),
}
SMALL_CROPS: dict[str, Change] = {
    "10 % off the top": cropped(0, 0.1, 0, 0),
    "10 % off two sides": cropped(0.1, 0, 0, 0.1),
    "mirrored, 10 % off the left": lambda picture: ImageOps.mirror(cropped(0.1, 0, 0, 0)(picture)),
}
CROPS: dict[str, Change] = {
    **SMALL_CROPS,
    "10 % off each side": cropped(0.1, 0.1, 0.1, 0.1),
    "all at once": lambda picture: jpeg(ImageOps.mirror(cropped(0.04, 0.02, 0.03, 0.05)(picture)).convert("L"), 40),
}


@pytest.mark.parametrize("change", [*FILTERS.values(), *CROPS.values()], ids=[*FILTERS, *CROPS])
def test_a_face_is_known_again(photograph: Image.Image, mesh: FaceMesh, change: Change) -> None:
    assert same(fingerprints(photograph, mesh), fingerprints(change(photograph), mesh))


@pytest.mark.parametrize("change", [*FILTERS.values(), *SMALL_CROPS.values()], ids=[*FILTERS, *SMALL_CROPS])
def test_a_drawing_is_known_again(mesh: FaceMesh, change: Change) -> None:
    original, changed = fingerprints(drawing(1), mesh), fingerprints(change(drawing(1)), mesh)
    assert same(original, changed)
    assert same(changed, original)


def test_other_pictures_are_not(photograph: Image.Image, mesh: FaceMesh) -> None:
    all_fingerprints = [fingerprints(photograph, mesh), *(fingerprints(drawing(seed), mesh) for seed in range(20))]
    pairs = [(first, second) for first in range(21) for second in range(first)]
    assert not any(same(all_fingerprints[first], all_fingerprints[second]) for first, second in pairs)


def test_the_reason_says_what_was_compared(photograph: Image.Image, mesh: FaceMesh) -> None:
    found = list(likenesses(3, fingerprints(photograph, mesh), 8, fingerprints(ImageOps.mirror(photograph), mesh)))
    assert {(each.first, each.second, each.mirrored) for each in found} == {(3, 8, True)}
    assert (Region.whole, Region.whole) in {each.regions for each in found}


@pytest.mark.parametrize("colour", ["white", "black", (90, 120, 30)])
def test_plain_pictures_are_like_nothing(mesh: FaceMesh, colour: str | tuple[int, int, int]) -> None:
    plain = fingerprints(Image.new("RGB", (100, 80), colour), mesh)
    gradient = fingerprints(Image.linear_gradient("L"), mesh)
    assert (plain.whole, plain.core, gradient.whole, gradient.core) == (None, None, None, None)
    assert list(likenesses(0, plain, 1, plain)) == []
    assert agreement(np.zeros((SIDE, SIDE), np.uint8), np.full((SIDE, SIDE), 9, np.uint8)) == 0


def test_the_core_stays_where_the_face_is(photograph: Image.Image, mesh: FaceMesh) -> None:
    whole = fingerprints(photograph, mesh)
    cut = fingerprints(cropped(0.1, 0.05, 0.0, 0.15)(photograph), mesh)
    assert apart(shown(whole.core).hash, shown(cut.core).hash) < 40
    assert apart(shown(whole.whole).hash, shown(cut.whole).hash) > 64


def test_a_view_outlives_being_kept(photograph: Image.Image, mesh: FaceMesh) -> None:
    grey = shown(fingerprints(photograph, mesh).core).grey
    assert grey is not None
    kept = unpacked(packed(grey))
    assert len(packed(grey)) < 3000
    assert agreement(grey, kept) > 0.98


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff"])
def test_what_is_no_view_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="a fingerprint is"):
        unpacked(content)


def test_a_pictures_mirror_image_has_its_mirrored_hash(mesh: FaceMesh) -> None:
    straight = shown(fingerprints(drawing(2), mesh).whole)
    assert straight.grey is not None
    turned = Fingerprint.of(np.ascontiguousarray(straight.grey[:, ::-1]))
    assert (turned.hash == straight.mirrored).all()
    assert (turned.mirrored == straight.hash).all()


def test_without_the_kept_views_only_very_near_hashes_count(photograph: Image.Image, mesh: FaceMesh) -> None:
    first, second = fingerprints(photograph, mesh), fingerprints(cropped(0.025, 0.025, 0.025, 0.025)(photograph), mesh)
    bare = Fingerprints(replace(shown(first.whole), grey=None), None)
    assert [found.same for found in likenesses(0, bare, 1, bare)] == [True]
    assert [found.same for found in likenesses(0, bare, 1, replace(second, core=None))] == [False]


def test_the_index_finds_all_that_is_near_and_forgets_what_is_removed() -> None:
    rng = np.random.default_rng(0)
    hashes = rng.integers(0, 256, (500, SIDE // 2), dtype=np.uint8)
    hashes[7] = hashes[3] ^ np.eye(1, 32, 5, dtype=np.uint8)[0]
    index = HashIndex()
    assert index.near(hashes[:1], 256) == [[]]
    index.add(range(1000, 1500), hashes)
    expected = np.unpackbits(hashes ^ hashes[3], axis=1).sum(axis=1)
    (found,) = index.near(hashes[3:4], 110)
    assert found[:2] == [(1003, 0), (1007, 1)]
    assert sorted(found) == [(1000 + number, int(expected[number])) for number in np.flatnonzero(expected <= 110)]
    index.remove([1003, 4])
    assert len(index) == 499
    assert index.near(hashes[3:4], 0) == [[]]


def test_copies_of_one_picture_have_one_number(photograph: Image.Image, mesh: FaceMesh) -> None:
    shown_pictures = [photograph, drawing(1), ImageOps.mirror(photograph), drawing(2), jpeg(drawing(1), 30)]
    assert picture_numbers([fingerprints(each, mesh) for each in shown_pictures]) == [0, 1, 0, 3, 1]
