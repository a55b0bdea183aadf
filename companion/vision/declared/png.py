"""A PNG: its size, what its first picture needs of it, and its colour profile."""

from __future__ import annotations

import zlib

from companion.vision.declared.bounds import MAX_PROFILE_BYTES, check_parts, check_pixels, check_profile

_MANY = frozenset({b"PLTE", b"IDAT", b"tRNS"})
_ONCE = frozenset({b"IHDR", b"iCCP", b"eXIf", b"IEND"})


def png(data: bytes) -> bytes:
    """The file without texts, further frames and what else the picture does not need, where it has such chunks.

    Raises PictureError for one that asks for too much.
    """
    kept, start = [], 0
    seen: set[bytes] = set()
    at, parts = 8, 0
    while len(kind := data[at + 4 : at + 8]) == 4:
        parts += 1
        check_parts(parts)
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        is_needed = kind in _MANY or (kind in _ONCE and kind not in seen)
        if is_needed:
            seen.add(kind)
            if kind == b"IHDR":
                check_pixels(
                    int.from_bytes(data[at + 8 : at + 12], "big") * int.from_bytes(data[at + 12 : at + 16], "big")
                )
            elif kind == b"iCCP":
                check_profile(_unpacked(data[at + 8 : end - 4]))
        else:
            kept.append((start, at))
            start = end
        at = end
        if kind == b"IEND":
            break
    if not kept:
        return data
    view = memoryview(data)
    return b"".join([view[first:last] for first, last in (*kept, (start, at))])


def _unpacked(content: bytes) -> int:
    """How large the profile is, as far as it matters: name, nought, method, then the packed profile."""
    packed = content.partition(b"\0")[2][1:]
    try:
        return len(zlib.decompressobj().decompress(packed, MAX_PROFILE_BYTES + 1))
    except zlib.error:
        return 0
