"""A report's languages: each section brings its own texts in both, and numbers and dates are written as people do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from math import log10

from companion.core.wire.report import Language

_MONTHS = {
    Language.en: "January February March April May June July August September October November December",
    Language.es: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_HOLE = re.compile(r"\{(\w+)\}")
_LEAST = 1e-15
"""A smaller probability says nothing more."""
_MOST = 1000
_FEW = 10_000
"""Spanish groups digits from here on."""


class Texts:
    """Texts by name. Those that count have a form ``name_one`` and a form ``name_other``."""

    def __init__(self, en: Mapping[str, str], es: Mapping[str, str]) -> None:
        """Raises ValueError where one language has a text that the other has not."""
        if en.keys() != es.keys():
            raise ValueError(f"not in both languages: {', '.join(sorted(en.keys() ^ es.keys()))}")
        self._all = {Language.en: en, Language.es: es}

    def __or__(self, more: Texts) -> Texts:
        """These and more; of two with one name, the latter."""
        mine, others = self._all, more._all
        return Texts(
            {**mine[Language.en], **others[Language.en]},
            {**mine[Language.es], **others[Language.es]},
        )

    def said_in(self, language: Language) -> Spoken:
        return Spoken(language, self._all[language])


@dataclass(frozen=True)
class Spoken:
    """Texts in one language, with their numbers filled in. What it gives is text and no HTML."""

    language: Language
    texts: Mapping[str, str]

    def __call__(self, name: str, **values: str | float) -> str:
        return _filled(self.texts[name], self.language, values)

    def counted(self, name: str, count: int, **values: str | float) -> str:
        """The form for this number, which fills the hole ``count``."""
        return self(f"{name}_one" if count == 1 else f"{name}_other", count=count, **values)

    def known(self, name: str, otherwise: str) -> str:
        """The text of a name that is only known as it runs."""
        return self.texts.get(name, otherwise)

    def number(self, value: float, digits: int = 0) -> str:
        return written(value, self.language, digits)

    def percent(self, share: float, digits: int = 0) -> str:
        space = "\u00a0" if self.language is Language.es else ""
        return f"{self.number(100 * share, digits)}{space}%"

    def small(self, chance: float) -> str:
        """A probability in two digits, or as a power of ten."""
        if chance < _LEAST:
            return f"< 10{str(round(log10(_LEAST))).translate(_RAISED)}"
        if chance >= 0.001:
            return self.number(chance, 3 if chance < 0.1 else 2)
        digits, power = f"{chance:.0e}".split("e")
        return f"{digits} · 10{str(int(power)).translate(_RAISED)}"

    def ratio(self, value: float) -> str:
        """How many times: in three digits at most."""
        if value > _MOST:
            return f"> {self.number(_MOST)}"
        return self.number(value, 0 if value >= 100 else 1)

    def day(self, at: date) -> str:
        month = _MONTHS[self.language].split()[at.month - 1]
        of = " de " if self.language is Language.es else " "
        return f"{at.day}{of}{month}{of}{at.year}"

    def moment(self, at: datetime) -> str:
        """To the minute, in UTC."""
        moment = at.astimezone(timezone.utc)
        return f"{self.day(moment)}, {moment:%H:%M} UTC"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value: float, language: Language, digits: int = 0) -> str:
    """A number as people of the language write it.

    >>> written(12345.6, Language.es, 1)
    '12.345,6'
    """
    english = f"{value:,.{digits}f}".replace("-", "−")
    if language is Language.en:
        return english
    if abs(value) < _FEW:
        english = english.replace(",", "")
    return english.translate(str.maketrans(",.", ".,"))


def _filled(text: str, language: Language, values: Mapping[str, str | float]) -> str:
    def fill(found: re.Match[str]) -> str:
        value = values[found[1]]
        return value if isinstance(value, str) else written(value, language, 1 if isinstance(value, float) else 0)

    return _HOLE.sub(fill, text)
