"""The metadata blocks of a JPEG, PNG, WebP, GIF, AVIF, HEIC or JPEG XL file, found by walking what it is made of."""

from __future__ import annotations

import contextlib
import itertools
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from companion.vision.provenance.boxed_metadata import metadata

MAX_STEPS = 2000
"""Segments, chunks or boxes that are looked at in one file."""
MAX_BLOCK_BYTES = 4 * 2**20
MAX_JUMBF_BYTES = 32 * 2**20
"""Signers embed thumbnails, once for each signing; only the boxes' headers are walked."""
MAX_TEXT_BYTES = 64 * 2**10
MAX_BLOCKS = 100

_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"


class Kind(Enum):
    exif = "exif"
    xmp = "xmp"
    photoshop = "photoshop"
    jumbf = "jumbf"
    text = "text"


@dataclass(frozen=True)
class Block:
    """``key`` is the keyword of a PNG text, else empty. ``content`` is without the container's own headers."""

    kind: Kind
    content: bytes
    key: str = ""


def blocks(data: bytes) -> list[Block]:
    """The file's metadata blocks in their order; none for other formats. A broken file gives those before the break."""
    for signature, at, reader in _READERS:
        if data.startswith(signature, at):
            return list(itertools.islice(reader(data), MAX_BLOCKS))
    return []


def _jpeg(data: bytes) -> Iterator[Block]:
    jumbf: dict[bytes, bytearray] = {}
    more: list[bytes] = []
    for marker, content in _jpeg_segments(data):
        if marker == 0xE1 and content.startswith(b"Exif\0\0"):
            yield Block(Kind.exif, content[6:])
        elif marker == 0xE1 and content.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            yield Block(Kind.xmp, content[29:])
        elif marker == 0xE1 and content.startswith(_XMP_MORE):
            more.append(content[len(_XMP_MORE) :])
        elif marker == 0xED and content.startswith(b"Photoshop 3.0\0"):
            yield Block(Kind.photoshop, content[14:])
        elif marker == 0xEB and content.startswith(b"JP") and len(content) > 16:
            _join(jumbf, content)
        elif marker == 0xFE:
            yield Block(Kind.text, content, "Comment")
    for packet in _packets(more):
        yield Block(Kind.xmp, packet)
    for box in jumbf.values():
        yield Block(Kind.jumbf, bytes(box))


