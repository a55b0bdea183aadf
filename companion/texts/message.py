"""Messages in a subset of ICU MessageFormat, written as people of a language write.

``shared/texts/message.ts`` is its counterpart, over the browser's Intl.

A message is text with arguments:

- ``{name}``: a text as it is, or a number as ``{name, number}`` writes it;
- ``{n, number}``: three decimals at most; ``{n, number, percent}``: a share of 1 in whole percents;
- ``{n, number, ::.0#}``: from one decimal to two; ``::@@#``: from two significant digits to three; with ``%x100``
  before them, a share of 1 as percents (ICU's number skeletons);
- ``{t, date, short|medium|long}`` and ``{t, time, short}``, in hours from 0 to 23 in every language;
- ``{n, plural, =0 {none} one {# account} other {# accounts}}`` by CLDR's plural rules, ``#`` being the number;
- ``{x, select, follows {…} other {…}}``.

``'{'`` is a brace and ``''`` an apostrophe. An argument that has no value stays as it stands. ICU4C and Babel have the
same data (CLDR); both engines are held to one file of cases, ``tests/fixtures/texts/messages.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

Value = str | int | float | datetime

_MOST_DECIMALS = 3
_SKELETON = re.compile(r"(?P<percent>%x100)?\s*(?:\.(?P<least>0*)(?P<more>#*)|(?P<digits>@+)(?P<optional>#*))?")
_DECIMALS = re.compile(r"0(\.[0#]+)?")
"""In a pattern of CLDR, from the last digit before the separator: ``0.###`` of ``#,##0.###``."""
_ARGUMENT = re.compile(r"\s*(\w+)\s*(?:,\s*(number|date|time|plural|select)\s*(?:,\s*)?)?")
_STYLE = re.compile(r"[^{}]*")
_SELECTOR = re.compile(r"\s*(=\d+|\w+)\s*\{")
_QUOTED = re.compile(r"'([{}#](?:[^']|'')*)(?:'|$)")


@dataclass(frozen=True)
class Argument:
    """One argument of a message; ``cases`` are the messages of its plural or select."""

    name: str
    kind: str = ""
    style: str = ""
    cases: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class Count:
    """The ``#`` of a plural."""


Message = tuple[str | Argument | Count, ...]


@dataclass(frozen=True)
class NumberStyle:
    """How a number is rounded: to ``significant`` digits where they are given, else to decimals (least, most)."""

    is_percent: bool = False
    decimals: tuple[int, int] = (0, _MOST_DECIMALS)
    significant: tuple[int, int] | None = None


@cache
def parsed(message: str) -> Message:
    """The parts of a message. Raises ValueError where it is not one."""
    parts, end = _parts(message, 0, in_plural=False)
    if end != len(message):
        raise ValueError(f"a brace too many at {end}: {message}")
    return parts


def arguments(message: Message) -> Iterator[Argument]:
    """Every argument in a message, also those within others."""
    for part in message:
        if isinstance(part, Argument):
            yield part
            for case in part.cases.values():
                yield from arguments(case)


def formatted(message: str, locale: Locale, grouping: int, values: Mapping[str, Value]) -> str:
    """The message with its values.

    ``grouping`` is CLDR's minimumGroupingDigits, which Babel does not have: 2 where 1234 has no separator. A time is
    written in its own zone. Raises ValueError where the message is none, or a value does not fit its argument.
    """
    return _filled(parsed(message), locale, grouping, values, None)


@lru_cache(10_000)
def written(value: float, locale: Locale, grouping: int, style: str = "") -> str:
    """A number, rounded half away from zero; ``style`` is that of a message: ``percent``, ``::.0`` …

    >>> written(12345.67, Locale("es"), 2, "::.0")
    '12.345,7'
    """
    wanted = _number_style(style)
    number = Decimal(str(value)) * (100 if wanted.is_percent else 1)
    least, most = wanted.decimals
    if wanted.significant:
        first = number.adjusted() if number else 0
        least, most = (digits - 1 - first for digits in wanted.significant)
    if most < -number.as_tuple().exponent:  # type: ignore[operator]  # neither infinite nor NaN
        number = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    pattern = (locale.percent_formats if wanted.is_percent else locale.decimal_formats)[None].pattern
    least, most = max(0, least), max(0, most)
    return format_decimal(
        (number + 0).scaleb(-2) if wanted.is_percent else number + 0,
        _DECIMALS.sub(f"0.{'0' * least}{'#' * (most - least)}".rstrip("."), pattern),
        locale,
        group_separator=abs(number) >= 10 ** (2 + grouping),
    )


