"""Bytes of an unknown file → a bounded RGB array, safely.

One picture takes at most 300 MB: what is large is scaled down in bands of rows, so that no second copy of it is made,
and what Pillow can decode only in several copies is decoded otherwise, or has a lower bound.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, PngImagePlugin, UnidentifiedImageError

from companion.core.wire.evidence import Status
from companion.errors import PictureError
from companion.vision.declared import begins_as_picture, to_decode
from companion.vision.declared.bounds import MAX_PROFILE_BYTES, check_pixels

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MIN_SIDE = 24
GROUND = (128, 128, 128)
LEAST_THERE = 0.75
"""The share of its rows that a file which is cut short must hold."""
LARGE_PIXELS = 16_000_000
"""From here on memory matters more than a rounding."""
BAND_PIXELS = 2_000_000

# What Pillow thinks of a file's odd parts would be written into a terminal or a log, with where Pillow lies.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
# Pillow's own bound lies above ours: beyond it, opening fails instead of printing to stderr.
warnings.simplefilter("error", Image.DecompressionBombWarning)
# It bounds a PNG's profile as it bounds a text.
PngImagePlugin.MAX_TEXT_CHUNK = MAX_PROFILE_BYTES

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUARTER_TURNS = {_TURNS[orientation] for orientation in (5, 6, 7, 8)}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@dataclass(frozen=True, eq=False)
class Picture:
    """``rgb`` is (h, w, 3) uint8, upright and perhaps scaled down; ``width`` and ``height`` are the upright file's.

    ``there``: the share of the file's rows, from its top, that it holds. Where it is cut short, ground lies below.
    """

    rgb: NDArray[np.uint8]
    width: int
    height: int
    format: str
    there: float = 1.0

    def turned(self, quarters: int) -> Picture:
        """Turned clockwise by so many quarters."""
        width, height = (self.height, self.width) if quarters % 2 else (self.width, self.height)
        return Picture(np.ascontiguousarray(np.rot90(self.rgb, -quarters)), width, height, self.format, self.there)


def decode(data: bytes, side: int) -> Picture:
    """The first frame of a JPEG, PNG, WebP, GIF or AVIF, told by its content, with its longer side at most ``side``.

    EXIF orientation is applied, colours become sRGB, and transparency lies over a neutral grey. Of a JPEG that is cut
    short what is there is shown, if that is most of it.
    Raises PictureError with the status ``undecodable``, ``too_small`` or ``beyond_bounds``.
    """
    try:
        with Image.open(io.BytesIO(to_decode(data)), formats=FORMATS) as image:
            _check_size(image)
            size, turn = image.size, _turn(image)
            small, there = _small(image, data, side)
            rgb = _rgb(small)
            if there < 1:
                rgb.paste(GROUND, (0, int(there * rgb.height), *rgb.size))
            width, height = size[::-1] if turn in _QUARTER_TURNS else size
            upright = np.asarray(rgb if turn is None else rgb.transpose(turn))
            return Picture(upright, width, height, _format(image), there)
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        reason = "pictures.broken" if begins_as_picture(data) else "pictures.unknown_format"
        raise PictureError(reason, status=Status.undecodable.value) from error
    except Exception as error:  # decoders raise nearly anything on broken bytes
        raise PictureError("pictures.broken", status=Status.undecodable.value) from error


def thumbnail(data: bytes, side: int) -> bytes:
    """A JPEG of the picture with its longer side at most ``side``. Raises PictureError as :func:`decode` does."""
    out = io.BytesIO()
    Image.fromarray(decode(data, side).rgb).save(out, "JPEG", quality=85)
    return out.getvalue()


def _check_size(image: Image.Image) -> None:
    check_pixels(image.width * image.height)
    if min(image.size) < MIN_SIDE:
        raise PictureError(
            "pictures.too_small", status=Status.too_small.value, width=image.width, height=image.height, least=MIN_SIDE
        )


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What makes the picture upright, as its EXIF orientation says; broken EXIF says nothing."""
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - EXIF is parsed as freely as it is written
        return None


def _format(image: Image.Image) -> str:
    # A phone's JPEG with a second picture inside is an MPO to Pillow.
    return "jpeg" if image.format == "MPO" else str(image.format).lower()


