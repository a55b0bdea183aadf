"""The texts in EXIF that may say how a picture was made."""

from __future__ import annotations

from PIL import ExifTags, Image

MAX_TEXT_BYTES = 64 * 2**10

_LETTERS = 8
"""Bytes before a comment that name its letters."""


def texts(content: bytes) -> tuple[dict[int, str], str]:
    """Those among the first directory's tags, and the user's comment; nothing of what cannot be read."""
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + content)
        tags = {tag: value for tag, value in exif.items() if isinstance(value, str)}
        comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    except Exception:  # noqa: BLE001 - Pillow raises nearly anything on a broken directory
        return {}, ""
    is_little = exif.endian == "<"
    return tags, _comment(comment, is_little) if isinstance(comment, bytes) else str(comment or "")


def _comment(value: bytes, is_little: bool) -> str:
    letters, text = value[:_LETTERS], value[_LETTERS : _LETTERS + MAX_TEXT_BYTES]
    if not letters.startswith(b"UNICODE"):
        return text.decode("utf-8", "replace")
    return text.decode(_utf16(text, is_little), "replace").lstrip("\ufeff")


def _utf16(text: bytes, is_little: bool) -> str:
    """Its order: as it says itself, else as the noughts of its Latin letters stand, else as the directory's."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        is_little = text[:1] == b"\xff"
    elif (first := text[0::2].count(0)) != (second := text[1::2].count(0)):
        is_little = second > first
    return "utf-16-le" if is_little else "utf-16-be"
