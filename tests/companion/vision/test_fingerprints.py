"""The same picture is known again after what platforms and people do to it; another is not taken for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from companion.core.reuse import HASH_BITS, NEAR, NEAR_MIDDLE, Region
from companion.installing.late import LatePart
from companion.packaged import matplotlib_file
from companion.vision.agreement import agreement
from companion.vision.engines import open_engine
from companion.vision.fingerprints import SIDE, Fingerprint, Fingerprints, fingerprints_of, packed, unpacked
from companion.vision.hash_index import NEAR_EVEN, HashIndex, Near, apart
from companion.vision.landmarks import LandmarkEngine
from companion.vision.likeness import likenesses, picture_numbers

Change = Callable[[Image.Image], Image.Image]


@pytest.fixture(scope="module")
def mesh() -> LandmarkEngine:
    return open_engine()


@pytest.fixture(scope="module")
def photograph() -> Image.Image:
    """An accepted test photograph of one person, cut to her face and shoulders."""
    with Image.open(matplotlib_file("sample_data/grace_hopper.jpg")) as opened:
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


def fingerprints(picture: Image.Image, mesh: LandmarkEngine) -> Fingerprints:
    rgb = np.array(picture.convert("RGB"))
    faces = mesh.faces(rgb)
    return fingerprints_of(rgb, faces[0] if faces else None)


def shown(view: Fingerprint | None) -> Fingerprint:
    assert view is not None
    return view


def same(first: Fingerprints, second: Fingerprints) -> bool:
    return any(found.same for found in likenesses(0, first, 1, second))


def distance(first: Fingerprint | None, second: Fingerprint | None) -> int:
    return int(apart(shown(first).hash[None], shown(second).hash)[0][0])


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


def sticker(x: float, y: float, width: float) -> Change:
    """A yellow disc; all in sides of the picture."""

    def change(picture: Image.Image) -> Image.Image:
        made = picture.copy()
        w, h = picture.size
        box = ((x - width / 2) * w, (y - width / 2) * h, (x + width / 2) * w, (y + width / 2) * h)
        ImageDraw.Draw(made).ellipse(box, fill=(250, 190, 30), outline="black", width=3)
        return made

    return change


def caption(picture: Image.Image) -> Image.Image:
    made = picture.copy()
    w, h = picture.size
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, 0.82 * h, w, h), fill="black")
    draw.text((0.05 * w, 0.86 * h), "SUMMER SALE TODAY", fill="white", font=ImageFont.load_default(0.09 * h))
    return made


def circled(picture: Image.Image) -> Image.Image:
    """As sites show avatars, with a ring of three colours."""
    side = min(picture.size)
    disc, ring = Image.new("L", picture.size, 0), (side * 0.025, side * 0.025, side * 0.975, side * 0.975)
    ImageDraw.Draw(disc).ellipse((0, 0, side, side), fill=255)
    made = Image.composite(picture, Image.new("RGB", picture.size, "white"), disc)
    for third, colour in enumerate(((206, 17, 38), (250, 250, 250), (0, 50, 160))):
        ImageDraw.Draw(made).arc(ring, 120 * third, 120 * third + 120, fill=colour, width=round(side * 0.05))
    return made


def bordered(share: float, colour: str) -> Change:
    return lambda picture: ImageOps.expand(picture, round(share * picture.width), colour)


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
CROPS: dict[str, Change] = {
    "10 % off the top": cropped(0, 0.1, 0, 0),
    "10 % off two sides": cropped(0.1, 0, 0, 0.1),
    "mirrored, 10 % off the left": lambda picture: ImageOps.mirror(cropped(0.1, 0, 0, 0)(picture)),
    "10 % off each side": cropped(0.1, 0.1, 0.1, 0.1),
    "mirrored, 10 % off each side": lambda picture: ImageOps.mirror(cropped(0.1, 0.1, 0.1, 0.1)(picture)),
}
COVERED: dict[str, Change] = {
    "sticker in a corner": sticker(0.85, 0.85, 0.25),
    "sticker in the middle": sticker(0.5, 0.55, 0.2),
    "caption": caption,
    "caption above and below": lambda picture: caption(ImageOps.flip(caption(ImageOps.flip(picture)))),
}
AROUND: dict[str, Change] = {
    "white border of 5 %": bordered(0.05, "white"),
    "black border of 10 %": bordered(0.1, "black"),
    "disc with a ring": circled,
}
ON_ALL: dict[str, Change] = {**FILTERS, **CROPS, **COVERED, **AROUND}
ON_FACES: dict[str, Change] = {
    **ON_ALL,
    "mirrored, caption": lambda picture: caption(ImageOps.mirror(picture)),
    "all at once": lambda picture: jpeg(ImageOps.mirror(cropped(0.04, 0.02, 0.03, 0.05)(picture)).convert("L"), 40),
}


@pytest.mark.parametrize("change", [*ON_FACES.values()], ids=[*ON_FACES])
def test_a_face_is_known_again(photograph: Image.Image, mesh: LandmarkEngine, change: Change) -> None:
    assert same(fingerprints(photograph, mesh), fingerprints(change(photograph), mesh))


@pytest.mark.parametrize("change", [*ON_ALL.values()], ids=[*ON_ALL])
def test_a_drawing_is_known_again(mesh: LandmarkEngine, change: Change) -> None:
    original, changed = fingerprints(drawing(1), mesh), fingerprints(change(drawing(1)), mesh)
    assert same(original, changed)
    assert same(changed, original)


@pytest.mark.parametrize("seed", range(6, 11))
def test_a_border_is_sharper_than_all_in_a_soft_picture_and_changes_nothing(seed: int) -> None:
    soft = drawing(seed).filter(ImageFilter.GaussianBlur(8))
    bordered_too = bordered(0.05, "white")(soft)
    assert same(fingerprints_of(np.array(soft), None), fingerprints_of(np.array(bordered_too), None))


def test_other_pictures_are_not(photograph: Image.Image, mesh: LandmarkEngine) -> None:
    all_views = [fingerprints(photograph, mesh), *(fingerprints(drawing(seed), mesh) for seed in range(20))]
    pairs = [(first, second) for first in range(21) for second in range(first)]
    assert not any(same(all_views[first], all_views[second]) for first, second in pairs)


def test_the_reason_says_what_was_compared(photograph: Image.Image, mesh: LandmarkEngine) -> None:
    found = list(likenesses(3, fingerprints(photograph, mesh), 8, fingerprints(ImageOps.mirror(photograph), mesh)))
    assert {(each.first, each.second, each.mirrored) for each in found} == {(3, 8, True)}
    assert (Region.whole, Region.whole) in {each.regions for each in found}


@pytest.mark.parametrize("colour", ["white", "black", (90, 120, 30)])
def test_plain_pictures_are_like_nothing(mesh: LandmarkEngine, colour: str | tuple[int, int, int]) -> None:
    plain = fingerprints(Image.new("RGB", (100, 80), colour), mesh)
    gradient = fingerprints(Image.linear_gradient("L"), mesh)
    assert (plain.whole, plain.core, gradient.whole, gradient.core) == (None, None, None, None)
    assert list(likenesses(0, plain, 1, plain)) == []
    assert agreement(np.zeros((SIDE, SIDE), np.uint8), np.full((SIDE, SIDE), 9, np.uint8)) == 0


def test_the_core_stays_where_the_face_is(photograph: Image.Image, mesh: LandmarkEngine) -> None:
    whole = fingerprints(photograph, mesh)
    cut = fingerprints(cropped(0.1, 0.05, 0.0, 0.15)(photograph), mesh)
    assert distance(whole.core, cut.core) < 40
    assert distance(whole.whole, cut.whole) > NEAR


def test_a_small_face_has_a_wide_core_that_outlives_a_crop(photograph: Image.Image, mesh: LandmarkEngine) -> None:
    """Around a small face is much that stays, and its own place is known less exactly."""
    scene = drawing(3).resize((400, 400))
    scene.paste(photograph.resize((180, 180)), (110, 110))
    whole, cut = fingerprints(scene, mesh), fingerprints(ImageOps.mirror(cropped(0.1, 0.1, 0.1, 0.1)(scene)), mesh)
    assert fingerprints(photograph, mesh).wide is None
    assert distance(whole.wide, cut.wide) < 40
    assert Region.wide in {found.regions[0] for found in likenesses(0, whole, 1, cut) if found.same}


def test_what_is_covered_may_be_a_quarter_and_no_more(mesh: LandmarkEngine) -> None:
    grey = shown(fingerprints(drawing(4), mesh).whole).grey
    other = shown(fingerprints(drawing(5), mesh).whole).grey
    assert grey is not None
    assert other is not None

    def with_rows_of_the_other(share: float) -> float:
        mixed = grey.copy()
        rows = round(share * SIDE)
        mixed[:rows] = other[:rows]
        return agreement(grey, mixed)

    assert with_rows_of_the_other(0.2) > 0.99
    assert with_rows_of_the_other(0.5) < 0.9


def test_of_a_picture_with_little_detail_nothing_is_left_out(mesh: LandmarkEngine) -> None:
    """Two letters on a plain ground agree in all their other blocks, which proves nothing."""

    def initials(text: str) -> Fingerprints:
        made = Image.new("RGB", (200, 200), (90, 40, 140))
        ImageDraw.Draw(made).text((40, 50), text, fill="white", font=ImageFont.load_default(90))
        return fingerprints(made, mesh)

    assert same(initials("MK"), initials("MK"))
    assert not same(initials("MK"), initials("MA"))
    assert not same(initials("JD"), initials("LD"))


def test_the_middles_of_drawings_must_be_nearer_than_wholes() -> None:
    """Drawn avatars of one kit share parts in the middle, and agree there."""
    first = fingerprints_of(np.array(drawing(1)), None)
    core = shown(first.core)

    def with_bits_turned(count: int) -> Fingerprints:
        turned = core.hash ^ np.packbits(np.arange(HASH_BITS) < count)
        return replace(first, whole=None, core=replace(core, hash=turned))

    assert same(first, with_bits_turned(NEAR_MIDDLE))
    assert not same(first, with_bits_turned(NEAR_MIDDLE + 1))


def test_a_fingerprint_outlives_being_kept(photograph: Image.Image, mesh: LandmarkEngine) -> None:
    grey = shown(fingerprints(photograph, mesh).core).grey
    assert grey is not None
    kept = unpacked(packed(grey))
    assert len(packed(grey)) < 3000
    assert agreement(grey, kept) > 0.98


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff"])
def test_what_is_no_fingerprint_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="a fingerprint is"):
        unpacked(content)


def test_a_hash_is_known_again_in_that_of_the_mirror_image(mesh: LandmarkEngine) -> None:
    straight = shown(fingerprints(drawing(2), mesh).whole)
    assert straight.grey is not None
    turned = Fingerprint.of(np.ascontiguousarray(straight.grey[:, ::-1]))
    distances, mirrored = apart(np.stack([turned.hash, straight.hash]), straight.hash)
    assert distances[0] <= 1  # a frequency of exactly nought has no sign
    assert distances[1] == 0
    assert mirrored.tolist() == [True, False]


def test_without_the_kept_views_only_very_near_hashes_count(photograph: Image.Image, mesh: LandmarkEngine) -> None:
    first, second = fingerprints(photograph, mesh), fingerprints(cropped(0.025, 0.025, 0.025, 0.025)(photograph), mesh)
    bare = Fingerprints(replace(shown(first.whole), grey=None), None)
    assert [found.same for found in likenesses(0, bare, 1, bare)] == [True]
    assert [found.same for found in likenesses(0, bare, 1, replace(second, core=None, wide=None))] == [False]


@pytest.mark.parametrize("with_faiss", [True, False])
def test_the_index_finds_all_that_is_near_straight_and_mirrored(
    with_faiss: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LatePart, "is_here", lambda part: with_faiss)
    rng = np.random.default_rng(0)
    hashes = rng.integers(0, 256, (500, SIDE // 2), dtype=np.uint8)
    own = hashes[3]
    hashes[7] = own ^ np.eye(1, 32, 5, dtype=np.uint8)[0]
    hashes[8] = own ^ np.repeat(np.array([0, 255], np.uint8), 16)
    for row in range(10, 200):  # ever further away, in both halves alike
        hashes[row] = own ^ np.packbits(rng.permutation(256) < row // 2)
    index = HashIndex()
    assert index.near(own[None]) == [[]]
    index.add(range(1000, 1250), hashes[:250])
    index.add(range(1250, 1500), hashes[250:])
    assert len(index) == 500
    (found,) = index.near(own[None])
    assert found[0] == Near(1003, 0, mirrored=False)
    assert Near(1007, 1, mirrored=False) in found
    assert Near(1008, 0, mirrored=True) in found
    halves = np.unpackbits(hashes ^ own, axis=1).reshape(500, 2, 128).sum(axis=2)
    odd = np.minimum(halves[:, 1], 128 - halves[:, 1])
    expected = np.flatnonzero((halves[:, 0] <= NEAR_EVEN) & (halves[:, 0] + odd <= NEAR))
    assert sorted(near.picture - 1000 for near in found) == expected.tolist()
    assert len(expected) > 100


def test_copies_of_one_picture_have_one_number(photograph: Image.Image, mesh: LandmarkEngine) -> None:
    shown_pictures = [photograph, drawing(1), ImageOps.mirror(photograph), drawing(2), jpeg(drawing(1), 30)]
    assert picture_numbers([fingerprints(each, mesh) for each in shown_pictures]) == [0, 1, 0, 3, 1]