def _small(image: Image.Image, data: bytes, side: int) -> tuple[Image.Image, float]:
    """Decoded, in eight bits, with its longer side at most ``side``, and with its colour profile, for later.

    And the share of the rows that the file holds.
    """
    there, profile = 1.0, image.info.get("icc_profile")
    if image.format == "WEBP" and image.width * image.height > LARGE_PIXELS:
        small = _scaled(image.size, side, _rows_of_large_webp(data))
    else:
        wanted = _size_within(image.size, side) if image.width * image.height > LARGE_PIXELS else (side, side)
        image.draft(None, wanted)  # a JPEG is decoded smaller by itself
        there = _load(image)
        small = _scaled(image.size, side, lambda first, last: _eight_bit(_rows(image, first, last)))
    small.info["icc_profile"] = profile
    return small, there


def _load(image: Image.Image) -> float:
    """Decodes it. Gives the share of the rows that the file holds; raises OSError where too few do, or none as a whole.

    A JPEG that is told in one pass is decoded row by row, and rows that are not there stay as nought. Stored on its
    side or its head, or told in several passes, one that is cut short is refused.
    """
    try:
        image.load()
    except OSError:
        if _format(image) != "jpeg" or image.info.get("progressive") or _turn(image) is not None:
            raise
        image.tile = []  # type: ignore[attr-defined] # nothing is left to decode
        rows = np.asarray(image).reshape(image.height, -1).any(axis=1)
        there = float(len(np.trim_zeros(rows, "b")) / image.height)
        if there < LEAST_THERE:
            raise
        return there
    return 1.0


def _rows(image: Image.Image, first: int, last: int) -> Image.Image:
    return image if last - first == image.height else image.crop((0, first, image.width, last))


def _rows_of_large_webp(data: bytes) -> Callable[[int, int], Image.Image]:
    """Pillow would hold it four times over."""
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION)
    order = cv2.COLOR_BGRA2RGBA if decoded.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return lambda first, last: Image.fromarray(cv2.cvtColor(decoded[first:last], order))


def _size_within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """The size with its longer side brought down to ``side``, where it is more."""
    longer = max(side, *size)
    width, height = (max(1, round(length * side / longer)) for length in size)
    return width, height


def _scaled(size: tuple[int, int], side: int, rows: Callable[[int, int], Image.Image]) -> Image.Image:
    """Brought down by the mean over areas; ``rows`` gives those from one up to another, in eight bits."""
    (width, height), (to_width, to_height) = size, _size_within(size, side)
    if (to_width, to_height) == size:
        return rows(0, height)
    scale = height / to_height
    step = max(1, int(BAND_PIXELS / width / scale))
    bands = []
    for top in range(0, to_height, step):
        first, last = top * scale, min(min(top + step, to_height) * scale, height)
        start = int(first)
        band = rows(start, math.ceil(last))
        within = (0, first - start, width, min(last - start, band.height))
        bands.append(band.resize((to_width, min(step, to_height - top)), Image.Resampling.BOX, within))
    whole = Image.new(bands[0].mode, (to_width, to_height))
    for number, band in enumerate(bands):
        whole.paste(band, (0, number * step))
    return whole


def _eight_bit(image: Image.Image) -> Image.Image:
    """One of RGB, RGBA, CMYK, LAB; grey of 16 bits keeps its upper 8."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = Image.fromarray((np.asarray(image).astype(np.int32) >> 8).clip(0, 255).astype(np.uint8))
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("RGB", "CMYK", "LAB") else image.convert("RGB")


def _rgb(image: Image.Image) -> Image.Image:
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if profile := image.info.get("icc_profile"):
        image = _to_srgb(image if alpha is None else image.convert("RGB"), profile)
    if alpha is None:
        return image if image.mode == "RGB" else image.convert("RGB")
    ground = Image.new("RGB", image.size, GROUND)
    ground.paste(image.convert("RGB"), mask=alpha)
    return ground


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        transform = _transform(profile, image.mode)
        return image if transform is None else transform.apply(image)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # A broken or unfitting profile changes colours, never whether there is a picture.


@lru_cache(maxsize=32)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """How colours of this profile become sRGB; None where they are sRGB already."""
    own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if mode == "RGB" and "srgb" in ImageCms.getProfileDescription(own).lower():
        return None
    return ImageCms.buildTransform(own, _SRGB, mode, "RGB")
