"""The texts by language, area and key: ``companion/texts/<language>/<area>.json``.

A language is a folder: who adds one writes its three files and no code. ``language`` in its ``companion.json`` is what
its people call it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from companion.texts.message import Value, formatted, written

SOURCE = "en"
"""The language in which texts are written first, and which is spoken to whoever speaks none of the others."""

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Texts:
    """The texts of one area in one language, below ``prefix``. What it gives is text and no HTML."""

    language: str
    texts: Mapping[str, str]
    """All of the area by full key."""
    prefix: str = ""

    def __call__(self, key: str, **values: Value) -> str:
        """Raises KeyError where there is no such text."""
        return self._formatted(self.texts[self.prefix + key], values)

    def known(self, key: str, otherwise: str, **values: Value) -> str:
        """The text of a key that is only known as it runs; ``otherwise`` where there is none."""
        message = self.texts.get(self.prefix + key)
        return otherwise if message is None else self._formatted(message, values)

    def below(self, prefix: str) -> Texts:
        """The texts whose keys begin with ``prefix`` and a dot, by what follows."""
        return Texts(self.language, self.texts, f"{self.prefix}{prefix}.")

    def number(self, value: float, style: str = "") -> str:
        """A number as people of the language write it; ``style`` is that of a message: ``percent``, ``::.0`` …"""
        return written(value, _locale(self.language), _grouping(self.language), style)

    def _formatted(self, message: str, values: Mapping[str, Value]) -> str:
        return formatted(message, _locale(self.language), _grouping(self.language), values)


@cache
def languages() -> dict[str, str]:
    """Tag (BCP 47) → the language's own name; the source's first, the others by tag."""
    tags = [each.parent.name for each in _FOLDER.glob("*/companion.json")]
    return {
        tag: _read(tag, "companion")["language"]["name"] for tag in sorted(tags, key=lambda tag: (tag != SOURCE, tag))
    }


def language_for(wanted: str) -> str:
    """The tag of the language to speak to who wants ``wanted``: itself, else one of its relatives, else the source.

    >>> language_for("es-AR")
    'es'
    """
    known = {tag.lower(): tag for tag in reversed(languages())}
    related = {tag.split("-")[0]: known[tag] for tag in known}
    return known.get(wanted.lower()) or related.get(wanted.lower().split("-")[0]) or SOURCE


@cache
def texts(language: str, area: str = "companion") -> Texts:
    """All texts of the area. Raises KeyError where there is no such language."""
    if language not in languages():
        raise KeyError(language)
    return Texts(language, dict(_flat(_read(language, area))))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in tree.items():
        flat += [(prefix + name, value)] if isinstance(value, str) else _flat(value, f"{prefix}{name}.")
    return flat


def _read(language: str, area: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_FOLDER / language / f"{area}.json").read_text("utf-8"))
    return content


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@cache
def _grouping(language: str) -> int:
    return int(_read(language, "companion")["language"]["minimumGroupingDigits"])
