"""The properties of an XMP packet, found by walking its tags: no XML parser meets the file, and a broken one tells what
stands before the break."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

MAX_TAGS = 50_000
"""And texts between them: some editors list every picture that this one was ever part of."""
MAX_DEPTH = 32
MAX_VALUE = 20_000

_NAME = re.compile(r"[\w.:-]{1,100}")
_ATTRIBUTE = re.compile(r"\s*([\w.:-]{1,100})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CDATA = "<![CDATA["
_SKIPPED = (("<!--", "-->"), ("<?", "?>"), (_CDATA, "]]>"), ("<!", ">"))
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
    stack = [_Open("", "", False)]
    for tag in itertools.islice(_tags(text), MAX_TAGS):
        here = stack[-1]
        inner = here.with_inside(tag.name)
        found = [(here.owner, tag.before)] if tag.before else []
        for key, value in tag.attributes:
            if key == "xmlns" or key.startswith("xmlns:"):
                namespaces.setdefault(key[6:], value)
            elif _local(key) == "resource":
                found.append((inner.owner, value))
            elif not key.startswith(("xml:", "rdf:")):
                found.append((key, value))
        for name, value in found:
            if name and value:
                yield Property(_local(name), namespaces.get(name.rpartition(":")[0], ""), value, here.of_part)
        if tag.is_end:
            last = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].name == tag.name), len(stack))
            del stack[last:]
        elif tag.opens and len(stack) > MAX_DEPTH:
            return
        elif tag.opens:
            stack.append(inner)


class _Open(NamedTuple):
    """A tag that has not ended. ``owner``: the property that a text in it belongs to, whatever list it stands in."""

    name: str
    owner: str
    of_part: bool

    def with_inside(self, name: str) -> _Open:
        """The one that a tag of this name opens here."""
        owner = self.owner if name.startswith(("rdf:", "x:")) else name
        return _Open(name, owner, self.of_part or _local(name) in _OF_OTHERS)


class _Tag(NamedTuple):
    """``before``: the text before it. A tag that neither ends nor opens stands for itself, or for no tag at all."""

    before: str
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    opens: bool = False
    is_end: bool = False


def _tags(text: str) -> Iterator[_Tag]:
    """One after another, each sought where the last ended, so that no text is looked through twice."""
    at = 0
    while (start := text.find("<", at)) >= 0:
        if start > at and (before := _plain(text[at:start])):
            yield _Tag(before)
        if (skipped := next((each for each in _SKIPPED if text.startswith(each[0], start)), None)) is not None:
            begins, ends = skipped
            end = text.find(ends, start)
            if begins == _CDATA:
                yield _Tag(text[start + len(begins) : end if end >= 0 else None][:MAX_VALUE])
            if end < 0:
                return
            at = end + len(ends)
            continue
        is_end = text.startswith("/", start + 1)
        name = _NAME.match(text, start + 1 + is_end)
        at = name.end() if name else start + 1
        attributes = []
        while name and (found := _ATTRIBUTE.match(text, at)):
            attributes.append((found[1], _plain(found[2] or found[3] or "")))
            at = found.end()
        close = text.find(">", at)
        if name and close >= 0:
            opens = not is_end and text[close - 1] != "/"
            yield _Tag("", name[0], tuple(attributes), opens, is_end)
        if close < 0:
            return
        at = close + 1
    yield _Tag(_plain(text[at:]))


def _plain(value: str) -> str:
    return html.unescape(value[:MAX_VALUE]).strip()


def _local(name: str) -> str:
    return name.rpartition(":")[2]
