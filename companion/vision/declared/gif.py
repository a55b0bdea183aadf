"""A GIF: its size, that of its first frame, and the blocks before it. Frames after the first are not looked at."""

from __future__ import annotations

from companion.vision.declared.bounds import check_parts, check_pixels

_EXTENSION, _FRAME = b"!", b","


def gif(data: bytes) -> bytes:
    """The file as it is. Raises PictureError for one that asks for too much."""
    width, height = _number(data, 6), _number(data, 8)
    check_pixels(width * height)
    at, parts = 13 + _colours(data[10:11]), 0
    while (kind := data[at : at + 1]) not in (b"", b";", _FRAME):
        parts += 1
        check_parts(parts)
        if kind != _EXTENSION:
            at += 1
            continue
        at += 2
        while size := int.from_bytes(data[at : at + 1], "big"):
            parts += 1
            check_parts(parts)
            at += 1 + size
        at += 1
    if kind == _FRAME:
        left, top, wide, high = (_number(data, at + 1 + 2 * n) for n in range(4))
        check_pixels(max(width, left + wide) * max(height, top + high))
    return data


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _colours(flags: bytes) -> int:
    """Bytes of the table of colours that follows."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 128 else 0
