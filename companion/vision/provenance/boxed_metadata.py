"""Metadata in files made of boxes: AVIF, HEIC (ISO 14496-12 and 23008-12) and JPEG XL (ISO 18181-2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from companion.vision.boxes import boxes

C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""The type of a box whose type is a number, where it holds a manifest."""
MAX_BOXES = 2000
MAX_UNPACKED_BYTES = 4 * 2**20

_XMP_TYPE = b"application/rdf+xml\0"


class Found(NamedTuple):
    """``kind``: ``Exif``, ``xml `` or ``jumb``; ``content`` is without the box's own header, but for ``jumb``."""

    kind: bytes
    content: bytes


class _Reader:
    """Numbers of a box one after another; beyond its end they are nought."""

    def __init__(self, content: memoryview) -> None:
        self.content, self.at = content, 0

    @property
    def is_at_end(self) -> bool:
        return self.at >= len(self.content)

    def number(self, size: int) -> int:
        self.at += size
        return int.from_bytes(self.content[self.at - size : self.at], "big")


def metadata(data: bytes) -> Iterator[Found]:
    """What the file's boxes hold of metadata, the packed ones unpacked."""
    for kind, content in islice(boxes(memoryview(data)), MAX_BOXES):
        if kind == b"uuid" and content[:16] == C2PA:
            # Version and flags (4), a purpose that ends with nought, an offset (8), then the JUMBF.
            purpose, _, rest = bytes(content[20:]).partition(b"\0")
            if purpose == b"manifest":
                yield Found(b"jumb", rest[8:])
        elif kind == b"meta":
            yield from _items(data, content[4:])
        elif kind == b"brob":
            yield from _plain(bytes(content[:4]), unpacked(content[4:], MAX_UNPACKED_BYTES) or b"")
        elif kind in _PLAIN:
            yield from _plain(kind, bytes(content))


_PLAIN = (b"jumb", b"Exif", b"xml ")


def _plain(kind: bytes, content: bytes) -> Iterator[Found]:
    if kind == b"jumb":
        yield Found(kind, (8 + len(content)).to_bytes(4, "big") + kind + content)
    elif kind in _PLAIN:
        yield Found(kind, _tiff(content) if kind == b"Exif" else content)


def _items(data: bytes, meta: memoryview) -> Iterator[Found]:
    """Items of the types Exif and XMP, wherever in the file their bytes lie."""
    kinds: dict[int, bytes] = {}
    places: dict[int, bytes] = {}
    for kind, content in islice(boxes(meta), MAX_BOXES):
        if kind == b"iinf":
            entries = islice(boxes(content[8 if any(content[:1]) else 6 :]), MAX_BOXES)
            kinds = dict(_kind(entry) for name, entry in entries if name == b"infe")
        elif kind == b"iloc":
            places = dict(_places(data, content))
    for number, kind in kinds.items():
        if kind and number in places:
            yield from _plain(kind, places[number])


def _kind(entry: memoryview) -> tuple[int, bytes]:
    wide = 4 if bytes(entry[:1]) == b"\3" else 2
    number, kind = int.from_bytes(entry[4 : 4 + wide], "big"), bytes(entry[6 + wide : 10 + wide])
    if kind == b"mime":
        kind = b"xml " if _XMP_TYPE in bytes(entry) else b""
    return number, kind if kind in (b"Exif", b"xml ") else b""


def _places(data: bytes, content: memoryview) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each item that lies in the file itself."""
    reader = _Reader(content)
    version = reader.number(1)
    reader.at += 3
    sizes = reader.number(2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    number_size = 4 if version == 2 else 2
    for _ in range(min(reader.number(number_size), MAX_BOXES)):
        number = reader.number(number_size)
        in_file = reader.number(2) & 15 == 0 if version else True
        reader.at += 2
        base = reader.number(base_size)
        parts = []
        for _ in range(min(reader.number(2), MAX_BOXES)):
            reader.at += index_size if version else 0
            offset, length = reader.number(offset_size), reader.number(length_size)
            parts.append(data[base + offset : base + offset + length])
            if reader.is_at_end:
                break
        if in_file:
            yield number, b"".join(parts)[:MAX_UNPACKED_BYTES]
        if reader.is_at_end:
            return


def _tiff(content: bytes) -> bytes:
    """Without what may stand before it: four bytes that say how far it is, and "Exif"."""
    found = content.find(b"Exif\0\0", 0, 16)
    return content[found + 6 :] if found >= 0 else content[4 + int.from_bytes(content[:4], "big") :]


def unpacked(content: bytes | memoryview, most: int) -> bytes | None:
    """What was compressed by Brotli, up to about ``most`` bytes of it; None for anything else."""
    import brotli  # noqa: PLC0415 — few files have a box that is packed

    try:
        return bytes(brotli.Decompressor().process(content, output_buffer_limit=most))
    except brotli.error:
        return None
