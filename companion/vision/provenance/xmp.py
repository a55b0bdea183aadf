"""The values of XMP properties, found as text: no XML parser meets the file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

MAX_TRIES = 8

_VALUE = re.compile(
    r"(?![\w.-])\s*(?:"
    r'=\s*"([^"]{1,20000})"'
    r"|=\s*'([^']{1,20000})'"
    r"|[^<>]{0,99}?\bresource\s*=\s*[\"']([^\"']{1,300})"
    r"|[^<>]{0,99}>\s*(?:<(?!/)[^<>]{1,99}>\s*){0,2}(?:<!\[CDATA\[\s*)?([^<\s][^<]{0,599})"
    r")"
)


def values(text: str, name: str) -> Iterator[str]:
    """Those of a property, whatever its prefix, as attribute, element or resource; of a list the first."""
    at = -1
    for _ in range(MAX_TRIES):
        at = text.find(f":{name}", at + 1)
        if at < 0:
            return
        is_end = text.rfind("</", max(0, at - 40), at) > text.rfind(">", max(0, at - 40), at)
        if not is_end and (match := _VALUE.match(text, at + 1 + len(name))):
            yield html.unescape(next(group for group in match.groups() if group)).removesuffix("]]>").strip()


def prefix(text: str, namespace: str) -> str | None:
    """By which a namespace's properties are called here."""
    found = re.search(r"xmlns:([\w.-]{1,40})\s*=\s*[\"']" + re.escape(namespace), text)
    return found and found[1]
