"""Any bytes become a bounded upright RGB array, or a PictureError that says why not."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms

from companion.errors import PictureError
from companion.vision.decode import GROUND, MIN_SIDE, decode, thumbnail
from tests.companion.vision.made import aligned, encoded, noise


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_each_format_is_told_by_its_content(kind: str) -> None:
    picture = decode(encoded(aligned(), kind), 400)
    assert (picture.format, picture.width, picture.height) == (kind.lower(), 300, 300)
    assert picture.rgb.shape == (300, 300, 3)
    assert picture.rgb.dtype == np.uint8
    assert np.abs(picture.rgb.astype(int) - np.asarray(aligned())).mean() < 8


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "ICO", "PDF", "EPS"])
def test_other_formats_are_refused_whatever_pillow_can_read(kind: str) -> None:
    with pytest.raises(PictureError) as refused:
        decode(encoded(aligned(64), kind), 400)
    assert refused.value.picture_status == "undecodable"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff" * 99])
def test_what_is_no_picture_is_undecodable(data: bytes) -> None:
    with pytest.raises(PictureError) as refused:
        decode(data, 400)
    assert refused.value.picture_status == "undecodable"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_truncated_file_is_undecodable(kind: str) -> None:
    data = encoded(noise(200, 200), kind)
    for share in (0.02, 0.1, 0.5):
        with pytest.raises(PictureError, match="broken or cut short") as refused:
            decode(data[: round(len(data) * share)], 400)
        assert refused.value.picture_status == "undecodable"


def test_of_a_jpeg_that_is_cut_short_its_rows_are_shown() -> None:
    whole = encoded(noise(200, 200))
    picture = decode(whole[: round(len(whole) * 0.9)], 400)
    rows = round(picture.there * 200)
    assert 160 <= rows < 190
    assert (picture.width, picture.height) == (200, 200)
    assert np.array_equal(picture.rgb[:rows], decode(whole, 400).rgb[:rows])
    assert (picture.rgb[rows:] == GROUND).all()
    assert 0.9 < decode(whole[:-2], 400).there < 1
    smaller = decode(whole[: round(len(whole) * 0.9)], 100)
    assert (smaller.rgb[int(smaller.there * 100) :] == GROUND).all()


def test_a_cut_jpeg_whose_rows_do_not_stand_from_top_to_bottom_is_undecodable() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    for data in (encoded(noise(200, 200), progressive=True), encoded(noise(200, 200), exif=exif)):
        assert decode(data, 400).there == 1
        with pytest.raises(PictureError, match="broken or cut short"):
            decode(data[: round(len(data) * 0.9)], 400)


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_what_may_be_of_another_kind_is_not_called_broken(brand: bytes) -> None:
    """As photographs of phones begin."""
    with pytest.raises(PictureError, match="not a JPEG, PNG, WebP, GIF or AVIF"):
        decode(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" + bytes(200), 400)


@settings(max_examples=150)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "AVIF"]), st.integers(0, 2**32), st.binary(max_size=40))
def test_spoiled_bytes_never_raise_anything_else(kind: str, place: int, spoil: bytes) -> None:
    data = bytearray(encoded(aligned(64), kind))
    place %= len(data)
    data[place : place + len(spoil)] = spoil
    try:
        picture = decode(bytes(data), 400)
    except PictureError as error:
        assert error.picture_status in {"undecodable", "too_small", "beyond_bounds"}
    else:
        assert max(picture.rgb.shape[:2]) <= 400


def test_a_tiny_picture_is_too_small() -> None:
    with pytest.raises(PictureError) as refused:
        decode(encoded(noise(200, MIN_SIDE - 1), "PNG"), 400)
    assert refused.value.picture_status == "too_small"
    assert decode(encoded(noise(MIN_SIDE, MIN_SIDE), "PNG"), 400).width == MIN_SIDE


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (900, 1600), (401, 401)])
def test_the_array_is_bounded_and_the_size_is_the_files(width: int, height: int) -> None:
    picture = decode(encoded(Image.new("RGB", (width, height), "teal")), 400)
    assert (picture.width, picture.height) == (width, height)
    assert max(picture.rgb.shape[:2]) == 400
    assert picture.rgb.shape[1] / picture.rgb.shape[0] == pytest.approx(width / height, rel=0.01)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "I;16"])
def test_bands_give_what_the_whole_gives(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    grey = np.asarray(noise(900, 700).convert("L"))
    picture = Image.fromarray(grey.astype(np.uint16) << 8) if mode == "I;16" else noise(900, 700).convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.fromarray(grey))
    data = encoded(picture, "PNG")
    whole = decode(data, 400).rgb
    monkeypatch.setattr("companion.vision.decode.BAND_PIXELS", 50_000)
    assert np.array_equal(decode(data, 400).rgb, whole)


@pytest.mark.parametrize("lossless", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_large_webp_gives_what_a_small_one_gives(mode: str, lossless: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = aligned(600).convert(mode)
    if mode == "RGBA":
        picture.putalpha(aligned(600).convert("L"))
    data = encoded(picture, "WEBP", lossless=lossless)
    small = decode(data, 400)
    monkeypatch.setattr("companion.vision.decode.LARGE_PIXELS", 0)
    large = decode(data, 400)
    assert (large.width, large.height, large.format) == (600, 600, "webp")
    assert np.abs(large.rgb.astype(int) - small.rgb).max() <= 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(orientation: int) -> None:
    upright = Image.new("RGB", (90, 60), "white")
    upright.paste("black", (0, 0, 30, 20))
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    stored = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    picture = decode(encoded(stored, exif=exif), 400)
    assert (picture.width, picture.height) == (90, 60)
    assert np.abs(picture.rgb.astype(int) - np.asarray(upright)).mean() < 6


def test_the_first_frame_of_an_animation_counts() -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "lime", "blue")]
    for kind in ("GIF", "PNG", "WEBP"):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        assert decode(data, 400).rgb[30, 30].tolist() == pytest.approx([255, 0, 0], abs=8), kind


def test_transparency_lies_over_a_neutral_ground() -> None:
    for kind, mode in (("PNG", "RGBA"), ("PNG", "LA"), ("WEBP", "RGBA")):
        clear = Image.new(mode, (60, 60), 0)
        assert decode(encoded(clear, kind), 400).rgb[30, 30].tolist() == pytest.approx(list(GROUND), abs=2)
    palette = Image.new("P", (60, 60), 0)
    palette.putpalette([255, 0, 0] + [0] * 765)
    assert decode(encoded(palette, "PNG", transparency=0), 400).rgb[30, 30].tolist() == list(GROUND)


@pytest.mark.parametrize(("mode", "kind"), [("L", "PNG"), ("1", "PNG"), ("P", "GIF"), ("CMYK", "JPEG"), ("L", "JPEG")])
def test_other_modes_become_rgb(mode: str, kind: str) -> None:
    picture = decode(encoded(aligned().convert(mode), kind), 400)
    assert picture.rgb.shape == (300, 300, 3)
    grey = np.asarray(aligned().convert("L")).astype(int)
    assert np.corrcoef(picture.rgb.mean(axis=2).ravel(), grey.ravel())[0, 1] > (0.5 if mode == "1" else 0.95)


def test_sixteen_bit_grey_keeps_its_brightness() -> None:
    ramp = np.linspace(0, 65535, 100, dtype=np.uint16)[None].repeat(100, axis=0)
    rgb = decode(encoded(Image.fromarray(ramp), "PNG"), 400).rgb
    assert rgb[50, ::33, 0].tolist() == [0, 85, 170, 255]


def test_a_profile_is_applied_and_a_broken_one_ignored() -> None:
    image = Image.new("RGB", (40, 40), (200, 100, 50))
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert decode(encoded(image, "PNG", icc_profile=lab), 400).rgb[5, 5].tolist() == [200, 100, 50]
    assert decode(encoded(image, "PNG", icc_profile=b"not a profile"), 400).rgb[5, 5].tolist() == [200, 100, 50]
    turned = bytearray(lab)
    place = bytes(turned).index(b"rXYZ"), bytes(turned).index(b"bXYZ")
    turned[place[0] : place[0] + 4], turned[place[1] : place[1] + 4] = b"bXYZ", b"rXYZ"
    swapped = bytes(turned).replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
    assert decode(encoded(image, "PNG", icc_profile=swapped), 400).rgb[5, 5].tolist() != [200, 100, 50]


def test_a_thumbnail_is_a_small_jpeg() -> None:
    with Image.open(io.BytesIO(thumbnail(encoded(aligned(), "PNG"), 96))) as small:
        assert (small.format, small.size) == ("JPEG", (96, 96))
    with pytest.raises(PictureError):
        thumbnail(b"nothing", 96)
