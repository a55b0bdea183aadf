"""HTML that is put together from parts, in which every text is escaped unless it is HTML already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

from markupsafe import Markup, escape

_VOID = frozenset({"meta", "img", "br"})
_PLAIN = re.compile(r"[\w .,:;#%()/+-]*", re.ASCII)
"""What is written in HTML as it is: most numbers, classes and names."""
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


Part: TypeAlias = "Markup | str | Iterable[Part] | None"
"""What stands within an element: None is nothing, and of several each."""


def escaped(text: str) -> Markup:
    """A text from anywhere as HTML that shows it. What is no character becomes U+FFFD."""
    if _PLAIN.fullmatch(text):
        return Markup(text)  # noqa: S704 - nothing in it is HTML's
    return escape(_NO_CHARACTER.sub("\ufffd", text))


def joined(*children: Part) -> Markup:
    """These one after the other, as HTML; None is nothing."""
    return Markup("".join(_parts(children)))  # noqa: S704 - each part is escaped


def tag(name: str, /, *children: Part, **attributes: str | float | None) -> Markup:
    """An element. ``class_`` is the attribute class, ``data_x`` is data-x; one that is None is left out.

    >>> tag("p", "a < b", class_="soft")
    Markup('<p class="soft">a &lt; b</p>')
    """
    said = "".join(
        f' {_attribute(key)}="{escaped(str(value))}"' for key, value in attributes.items() if value is not None
    )
    whole = f"<{name}{said}>" if name in _VOID else f"<{name}{said}>{joined(*children)}</{name}>"
    return Markup(whole)  # noqa: S704 - its parts are escaped


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def paragraphs(text: str, **attributes: str | None) -> Markup:
    """What a person wrote: an empty line begins a paragraph, and a line stays a line."""
    written = [block.strip("\n") for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if block.strip()]
    return joined(tag("p", _lines(block), **attributes) for block in written)


def _lines(block: str) -> Markup:
    return tag("br").join(map(escaped, block.split("\n")))


def _parts(children: Iterable[Part]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, str):
            yield escaped(child)
        elif child is not None:
            yield from _parts(child)
