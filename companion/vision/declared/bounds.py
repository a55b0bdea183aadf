"""How much a file may ask for, and the refusals of what asks for more."""

from __future__ import annotations

from enum import IntEnum

from companion.core.wire.evidence import Status
from companion.errors import PictureError

MAX_PIXELS = 40_000_000
MAX_MEMORY = 280_000_000
"""Bytes that decoding may need at once."""
MAX_PARTS = 20_000
"""Segments, chunks or blocks: of a PNG in pieces of 8 KB they are 160 MB."""
MAX_SCANS = 100
"""Passes of a progressive JPEG: usual are 10, the most that optimisers make about 20."""
MAX_SCANNED_PIXELS = 1_000_000_000
"""Pixels times passes."""
MAX_PROFILE_BYTES = 4 * 2**20
"""Of a colour profile, unpacked: the largest of printing have 3 MB."""
_STATUS = Status.beyond_bounds.value


class PixelBytes(IntEnum):
    """Bytes that decoding needs for each pixel, where it is decoded whole: what the decoder holds and what it gives.

    Measured by ``scripts/bench.py pictures``. ``deep_webp``: lossless or transparent.
    """

    deep_webp = 9
    avif = 16
    animated_webp = 16


def check_pixels(pixels: int, each: int = 0) -> None:
    """Raises PictureError for more than may be, by their number or by the bytes that each of them needs."""
    most = min(MAX_PIXELS, MAX_MEMORY // each) if each else MAX_PIXELS
    if pixels > most:
        raise PictureError("pictures.too_many_pixels", status=_STATUS, most=most // 1_000_000)


def check_scans(scans: int, pixels: int) -> None:
    """Raises PictureError for more passes than a picture of so many pixels may have."""
    most = min(MAX_SCANS, MAX_SCANNED_PIXELS // max(pixels, 1))
    if scans > most:
        raise PictureError("pictures.too_many_scans", status=_STATUS, most=most)


def check_parts(parts: int) -> None:
    """Raises PictureError for more than MAX_PARTS."""
    if parts > MAX_PARTS:
        raise PictureError("pictures.too_many_parts", status=_STATUS, most=MAX_PARTS)


def check_profile(size: int) -> None:
    """Raises PictureError for more bytes than MAX_PROFILE_BYTES."""
    if size > MAX_PROFILE_BYTES:
        raise PictureError("pictures.profile_too_large", status=_STATUS, most=MAX_PROFILE_BYTES // 2**20)
