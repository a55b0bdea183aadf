"""Boxes as ISO 14496-12 has them, of which AVIF, HEIC, JPEG XL and JUMBF are made: size, type, content."""

from __future__ import annotations

from collections.abc import Iterator


def boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Type and content of the boxes that stand here one after another; the last may be cut off.

    There is at most one for each eight bytes: whoever walks a hostile file counts them.
    """
    at = 0
    while at + 8 <= len(data):
        size, kind, start = int.from_bytes(data[at : at + 4], "big"), bytes(data[at + 4 : at + 8]), at + 8
        if size == 1:
            size, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        end = at + size if size else len(data)  # nought: to the end
        if end < start:
            return
        yield kind, data[start:end]
        at = end
