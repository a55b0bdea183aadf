"""Metadata in files made of boxes: AVIF, HEIC (ISO 14496-12 and 23008-12) and JPEG XL (ISO 18181-2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def number(self, size: int) -> int:
        self.at += size
        return int.from_bytes(self.data[self.at - size : self.at], "big")


def metadata(data: bytes) -> Iterator[Found]:
    """What the file's boxes hold of metadata, the packed ones unpacked."""
    for kind, start, end in _walked(data, 0, len(data)):
        if kind == b"uuid" and data[start : start + 16] == C2PA:
            # Version and flags (4), a purpose that ends with nought, an offset (8), then the JUMBF.
            purpose, _, rest = data[start + 20 : end].partition(b"\0")
            if purpose == b"manifest":
                yield Found(b"jumb", rest[8:])
        elif kind == b"meta":
            yield from _items(data, start + 4, end)
        elif kind == b"brob":
            content = unpacked(data[start + 4 : end], MAX_UNPACKED_BYTES)
            yield from _plain(data[start : start + 4], content or b"")
        else:
            yield from _plain(kind, data[start:end])


def _plain(kind: bytes, content: bytes) -> Iterator[Found]:
    if kind == b"jumb":
        yield Found(kind, (8 + len(content)).to_bytes(4, "big") + kind + content)
    elif kind == b"Exif":
        yield Found(kind, _tiff(content))
    elif kind == b"xml ":
        yield Found(kind, content)


def _items(data: bytes, start: int, end: int) -> Iterator[Found]:
    """Items of the types Exif and XMP, wherever their bytes lie."""
    kinds: dict[int, bytes] = {}
    places: dict[int, bytes] = {}
    for kind, at, stop in _walked(data, start, end):
        if kind == b"iinf":
            first = at + (6 if data[at] == 0 else 8)
            kinds = dict(_kind(data, each, last) for name, each, last in _walked(data, first, stop) if name == b"infe")
        elif kind == b"iloc":
            places = dict(_places(data, at, stop))
    for number, kind in kinds.items():
        if kind and number in places:
            yield Found(kind, _tiff(places[number]) if kind == b"Exif" else places[number])


def _kind(data: bytes, start: int, end: int) -> tuple[int, bytes]:
    wide = 4 if data[start] == 3 else 2
    number, kind = int.from_bytes(data[start + 4 : start + 4 + wide], "big"), data[start + 6 + wide : start + 10 + wide]
    if kind == b"mime":
        kind = b"xml " if _XMP_TYPE in data[start:end] else b""
    return number, kind if kind in (b"Exif", b"xml ") else b""


def _places(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each item that lies in the file itself."""
    reader = _Reader(data, start)
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
            if reader.at >= end:
                break
        if in_file:
            yield number, b"".join(parts)[:MAX_UNPACKED_BYTES]
        if reader.at >= end:
            return


def _walked(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of the boxes that stand here one after another."""
    for _ in range(MAX_BOXES):
        size, kind, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        stop = min(at + size, end) if size else end  # nought: to the end
        if start > end or stop < start:
            return
        yield kind, start, stop
        at = stop


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
