"""A JPEG: its size, the passes in which it is told, its segments and its colour profile."""

from __future__ import annotations

import re

from companion.vision.declared.bounds import check_parts, check_pixels, check_profile, check_scans

_SCAN = b"\xff\xda"
_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0), 0xDE})
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_ALONE = frozenset({0x01, 0xC8, *range(0xD0, 0xDA), *range(0xF0, 0xFE)})
_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)
_VALUE_BYTES = 2
_FEW_SCANS = 20
"""So many any picture may have."""


def jpeg(data: bytes) -> bytes:
    """The file as it is. Raises PictureError for one that asks for too much.

    A JPEG that is told in several passes is held as its values until the last; else it is decoded line by line.
    """
    at, parts, profile = 2, 0, 0
    header, kind = b"", 0
    while (marker := data[at : at + 2]) != _SCAN:
        parts += 1
        check_parts(parts)
        if len(marker) < 2:
            return data
        if marker[0] != 0xFF or marker[1] in (0x00, 0xFF):  # what stands between segments is passed over
            at += 2 if marker == b"\xff\0" else 1
            continue
        if marker[1] in _ALONE:
            at += 2
            continue
        size = max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
        if marker[1] in _SIZES:
            header, kind = data[at + 4 : at + 2 + size], marker[1]
        elif marker[1] == 0xE2 and data[at + 4 : at + 16] == b"ICC_PROFILE\0":
            profile += size - 16
            check_profile(profile)
        at += 2 + size
    if len(header) < 6:
        return data
    pixels = int.from_bytes(header[1:3], "big") * int.from_bytes(header[3:5], "big")
    check_pixels(pixels)
    if kind in _PROGRESSIVE or data[at + 4 : at + 5] != header[5:6]:
        check_pixels(pixels, each=_bytes_held(header))
        check_scans(_scans(data, at), pixels)
    return data


def _bytes_held(header: bytes) -> int:
    """For each pixel, in whole bytes: two for each value, of which colours may have fewer than pixels."""
    parts = [header[start + 1] for start in range(6, len(header) - 2, 3)]
    shares = [(each >> 4) * (each & 15) for each in parts]
    most = max([each >> 4 for each in parts], default=1) * max([each & 15 for each in parts], default=1)
    return -(-_VALUE_BYTES * sum(shares) // max(most, 1))


def _scans(data: bytes, first: int) -> int:
    """How many passes there are from the first on; the quick count may take what follows the picture for some."""
    quick = data.count(_SCAN, first)
    if quick <= _FEW_SCANS:
        return quick
    scans, at = 0, first
    while (found := _MARKER.search(data, at)) is not None:
        marker, at = data[found.end() - 1], found.end()
        if marker == 0xD9:
            break
        scans += marker == 0xDA
        at += int.from_bytes(data[at : at + 2], "big")
    return scans
