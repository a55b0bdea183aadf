"""The body of ``POST pictures``: 4 bytes of length (big-endian), a JSON header, then each picture's bytes."""

from __future__ import annotations

import struct

from companion.core.wire.pictures import PicturesHeader
from companion.errors import BadRequestError
from companion.server.route import parse_json

LENGTH = struct.Struct(">I")


def read_pictures(body: bytes) -> tuple[PicturesHeader, list[bytes]]:
    """The header and the bytes of each of its pictures. Raises :class:`BadRequestError` where lengths do not agree."""
    if len(body) < LENGTH.size:
        raise BadRequestError("The body ends within the header's length.")
    end = LENGTH.size + LENGTH.unpack_from(body)[0]
    if end > len(body):
        raise BadRequestError("The header is longer than the body.")
    header: PicturesHeader = parse_json(PicturesHeader, body[LENGTH.size : end])
    contents = []
    for item in header.pictures:
        contents.append(body[end : end + item.size])
        end += item.size
    if end != len(body):
        raise BadRequestError("The pictures' sizes do not add up to the body.")
    return header, contents
