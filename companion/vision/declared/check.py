"""A file → what is to be decoded of it, by its kind."""

from __future__ import annotations

from collections.abc import Callable

from companion.vision.declared.avif import avif
from companion.vision.declared.gif import gif
from companion.vision.declared.jpeg import jpeg
from companion.vision.declared.png import png
from companion.vision.declared.webp import webp

_ANY_BOXED = (b"ftypmif1", b"ftypmsf1")
"""What AVIF and HEIC files may both begin with."""
_KINDS: tuple[tuple[bytes | tuple[bytes, ...], int, Callable[[bytes], bytes]], ...] = (
    (b"\xff\xd8\xff", 0, jpeg),
    (b"\x89PNG\r\n\x1a\n", 0, png),
    (b"WEBP", 8, webp),
    (b"GIF8", 0, gif),
    ((b"ftypavif", b"ftypavis"), 4, avif),
    (_ANY_BOXED, 4, avif),
)


def to_decode(data: bytes) -> bytes:
    """What a decoder needs of a file; other kinds as they are.

    Raises PictureError with the status ``beyond_bounds`` for one that asks for more than any honest file.
    """
    for signature, at, kind in _KINDS:
        if data.startswith(signature, at):
            return kind(data)
    return data


def begins_as_picture(data: bytes) -> bool:
    """Whether a file begins as those that can be decoded do, and no others."""
    return any(data.startswith(signature, at) for signature, at, _ in _KINDS if signature != _ANY_BOXED)
