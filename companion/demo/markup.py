"""HTML from templates, where everything that is put in is escaped unless it is markup already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """A text that is HTML."""

    __slots__ = ()


def markup(template: str, **values: object) -> Markup:
    """``template`` with each ``{name}`` replaced by its value, escaped for text and for quoted attributes."""
    return Markup(template.format(**{name: _escaped(value) for name, value in values.items()}))


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n".join(parts))


def _escaped(value: object) -> str:
    return value if isinstance(value, Markup) else escape(str(value), quote=True)
