"""The properties of an XMP packet, found by walking its tags: no XML parser meets the file, and a broken one tells what
stands before the break."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TAGS = 20_000
MAX_VALUE = 20_000

_NAME = re.compile(r"[\w.:-]{1,100}")
_ATTRIBUTE = re.compile(r"\s*([\w.:-]{1,100})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SKIPPED = (("<!--", "-->"), ("<?", "?>"), ("<!", ">"))
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_OF_OTHERS = frozenset({"Pantry", "Ingredients", "DerivedFrom"})
"""Properties that keep what was put into the picture, with its own properties."""


@dataclass(frozen=True)
class Property:
    """``name`` is without prefix. ``of_part``: that it tells of what was put into the picture."""

    name: str
    namespace: str
    value: str
    of_part: bool


def decoded(packet: bytes) -> str:
    """The packet's text, in UTF-8 or UTF-16, as its first letters show."""
    start = packet[:2]
    if start in (b"\xff\xfe", b"\xfe\xff") or 0 in start:
        is_little = start == b"\xff\xfe" or start[1:] == b"\0"
        return packet.decode("utf-16-le" if is_little else "utf-16-be", "replace")
    return packet.decode("utf-8", "replace")


def properties(text: str) -> Iterator[Property]:
    """Each value as attribute, element, resource or member of a list, in the packet's order."""
    namespaces = dict[str, str]()
    open_names: list[str] = []

    def told(name: str, value: str) -> Iterator[Property]:
        value = html.unescape(value[:MAX_VALUE]).strip()
        if value:
            prefix, _, local = name.rpartition(":")
            of_part = any(_local(each) in _OF_OTHERS for each in open_names)
            yield Property(local, namespaces.get(prefix, ""), value, of_part)

    at = 0
    for _ in range(MAX_TAGS):
        tag = text.find("<", at)
        if (owner := _owner(open_names)) and (value := text[at : tag if tag >= 0 else None]):
            yield from told(owner, value)
        if tag < 0:
            return
        if text.startswith(_CDATA, tag):
            at = (text.find(_CDATA_END, tag) + 1 or len(text) + 1) - 1
            yield from told(owner, html.escape(text[tag + len(_CDATA) : at])) if owner else ()
            at += len(_CDATA_END)
            continue
        if (ends := next((end for begin, end in _SKIPPED if text.startswith(begin, tag)), None)) is not None:
            if (at := text.find(ends, tag) + len(ends)) < len(ends):
                return
            continue
        is_end = text.startswith("</", tag)
        name = _NAME.match(text, tag + 1 + is_end)
        at = name.end() if name else tag + 1
        attributes = list[tuple[str, str]]()
        while name and (found := _ATTRIBUTE.match(text, at)):
            attributes.append((found[1], found[2] or found[3] or ""))
            at = found.end()
        close = text.find(">", at)
        if close < 0:
            return
        at = close + 1
        if name is None:
            continue
        if is_end:
            if name[0] in open_names:
                while open_names.pop() != name[0]:
                    pass
            continue
        for key, value in attributes:
            if key == "xmlns" or key.startswith("xmlns:"):
                namespaces.setdefault(key[6:], value)
        open_names.append(name[0])
        for key, value in attributes:
            if _local(key) == "resource":
                yield from told(_owner(open_names), value)
            elif not key.startswith(("xmlns", "xml:", "rdf:")):
                yield from told(key, value)
        if text[close - 1] == "/":
            open_names.pop()


def _owner(open_names: list[str]) -> str:
    """The property that a text here belongs to: the innermost that is no list, list's member or description."""
    return next((each for each in reversed(open_names) if not each.startswith(("rdf:", "x:"))), "")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
