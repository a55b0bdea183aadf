"""An AVIF: the size of every picture in it, tiles and the whole, as its boxes say."""

from __future__ import annotations

from collections.abc import Iterator

from companion.vision.boxes import boxes
from companion.vision.declared.bounds import PixelBytes, check_parts, check_pixels

_INSIDE = {b"meta": 4, b"iprp": 0, b"ipco": 0}
"""Boxes on the way to sizes, and how many bytes stand before the boxes in each."""


def avif(data: bytes) -> bytes:
    """The file as it is. Raises PictureError for one that asks for too much."""
    for parts, (kind, content) in enumerate(_all(memoryview(data)), 1):
        check_parts(parts)
        if kind == b"ispe":
            width, height = (int.from_bytes(content[at : at + 4], "big") for at in (4, 8))
            check_pixels(width * height, PixelBytes.avif)
    return data


def _all(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """The boxes here, and those in boxes that lead to sizes."""
    for kind, content in boxes(data):
        yield kind, content
        if kind in _INSIDE:
            yield from _all(content[_INSIDE[kind] :])
