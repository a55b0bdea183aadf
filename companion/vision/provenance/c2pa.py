"""A C2PA manifest store: whether it is one, what made it, and which source types its actions declare.

The store is JUMBF with CBOR inside. Neither is decoded as a whole and no signature is checked: texts are read where
the keys that publish them stand, each by its own declared length.
"""

from __future__ import annotations

from collections.abc import Iterator

C2PA_BOX = bytes.fromhex("6332706100110010800000aa00389b71")
MAX_FOUND = 50
NEAR = 200
"""Bytes after a key within which its text must begin."""


def is_store(jumbf: bytes) -> bool:
    """Whether this JUMBF box is a C2PA manifest store: a superbox whose description carries C2PA's UUID."""
    return jumbf[4:8] == b"jumb" and jumbf[12:16] == b"jumd" and jumbf[16:32] == C2PA_BOX


def claim_generator(jumbf: bytes) -> str:
    """What says that it made the newest claim (``claim_generator_info.name`` or ``claim_generator``), or nothing."""
    at = jumbf.rfind(b"\x74claim_generator_info")
    if at >= 0 and (name := jumbf.find(b"\x64name", at, at + NEAR)) >= 0:
        return _text(jumbf, name + 5)
    at = jumbf.rfind(b"\x6fclaim_generator")
    return _text(jumbf, at + 16) if at >= 0 else ""


def source_types(jumbf: bytes) -> list[str]:
    """The texts of every ``digitalSourceType``, each once, in their order."""
    return list(dict.fromkeys(text for text in _after(jumbf, b"\x71digitalSourceType") if text))


def _after(jumbf: bytes, key: bytes) -> Iterator[str]:
    at = -1
    for _ in range(MAX_FOUND):
        at = jumbf.find(key, at + 1)
        if at < 0:
            return
        yield _text(jumbf, at + len(key))


def _text(data: bytes, at: int) -> str:
    """The CBOR text string that begins here (RFC 8949, major type 3, up to 65,535 bytes), or nothing."""
    head = data[at : at + 1]
    if not head or head[0] >> 5 != 3:
        return ""
    short = head[0] & 31
    width = {24: 1, 25: 2}.get(short, 0)
    if short > 23 and not width:
        return ""
    size = int.from_bytes(data[at + 1 : at + 1 + width], "big") if width else short
    return data[at + 1 + width : at + 1 + width + size].decode("utf-8", "replace")
