"""Whether a text that stands where a file names an account is a name at all.

Tables are made by programs that write something where nothing is known, and by spreadsheets that round long numbers:
what all of these share is no person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum

LONGEST = 256


class NoName(str, Enum):
    """Why a text is no name. ``rounded``: a spreadsheet made one number of many; ``fraction``: it counts something;
    ``thing``: it names what is no account: a hashtag, an address, a day."""

    empty = "empty"
    missing = "missing"
    truth = "truth"
    gone = "gone"
    rounded = "rounded"
    fraction = "fraction"
    controls = "controls"
    signs = "signs"
    thing = "thing"
    long = "long"


def _words(text: str) -> list[str]:
    return text.split()


# As R, pandas, SQL, JavaScript, JSON and spreadsheets write that there is nothing, in small letters.
_MISSING = frozenset(
    _words(
        "na n/a n.a. n.a n/d n.d. <na> #na #n/a nan -nan +nan nat null nil none undefined missing \\n (null) <null> "
        "[null] (none) <none> [none] (blank) (empty) [empty] #ref! #value! #name? #null! #num! #div/0! #error! "
        "#spill! #calc! -1 1.#ind -1.#ind 1.#qnan -1.#qnan inf -inf +inf infinity -infinity #getting_data "
        # spreadsheets in Spanish, Portuguese, French, German
        "#n/d #¡valor! #¡ref! #¿nombre? #¡num! #¡nulo! #¡div/0! #valor! #nome? #núm! #nulo! #valeur! #nom? #nombre! "
        "#nul! #nv #wert! #bezug! #zahl! #null! s/d k.a."
    )
) | {"#n/a n/a", "not available", "not applicable", "[object object]", "sin datos", "sem dados"}
_TRUTH = frozenset(("true", "false"))
# What sites and collectors write in place of somebody who is no longer there, or is not told.
_GONE = re.compile(
    r"[\[(<{]\s*(?:deleted|removed|suspended|banned|unavailable|redacted|withheld|anonymi[sz]ed|hidden|unknown)\b"
    r"[^\])>}]*[\])>}]"
    r"|redacted|anonymous|(?:deleted|removed|suspended) (?:account|user|profile)"
    r"|(?:facebook|instagram|linkedin)[ -](?:user|member|nutzer|mitglied)"
    r"|(?:usuario|miembro|usuário|membro|utilisateur|membre|utente)(?: d[eo])? (?:facebook|instagram|linkedin)",
)
_THING = re.compile(
    r"#\w+|(?:https?://|/)\S*|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}"
    r"|\d{4}-\d\d(?:-\d\d(?:[t ]\d\d?:\d\d\S*)?)?|\d{1,2}([/.])\d{1,2}\1\d{2,4}(?: \d\d?:\d\d\S*)?"
)
"""A hashtag; an address of a page, a path, a computer; a day."""
_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]\d+|[+-]?\d+[.,]\d*e\d+", re.IGNORECASE)
_DECIMAL = re.compile(r"([+-]?\d+)[.,](\d*)")
_EXACT_DIGITS = 15
"""A number with a decimal part is exact up to so many digits."""
_PLAIN = re.compile(r"[a-z][a-z0-9_.-]*")
"""What most handles look like in small letters; no number is of this form."""
_UNSEEN = "\ufeff\u200b\u200c\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"
_SPACES = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_AROUND = _SPACES + _UNSEEN
_SPREADSHEET_DIGITS = 15
_LONG_ID = 18


def trimmed(text: str) -> str:
    """The text composed (NFC), without the spaces and unseen marks around it; line ends stay."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip(_AROUND)


def is_missing(text: str | None) -> bool:
    """Whether a cell says that nothing is known, by being empty or by a word for it."""
    return text is None or not (bare := trimmed(text).strip()) or bare.lower() in _MISSING


def why_no_name(text: str) -> NoName | None:
    """Why the text is no account's name; None where it may be one.

    >>> why_no_name("N/A"), why_no_name("9.06E+17"), why_no_name("ana")
    (<NoName.missing: 'missing'>, <NoName.rounded: 'rounded'>, None)
    """
    bare = trimmed(text)
    named = bare.removeprefix("@").lower()
    if not named:
        return NoName.empty
    if is_missing(named):
        return NoName.missing
    if named in _TRUTH:
        return NoName.truth
    if _GONE.fullmatch(named):
        return NoName.gone
    if len(bare) > LONGEST:
        return NoName.long
    return None if _PLAIN.fullmatch(named) else _why_no_number(named) or _why_no_letters(named)


def why_no_id(text: str) -> NoName | None:
    """Why the text is no stable id, as :func:`why_no_name`; nor is 0, which programs write for none."""
    return NoName.missing if trimmed(text) == "0" else why_no_name(text)


def _why_no_number(text: str) -> NoName | None:
    if _ROUNDED.fullmatch(text):
        return NoName.rounded
    if (decimal := _DECIMAL.fullmatch(text)) is None:
        return None
    if decimal[2].strip("0"):
        return NoName.fraction
    return NoName.rounded if len(decimal[1].lstrip("+-0")) > _EXACT_DIGITS else None


def _why_no_letters(text: str) -> NoName | None:
    if _THING.fullmatch(text):
        return NoName.thing
    kinds = {unicodedata.category(letter) for letter in text}
    if kinds & {"Cc", "Cs", "Zl", "Zp"}:
        return NoName.controls
    is_signs = all(kind[0] in "PZCM" or kind in ("Sm", "Sc", "Sk") for kind in kinds)
    return NoName.signs if is_signs and "_" not in text else None


def as_name(text: str) -> str:
    """The name that the text says: trimmed, and a whole number without the decimal part that a program gave it.

    >>> as_name(" ana "), as_name("12345.0")
    ('ana', '12345')
    """
    bare = trimmed(text)
    decimal = _DECIMAL.fullmatch(bare)
    return decimal[1] if decimal is not None and not decimal[2].strip("0") else bare


def looks_rounded(account_id: str) -> bool:
    """Whether a long number ends as those do that a spreadsheet keeps 15 digits of; so does one id in a thousand."""
    return account_id.isdigit() and len(account_id) >= _LONG_ID and not account_id[_SPREADSHEET_DIGITS:].strip("0")


def are_rounded(ids: Iterable[str]) -> bool:
    """Whether so many of a column's long numbers end that way that a spreadsheet has rounded them."""
    long = [each for each in ids if each.isdigit() and len(each) >= _LONG_ID]
    return sum(map(looks_rounded, long)) * 20 > len(long)


_LOCAL = re.compile(r"(?:n|v|e|node|vertex|nd|id)?[ _-]?\d{1,7}(?:::(?:n|node)?\d{1,7})*", re.IGNORECASE)


def lives_in_one_file(name: str) -> bool:
    """Whether a name is of the kind that programs number a file's nodes by: ``0``, ``n0`` (igraph, yEd), ``n0::n3``.

    >>> lives_in_one_file("n0"), lives_in_one_file("ana"), lives_in_one_file("1234567890")
    (True, False, False)
    """
    return _LOCAL.fullmatch(name) is not None
