"""The texts in EXIF that may say how a picture was made."""

from __future__ import annotations

import re

from PIL import ExifTags, Image

MAX_TEXT_BYTES = 64 * 2**10

_LETTERS = re.compile(rb"ASCII\0{3}|UNICODE\0|JIS\0{5}|\0{8}")
"""Bytes before a comment that name its letters, eight by the rules; some programs write none."""
_XP_TEXTS = (ExifTags.Base.XPTitle, ExifTags.Base.XPComment, ExifTags.Base.XPKeywords, ExifTags.Base.XPSubject)
"""Windows' own, in UTF-16."""


def texts(content: bytes) -> tuple[dict[int, str], list[str]]:
    """Those among the first directory's tags, and the free texts; nothing of what cannot be read."""
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + content)
        tags = {tag: value for tag, value in exif.items() if isinstance(value, str)}
        comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
        own = [exif.get(tag) for tag in _XP_TEXTS]
    except Exception:  # noqa: BLE001 - Pillow raises nearly anything on a broken directory
        return {}, []
    is_little = exif.endian == "<"
    free = [_comment(comment, is_little) if isinstance(comment, bytes) else str(comment or "")]
    free += [_decoded(bytes(each[:MAX_TEXT_BYTES]), is_little=True) for each in own if isinstance(each, (bytes, tuple))]
    return tags, [*free, tags.get(ExifTags.Base.ImageDescription, "")]


def _comment(value: bytes, is_little: bool) -> str:
    letters = _LETTERS.match(value)
    text = value[letters.end() if letters else 0 :][:MAX_TEXT_BYTES]
    if letters and letters[0].startswith(b"JIS") and b"\x1b" in text:
        return text.decode("iso2022_jp", "replace")
    return _decoded(text, is_little, wide=bool(letters and letters[0].startswith(b"UNICODE")))


def _decoded(text: bytes, is_little: bool, *, wide: bool = True) -> str:
    """Whatever letters it is said to be in: programs write others than they name.

    UTF-16 that is named has a nought beside each Latin letter; a text without any is UTF-8, where it can be.
    """
    if 0 not in text.strip(b"\0") and not text.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return text.strip(b"\0").decode("utf-8", "strict" if wide else "replace")
        except UnicodeDecodeError:
            pass
    return text.decode(_utf16(text, is_little), "replace").lstrip("\ufeff")


def _utf16(text: bytes, is_little: bool) -> str:
    """Its order: as it says itself, else as the noughts of its Latin letters stand, else as the directory's."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        is_little = text[:1] == b"\xff"
    elif (first := text[0::2].count(0)) != (second := text[1::2].count(0)):
        is_little = second > first
    return "utf-16-le" if is_little else "utf-16-be"
