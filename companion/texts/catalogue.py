"""The texts by language, area and key: ``companion/texts/<language>/<area>.json``.

A language is a folder: who adds one writes its three files and no code. ``language`` in its ``companion.json`` is what
its people call it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names
from babel.lists import format_list

from companion.texts.message import Value, formatted, written

SOURCE = "en"
"""The language in which texts are written first, and which is spoken to whoever speaks none of the others."""

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Translator:
    """The texts of one area in one language, below ``prefix``. What it gives is text and no HTML.

    A value called ``platform`` is said by its site's own name.
    """

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

    def below(self, prefix: str) -> Translator:
        """The texts whose keys begin with ``prefix`` and a dot, by what follows."""
        return Translator(self.language, self.texts, f"{self.prefix}{prefix}.")

    def number(self, value: float, style: str = "") -> str:
        """A number as people of the language write it; ``style`` is that of a message: ``percent``, ``::.0`` …"""
        return written(value, _locale(self.language), _grouping(self.language), style)

    def day(self, at: date) -> str:
        """A day with its month in letters."""
        return format_date(at, "long", _locale(self.language))

    def month(self, at: date) -> str:
        """A month in short with its year."""
        return str(format_skeleton("yMMM", at, locale=_locale(self.language)))

    def day_of_month(self, at: date) -> str:
        """A day and its month in short."""
        return str(format_skeleton("MMMd", at, locale=_locale(self.language)))

    def weekday(self, number: int) -> str:
        """A weekday in short; 1 is Monday."""
        return str(get_day_names("abbreviated", locale=_locale(self.language))[number - 1])

    def listed(self, items: Sequence[str]) -> str:
        """Texts one after the other, as ``a, b, and c``."""
        return format_list(items, locale=_locale(self.language))

    def _formatted(self, message: str, values: Mapping[str, Value]) -> str:
        if isinstance(platform := values.get("platform"), str):
            values = {**values, "platform": site_name(platform)}
        return formatted(message, _locale(self.language), _grouping(self.language), values)


def site_name(platform: str) -> str:
    """The site's own name, the same in every language; the platform itself where none is known."""
    return _site_names().get(platform, platform)


@cache
def _site_names() -> dict[str, str]:
    names: dict[str, str] = json.loads((_FOLDER / "sites.json").read_text("utf-8"))
    return names


@cache
def languages() -> dict[str, str]:
    """Tag (BCP 47) → the language's own name; the source's first, the others by tag."""
    tags = [each.parent.name for each in _FOLDER.glob("*/companion.json")]
    return {
        tag: _read(tag, "companion")["language"]["name"] for tag in sorted(tags, key=lambda tag: (tag != SOURCE, tag))
    }


def language_for(*wanted: str) -> str:
    """The tag of the language for who wants these tags, the first most: itself, else a relative, else the source.

    >>> language_for("es-AR")
    'es'
    """
    known = {tag.lower(): tag for tag in reversed(languages())}
    related = {tag.split("-")[0]: known[tag] for tag in known}
    found = (known.get(tag) or related.get(tag.split("-")[0]) for tag in map(str.lower, wanted))
    return next(filter(None, found), SOURCE)


@cache
def texts(language: str, area: str = "companion") -> Translator:
    """All texts of the area. Raises KeyError where there is no such language."""
    if language not in languages():
        raise KeyError(language)
    return Translator(language, dict(_flat(_read(language, area))))


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
