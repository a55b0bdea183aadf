"""JUMBF (ISO 19566-5): boxes in boxes, of which each superbox says what it is and how it is called."""

from __future__ import annotations

from dataclasses import dataclass

from companion.vision.boxes import boxes
from companion.vision.provenance.boxed_metadata import unpacked

MAX_BOXES = 5000
MAX_UNPACKED_BYTES = 8 * 2**20
MAX_DEPTH = 6

_HAS_LABEL = 2


@dataclass(frozen=True, eq=False)
class Superbox:
    """``kind``: the first four letters of its type, as ``c2pa``; ``content``: of boxes that hold no others, by type."""

    kind: bytes
    label: str
    inside: tuple[Superbox, ...]
    content: tuple[tuple[bytes, memoryview], ...]


def superbox(data: bytes) -> Superbox | None:
    """The first box here, where it is a superbox, with all that is in it, as far as it is whole."""
    found = next(boxes(memoryview(data)), None)
    return _superbox(found[1], [MAX_BOXES], 0) if found is not None and found[0] == b"jumb" else None


def _superbox(content: memoryview, left: list[int], depth: int) -> Superbox | None:
    """``left``: how many boxes may yet be looked at, in all."""
    content_boxes = boxes(content)
    kind, description = next(content_boxes, (b"", memoryview(b"")))
    if kind != b"jumd" or len(description) < 17 or depth > MAX_DEPTH:
        return None
    label = bytes(description[17:]).partition(b"\0")[0] if description[16] & _HAS_LABEL else b""
    inside, others = [], []
    for packed_kind, packed in content_boxes:
        left[0] -= 1
        if left[0] < 0:
            break
        kind, each = _unpacked(packed) if packed_kind == b"brob" else (packed_kind, packed)
        if kind != b"jumb":
            others.append((kind, each))
        elif (found := _superbox(each, left, depth + 1)) is not None:
            inside.append(found)
    return Superbox(bytes(description[:4]), label.decode("utf-8", "replace"), tuple(inside), tuple(others))


def _unpacked(packed: memoryview) -> tuple[bytes, memoryview]:
    """A box that was compressed: its type, then its content by Brotli, with or without its own header."""
    content = unpacked(packed[4:], MAX_UNPACKED_BYTES)
    if content is None:
        return b"", memoryview(b"")
    kind = bytes(packed[:4])
    has_header = content[4:8] == kind and int.from_bytes(content[:4], "big") == len(content)
    return kind, memoryview(content)[8:] if has_header else memoryview(content)