def _parts(text: str, at: int, in_plural: bool) -> tuple[Message, int]:
    parts: list[str | Argument | Count] = []
    plain = ""
    while at < len(text) and text[at] != "}":
        if text[at] == "{" or (in_plural and text[at] == "#"):
            if plain:
                parts.append(plain)
            plain = ""
            part, at = _argument(text, at + 1) if text[at] == "{" else (Count(), at + 1)
            parts.append(part)
        elif text.startswith("''", at):
            plain, at = plain + "'", at + 2
        elif (quoted := _QUOTED.match(text, at)) and (in_plural or quoted[1][0] != "#"):
            plain, at = plain + quoted[1].replace("''", "'"), quoted.end()
        else:
            plain, at = plain + text[at], at + 1
    return (*parts, *([plain] if plain else [])), at


def _argument(text: str, at: int) -> tuple[Argument, int]:
    head = _ARGUMENT.match(text, at)
    if head is None:
        raise ValueError(f"an argument without a name at {at}: {text}")
    name, kind = head[1], head[2] or ""
    at = head.end()
    style, cases = "", {}
    if kind in ("plural", "select"):
        while selector := _SELECTOR.match(text, at):
            cases[selector[1]], at = _parts(text, selector.end(), in_plural=kind == "plural")
            at += 1
        if "other" not in cases:
            raise ValueError(f"{name} has no “other”: {text}")
        at += len(text[at:]) - len(text[at:].lstrip())
    elif kind and (found := _STYLE.match(text, at)):
        style, at = found[0].strip(), found.end()
        if kind == "number":
            _number_style(style)
    if text[at : at + 1] != "}":
        raise ValueError(f"{name} does not end at {at}: {text}")
    return Argument(name, kind, style, cases), at + 1


@cache
def _number_style(style: str) -> NumberStyle:
    if style == "":
        return NumberStyle()
    if style == "percent":
        return NumberStyle(is_percent=True, decimals=(0, 0))
    found = _SKELETON.fullmatch(style.removeprefix("::")) if style.startswith("::") else None
    if found is None:
        raise ValueError(f"not a style of numbers: {style}")
    is_percent = found["percent"] is not None
    if found["digits"]:
        least = len(found["digits"])
        return NumberStyle(is_percent, significant=(least, least + len(found["optional"])))
    if found["least"] is None:
        return NumberStyle(is_percent)
    least = len(found["least"])
    return NumberStyle(is_percent, decimals=(least, least + len(found["more"])))


def _filled(message: Message, locale: Locale, grouping: int, values: Mapping[str, Value], count: float | None) -> str:
    said = []
    for part in message:
        if isinstance(part, str):
            said.append(part)
        elif isinstance(part, Count):
            said.append("#" if count is None else written(count, locale, grouping))
        elif part.name not in values:
            said.append(f"{{{part.name}}}")
        else:
            said.append(_value(part, locale, grouping, values, count))
    return "".join(said)


def _value(part: Argument, locale: Locale, grouping: int, values: Mapping[str, Value], count: float | None) -> str:
    value = values[part.name]
    if part.kind == "select":
        return _filled(part.cases.get(str(value), part.cases["other"]), locale, grouping, values, count)
    if part.kind in ("date", "time"):
        if not isinstance(value, datetime):
            raise ValueError(f"{part.name} is no time: {value}")
        if part.kind == "date":
            return format_date(value, part.style or "medium", locale)
        return format_time(value, "HH:mm", tzinfo=value.tzinfo, locale=locale)
    if isinstance(value, str) and part.kind == "":
        return value
    if isinstance(value, (str, datetime)):
        raise ValueError(f"{part.name} is no number: {value}")
    if part.kind == "plural":
        named = (f"={value}", locale.plural_form(value), "other")
        case = next(part.cases[each] for each in named if each in part.cases)
        return _filled(case, locale, grouping, values, value)
    return written(value, locale, grouping, part.style)
