"""XML without its dangers: no entity is expanded, nothing is fetched, and no part of it can fill the memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from companion.imports.reading.reading import Reading

CHUNK = 2**16
LARGEST_PART = 8 * 2**20
"""Bytes of one tag or text."""
DEEPEST = 50

Attributes = dict[str, str]


def parse(
    reading: Reading,
    begin: Callable[[str, Attributes], None],
    end: Callable[[str, str], None],
    share: float = 1.0,
) -> None:
    """Call ``begin(name, attributes)`` and ``end(name, text)`` for each element; names are without their namespace.

    Raises :class:`BadRequestError` where it is not well-formed, declares entities, or has parts of more than 8 MB.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[list[str]] = []

    def started(name: str, attributes: Attributes) -> None:
        if len(texts) >= DEEPEST:
            raise reading.refusal("imports.deep", deepest=DEEPEST)
        if texts:
            texts[-1].clear()  # the white space between elements
        texts.append([])
        begin(_local(name), {_local(key): value for key, value in attributes.items()})

    def ended(name: str) -> None:
        end(_local(name), "".join(texts.pop()))

    def lettered(text: str) -> None:
        if texts:
            texts[-1].append(text)

    def refused(*_: object) -> NoReturn:
        raise reading.refusal("imports.entities")

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = lettered
    parser.EntityDeclHandler = refused
    parser.ExternalEntityRefHandler = refused
    total, fed = max(1, reading.path.stat().st_size), 0
    try:
        with reading.path.open("rb") as opened:
            while part := opened.read(CHUNK):
                parser.Parse(part, False)
                fed += len(part)
                if fed - max(0, parser.CurrentByteIndex) > LARGEST_PART or _size(texts) > LARGEST_PART:
                    raise reading.refusal("imports.large_part")
                reading.further(share * fed / total)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise reading.refusal("imports.no_xml", reason=error) from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _size(texts: list[list[str]]) -> int:
    return sum(len(part) for part in texts[-1]) if texts else 0
