"""A WebP: its size, whether it is lossless, transparent or moves, its chunks and its colour profile."""

from __future__ import annotations

from companion.vision.declared.bounds import PixelBytes, check_parts, check_pixels, check_profile

_MOVES, _TRANSPARENT = 0x02, 0x10


def webp(data: bytes) -> bytes:
    """The file as it is. Raises PictureError for one that asks for too much."""
    flags = int.from_bytes(data[20:21], "big") if data[12:16] == b"VP8X" else 0
    is_deep = bool(flags & _TRANSPARENT)
    at, parts = 12, 0
    while len(kind := data[at : at + 4]) == 4:
        parts += 1
        check_parts(parts)
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if kind == b"ICCP":
            check_profile(size)
        is_deep = is_deep or kind == b"VP8L"
        at += 8 + size + size % 2
    each = PixelBytes.animated_webp if flags & _MOVES else PixelBytes.deep_webp if is_deep else 0
    check_pixels(_pixels(data), each)
    return data


def _pixels(data: bytes) -> int:
    """As the file's first chunk says; 0 where it says nothing."""
    kind = data[12:16]
    if kind == b"VP8 ":
        return (int.from_bytes(data[26:28], "little") & 0x3FFF) * (int.from_bytes(data[28:30], "little") & 0x3FFF)
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X":
        return (int.from_bytes(data[24:27], "little") + 1) * (int.from_bytes(data[27:30], "little") + 1)
    return 0
