"""The words of a text in any script: emoji are words, and scripts without spaces are cut into their letters."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, overload

Words = tuple[str, ...]

# Scripts that put no space between words: Thai, Lao, Myanmar, Khmer, kana, Han. Korean has spaces.
_UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u1000-\u109f\u1780-\u17d3\u3041-\u3096\u309d-\u309f"
_UNSPACED += "\u30a1-\u30fa\u30fc-\u30ff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_EMOJI = "\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
_EMOJI += "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
_TONE = "\U0001f3fb-\U0001f3ff"
_LINK_SCHEME = re.compile("^https?://")
_ENDS = ".!?;|\u2022\u00b7\u3002\uff01\uff1f\uff1b\u0964\u061f\u06d4"
"""What a phrase does not reach across."""


def normal(text: str) -> str:
    """The text for comparison: compatibility forms (NFKC), case folded, spaces single; lines stay lines.

    >>> normal(" Ｗork \u00a0 HARD")
    'work hard'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "\n".join(words for line in folded.splitlines() if (words := " ".join(line.split())))


@overload
def words_of(text: str) -> Words: ...
@overload
def words_of(text: str, *, runs: Literal[True]) -> list[Words]: ...
def words_of(text: str, *, runs: bool = False) -> Words | list[Words]:
    """The words of a :func:`normal` text, or with ``runs`` the words between the ends of sentences and lines.

    An address is one word, as are a hashtag, a mention and an emoji with its tone and joiners.

    >>> words_of("#hola mundo, \U0001f44d\U0001f3fd 東京")
    ('#hola', 'mundo', '\U0001f44d\U0001f3fd', '東', '京')
    """
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        for chunk in line.split(" "):
            for word in _cut(chunk):
                if word:
                    found[-1].append(word)
                else:
                    found.append([])
        found.append([])
    if runs:
        return [tuple(run) for run in found if run]
    return tuple(word for run in found for word in run)


def place_of(text: str, phrase: str) -> tuple[int, int] | None:
    """Where the words of a phrase, as :func:`joined` has them, first follow each other in a text as it was written.

    From, and up to; None where they do not.

    >>> place_of("We  WORK hard!", "work hard")
    (4, 13)
    """
    folded, origin = "", []
    for at, letter in enumerate(text):
        part = "\n" if letter.isspace() else normal(letter)
        folded += part
        origin += [at] * len(part)
    cuts = list(_pattern().finditer(folded))
    words = [_word(cut) for cut in cuts]
    for first in range(len(words)):
        for last in range(first, len(words)):
            if not phrase.startswith(following := joined(tuple(words[first : last + 1]))) or not words[last]:
                break
            if following == phrase:
                return origin[cuts[first].start()], origin[cuts[last].end() - 1] + 1
    return None


@lru_cache(100_000)
def _cut(chunk: str) -> Words:
    """The words of a piece without spaces; an empty one where a sentence ends."""
    return tuple(map(_word, _pattern().finditer(chunk)))


def _word(found: re.Match[str]) -> str:
    return "" if found.lastgroup == "end" else _LINK_SCHEME.sub("", found.group())


def joined(words: Words) -> str:
    """Words as a person writes them: no space between letters of scripts that have none.

    >>> joined(("東", "京", "tower"))
    '東京 tower'
    """
    text = ""
    for word in words:
        apart = text and not (_is_unspaced(text[-1]) and _is_unspaced(word[0]))
        text += f" {word}" if apart else word
    return text


def _is_unspaced(letter: str) -> bool:
    return re.match(f"[{_UNSPACED}]", letter) is not None


@cache
def _pattern() -> re.Pattern[str]:
    marks = _marks()
    letter = rf"[^\W_{_UNSPACED}]"
    letters = rf"{letter}(?:{letter}+|[{marks}\u200c\u200d]+)*"
    return re.compile(
        rf"(?P<link>https?://[^\s<>\"']+|[\w.+-]+@[\w-]+\.[\w.-]*\w)"
        rf"|(?P<flag>[\U0001f1e6-\U0001f1ff]{{2}})"
        rf"|(?P<keycap>[0-9#*]\ufe0f?\u20e3)"
        rf"|(?P<emoji>[{_EMOJI}][\ufe0e\ufe0f{_TONE}\U000e0020-\U000e007f]*"
        rf"(?:\u200d[{_EMOJI}][\ufe0e\ufe0f{_TONE}]*)*)"
        rf"|(?P<unspaced>[{_UNSPACED}][{marks}]*)"
        rf"|(?P<word>[#@]?{letters}(?:[-'\u2019_&]+{letters})*)"
        rf"|(?P<end>[{re.escape(_ENDS)}]+)"
    )


@cache
def _marks() -> str:
    """A character class of all combining marks: ``re`` takes them for no part of a word."""
    first, end = 0x300, 0x1F000
    is_mark = [each[0] == "M" for each in map(unicodedata.category, map(chr, range(first, end)))]
    at, ranges = first, []
    for marked, run in itertools.groupby(is_mark):
        beyond = at + sum(1 for _ in run)
        if marked:
            ranges.append(f"\\U{at:08x}-\\U{beyond - 1:08x}")
        at = beyond
    return "".join(ranges)
