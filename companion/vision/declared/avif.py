"""An AVIF: the size of every picture in it, tiles and the whole, as its boxes say."""

from __future__ import annotations

from collections.abc import Iterator

from companion.vision.declared.bounds import PixelBytes, check_parts, check_pixels

_INSIDE = {b"meta": 4, b"iprp": 0, b"ipco": 0}
"""Boxes on the way to sizes, and how many bytes stand before the boxes in each."""


def avif(data: bytes) -> bytes:
    """The file as it is. Raises PictureError for one that asks for too much."""
    for parts, (kind, start, _) in enumerate(_boxes(data, 0, len(data)), 1):
        check_parts(parts)
        if kind == b"ispe":
            width, height = (int.from_bytes(data[at : at + 4], "big") for at in (start + 4, start + 8))
            check_pixels(width * height, PixelBytes.avif)
    return data


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of the boxes here, and of those in boxes that lead to sizes."""
    while at + 8 <= end:
        size, kind, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif size == 0:  # to the end
            size = end - at
        stop = min(at + size, end)
        if stop < start:
            return
        yield kind, start, stop
        if kind in _INSIDE:
            yield from _boxes(data, start + _INSIDE[kind], stop)
        at += size