def _packets(pieces: list[bytes]) -> Iterator[bytes]:
    """What of XMP has no place in one segment: for each piece a sum of the whole (32), its size and place (4, 4)."""
    for name, ours in itertools.groupby(sorted(pieces, key=lambda piece: (piece[:32], piece[36:40])), lambda p: p[:32]):
        if len(name) == 32:
            yield b"".join(piece[40:] for piece in ours)[:MAX_BLOCK_BYTES]


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of the segments before the picture itself."""
    at = 2
    for _ in range(MAX_STEPS):
        while data[at : at + 2] == b"\xff\xff":  # fill bytes
            at += 1
        if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] in (0xD9, 0xDA):
            return
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2:
            return
        yield data[at + 1], data[at + 4 : at + 2 + size]
        at += 2 + size


def _join(boxes: dict[bytes, bytearray], content: bytes) -> None:
    """A JUMBF box goes over several APP11 segments: "JP", number of the box (2), of the segment (4), then the box.

    Each segment repeats the box's header (ISO 19566-5, D.2), which is dropped from all but the first.
    """
    number = content[2:4]
    header = 16 if content[8:12] == b"\0\0\0\1" else 8
    box = boxes.setdefault(number, bytearray())
    if len(box) < MAX_JUMBF_BYTES:
        box += content[8 + header :] if box else content[8:]


def _png(data: bytes) -> Iterator[Block]:
    at = 8
    for _ in range(MAX_STEPS):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, start = data[at + 4 : at + 8], at + 8
        if len(kind) < 4 or kind == b"IEND":
            return
        if kind in (b"tEXt", b"zTXt", b"iTXt", b"comf"):  # the last is ComfyUI's, in pictures that move
            yield from _png_text(kind, data[start : start + min(size, MAX_BLOCK_BYTES)])
        elif kind == b"eXIf":
            yield Block(Kind.exif, data[start : start + min(size, MAX_BLOCK_BYTES)])
        elif kind == b"caBX":
            yield Block(Kind.jumbf, data[start : start + min(size, MAX_JUMBF_BYTES)])
        at = start + size + 4


_RAW_PROFILES = {
    "Raw profile type exif": Kind.exif,
    "Raw profile type APP1": Kind.exif,
    "Raw profile type xmp": Kind.xmp,
    "Raw profile type iptc": Kind.photoshop,
}
"""As ImageMagick and old ExifTool keep them."""


def _png_text(kind: bytes, chunk: bytes) -> Iterator[Block]:
    keyword, _, rest = chunk.partition(b"\0")
    key = keyword[:79].decode("latin-1")
    compressed = kind == b"zTXt"
    if kind == b"iTXt":
        compressed = rest[:1] == b"\1"
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif compressed:
        rest = rest[1:]
    found = _RAW_PROFILES.get(key)
    is_xmp = key == "XML:com.adobe.xmp"
    most = MAX_BLOCK_BYTES if is_xmp or found else MAX_TEXT_BYTES
    if compressed:
        try:
            rest = zlib.decompressobj().decompress(rest, most)
        except zlib.error:
            return
    if found is not None:
        with contextlib.suppress(ValueError):  # a line each of its kind and size, then hexadecimal
            content = bytes.fromhex(rest.split(maxsplit=2)[2].decode("ascii"))
            yield Block(found, content.removeprefix(b"Exif\0\0"))
        return
    if kind != b"iTXt" and not is_xmp:
        rest = rest[:most].decode("latin-1").encode()
    yield Block(Kind.xmp if is_xmp else Kind.text, rest[:most], key)


def _webp(data: bytes) -> Iterator[Block]:
    kinds = {b"EXIF": Kind.exif, b"XMP ": Kind.xmp, b"C2PA": Kind.jumbf}
    at = 12
    for _ in range(MAX_STEPS):
        kind = kinds.get(data[at : at + 4])
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 > len(data):
            return
        if kind is not None:
            most = MAX_JUMBF_BYTES if kind is Kind.jumbf else MAX_BLOCK_BYTES
            content = data[at + 8 : at + 8 + min(size, most)]
            yield Block(kind, content.removeprefix(b"Exif\0\0") if kind is Kind.exif else content)
        at += 8 + size + size % 2


def _boxes(data: bytes) -> Iterator[Block]:
    kinds = {b"jumb": (Kind.jumbf, MAX_JUMBF_BYTES), b"Exif": (Kind.exif, MAX_BLOCK_BYTES)}
    for found in metadata(data):
        kind, most = kinds.get(found.kind, (Kind.xmp, MAX_BLOCK_BYTES))
        yield Block(kind, found.content[:most])


def _gif(data: bytes) -> Iterator[Block]:
    """Those before the first frame: application extensions and comments."""
    flags = data[10] if len(data) > 10 else 0
    at = 13 + (3 << (flags & 7) + 1 if flags & 128 else 0)
    for _ in range(MAX_STEPS):
        if data[at : at + 1] != b"!":
            return
        label, name = data[at + 1 : at + 2], data[at + 3 : at + 14]
        if label == b"\xff" and name == b"XMP DataXMP":  # as it is, not in pieces; then 258 bytes that lead out of it
            end = data.find(b"\x01\xff\xfe\xfd", at)
            yield Block(Kind.xmp, data[at + 14 : end if end >= 0 else at + 14 + MAX_BLOCK_BYTES])
        pieces, at = _gif_pieces(data, at + 2)
        if label == b"\xff" and name.startswith(b"C2PA_GIF"):
            yield Block(Kind.jumbf, b"".join(pieces[1:]))
        elif label == b"\xfe":
            yield Block(Kind.text, b"".join(pieces)[:MAX_TEXT_BYTES], "Comment")


def _gif_pieces(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Pieces of up to 255 bytes, and where what follows them begins."""
    pieces: list[bytes] = []
    while (size := int.from_bytes(data[at : at + 1], "big")) and len(pieces) < MAX_JUMBF_BYTES // 255:
        pieces.append(data[at + 1 : at + 1 + size])
        at += 1 + size
    return pieces, at + 1


_READERS: tuple[tuple[bytes, int, Callable[[bytes], Iterator[Block]]], ...] = (
    (b"\xff\xd8\xff", 0, _jpeg),
    (b"\x89PNG\r\n\x1a\n", 0, _png),
    (b"WEBP", 8, _webp),
    (b"ftyp", 4, _boxes),
    (b"JXL \r\n\x87\n", 4, _boxes),
    (b"GIF8", 0, _gif),
)
