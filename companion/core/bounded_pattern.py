"""Regular expressions that come as data: only such as cannot be made to run for long.

A small part of JavaScript's syntax (with its flag ``u``): characters, escapes, classes, groups, alternatives and
repetitions; no looking around and no referring back. A matcher that goes back tries at most as many ways as there are
choices: so the choices of all repetitions and alternatives, multiplied, are bounded. What this takes, JavaScript takes.
"""

from __future__ import annotations

import math
import re

LENGTH = 300
CHOICES = 2**24
ENDLESS = 2**11  # as many ways as an address has characters
GROUP_TIMES = 4  # how often a whole group may repeat
TIMES = 100
GROUPS = frozenset({"id", "handle", "token", "account"})

ATOM = re.compile(
    r"(?P<open>\((?:\?:|\?<(?P<name>[a-z]+)>|(?!\?)))"
    r"|(?P<close>\))"
    r"|(?P<or>\|)"
    r"|(?P<edge>[\^$])"
    r"|(?P<one>\\[dwsDWS]|\\[\^$\\.*+?()\[\]{}|/]|\.|[^\\^$.*+?()\[\]{}|])"
    r"|(?P<class>\[(?!\^?\])\^?(?:\\[dwsDWS]|\\[\^$\\.*+?()\[\]{}|/-]|[^\\\]\[])+\])"
)
REPEAT = re.compile(r"(?:(?P<sign>[*+?])|\{(?P<low>\d{1,4})(?P<comma>,(?P<high>\d{1,4})?)?\})\??")
RANGE = re.compile(r"(\\.|[^\\])-(\\.|[^\\])")


def bounded_pattern(text: str) -> str:
    """The pattern as it came. Raises :class:`ValueError` that says what is not taken in it."""
    if len(text) > LENGTH:
        raise ValueError(f"a pattern has at most {LENGTH} characters")
    groups: list[bool] = []  # of each open group, whether something in it repeats
    names: set[str] = set()
    choices = 1
    place = 0
    while place < len(text):
        atom = ATOM.match(text, place)
        if atom is None:
            raise ValueError(f"{text[place : place + 10]!r} is not taken in a pattern")
        place = atom.end()
        if atom["open"]:
            _note(atom["name"], names)
            groups.append(False)
            continue
        if atom["close"] and not groups:
            raise ValueError("a group is closed that was not opened")
        within = groups.pop() if atom["close"] else False
        choices *= 2 if atom["or"] else 1
        if atom["class"]:
            _check_ranges(atom["class"])
        times = REPEAT.match(text, place)
        if times is None:
            if groups and within:
                groups[-1] = True
            continue
        place = times.end()
        if atom["or"] or atom["edge"]:
            raise ValueError(f"nothing stands before {times[0]!r}")
        choices *= _ways(times, of_group=bool(atom["close"]), repeats_within=within)
        if groups:
            groups[-1] = True
    if groups:
        raise ValueError("a group is not closed")
    if choices > CHOICES:
        raise ValueError(
            f"a pattern may offer at most 2^{math.log2(CHOICES):.0f} choices: bound its repetitions, as {{1,30}}"
        )
    return text


def _note(name: str | None, names: set[str]) -> None:
    if name is None:
        return
    if name not in GROUPS or name in names:
        raise ValueError(f"a group may be called {', '.join(sorted(GROUPS))}, each once")
    names.add(name)


def _check_ranges(letters: str) -> None:
    for first, last in RANGE.findall(letters[1:-1].removeprefix("^")):
        if len(first) > 1 or len(last) > 1 or first > last:
            raise ValueError(f"{first}-{last} is no range of characters")


def _ways(times: re.Match[str], *, of_group: bool, repeats_within: bool) -> int:
    """In how many ways this repetition may be taken."""
    sign = times["sign"]
    if sign == "?":
        return 2
    low = int(times["low"] or 0)
    high = None if sign or (times["comma"] and times["high"] is None) else int(times["high"] or times["low"])
    if high is not None and (high > TIMES or high < low):
        raise ValueError(f"{times[0]} repeats more than {TIMES} times, or backwards")
    if of_group and (high is None or high > GROUP_TIMES or repeats_within):
        raise ValueError("a group may repeat only a few times, and only where nothing in it repeats")
    return ENDLESS if high is None else high - low + 1
