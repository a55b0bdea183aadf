"""IPTC-IIM, the older form of IPTC's data, as Photoshop keeps it among its image resources."""

from __future__ import annotations

from collections.abc import Iterator

MAX_DATA_SETS = 200


def data_sets(resources: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and value of the data sets of the application record (2)."""
    at = resources.find(b"8BIM\x04\x04")
    if at < 0:
        return
    name = resources[at + 6 : at + 7]
    at += 6 + (2 + name[0] & ~1 if name else 2) + 4
    for _ in range(MAX_DATA_SETS):
        if resources[at : at + 1] != b"\x1c" or at + 5 > len(resources):
            return
        size = int.from_bytes(resources[at + 3 : at + 5], "big")
        if resources[at + 1] == 2:
            yield resources[at + 2], resources[at + 5 : at + 5 + size]
        at += 5 + size
