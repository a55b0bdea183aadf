"""Bytes of an unknown file → a bounded RGB array, safely."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from companion.core.wire.evidence import Status
from companion.errors import PictureError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MAX_PIXELS = 40_000_000
MIN_SIDE = 24
GROUND = (128, 128, 128)

# Pillow's own bound lies above ours: beyond it, opening fails instead of printing to stderr.
warnings.simplefilter("error", Image.DecompressionBombWarning)

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
    """``rgb`` is (h, w, 3) uint8, upright and perhaps scaled down; ``width`` and ``height`` are the upright file's."""

    rgb: NDArray[np.uint8]
    width: int
    height: int
    format: str


def decode(data: bytes, side: int) -> Picture:
    """The first frame of a JPEG, PNG, WebP, GIF or AVIF, told by its content, with its longer side at most ``side``.

    EXIF orientation is applied, colours become sRGB, and transparency lies over a neutral grey.
    Raises PictureError with the status ``undecodable`` or ``too_small``.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(image)
            original, turn = image.size, _turn(image)
            image.draft(None, (side, side))
            rgb = _rgb(_within(_eight_bit(image), side))
            width, height = original[::-1] if turn in _QUARTER_TURNS else original
            return Picture(np.asarray(rgb if turn is None else rgb.transpose(turn)), width, height, _format(image))
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise PictureError("pictures.unknown_format", status=Status.undecodable.value) from error
    except Exception as error:  # decoders raise nearly anything on broken bytes
        raise PictureError("pictures.broken", status=Status.undecodable.value) from error


def thumbnail(data: bytes, side: int) -> bytes:
    """A JPEG of the picture with its longer side at most ``side``. Raises PictureError as :func:`decode` does."""
    out = io.BytesIO()
    Image.fromarray(decode(data, side).rgb).save(out, "JPEG", quality=85)
    return out.getvalue()


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < MIN_SIDE:
        raise PictureError(
            "pictures.too_small", status=Status.too_small.value, width=image.width, height=image.height, least=MIN_SIDE
        )


def _too_many_pixels() -> PictureError:
    return PictureError("pictures.too_many_pixels", status=Status.undecodable.value, most=MAX_PIXELS // 1_000_000)


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What makes the picture upright, as its EXIF orientation says; broken EXIF says nothing."""
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - EXIF is parsed as freely as it is written
        return None


def _format(image: Image.Image) -> str:
    # A phone's JPEG with a second picture inside is an MPO to Pillow.
    return "jpeg" if image.format == "MPO" else str(image.format).lower()


def _eight_bit(image: Image.Image) -> Image.Image:
    """One of RGB, RGBA, CMYK, LAB, keeping the ICC profile for later; grey of 16 bits keeps its upper 8."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16") or image.mode == "I":
        image = Image.fromarray((np.asarray(image).astype(np.int32) >> 8).clip(0, 255).astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode not in ("RGB", "CMYK", "LAB"):
        image = image.convert("RGB")
    image.info["icc_profile"] = profile
    return image


def _within(image: Image.Image, side: int) -> Image.Image:
    """Scaled down by the mean over areas; a picture within ``side`` stays as it is."""
    longer = max(image.size)
    if longer <= side:
        return image
    width, height = (max(1, round(length * side / longer)) for length in image.size)
    profile = image.info.get("icc_profile")
    image = image.resize((width, height), Image.Resampling.BOX)
    image.info["icc_profile"] = profile
    return image


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
