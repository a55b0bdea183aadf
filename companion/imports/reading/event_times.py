"""Times as other programs write them: ISO 8601, or seconds or milliseconds since 1970."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from companion.core.account_names import is_missing
from companion.core.wire.observations import TimePrecision
from companion.imports.reading.reasons import KeptWithoutTimeError, UnreadableError
from companion.store.times import EPOCH

NUMBER = re.compile(r"\d{1,16}(?:\.\d*)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SECONDS_BELOW = 10**11
"""Greater numbers are milliseconds: as seconds they would lie beyond the year 5138."""
MICROSECONDS_FROM = 10**14
SECONDS_FROM = 10**8
"""Smaller numbers, as seconds before March 1973, count something else: steps, years, a spreadsheet's days."""
YEARS = range(1990, 2101)
"""Other years are what programs write for none, as 1970, 1899, 0001 and 9999."""
_WRITTEN = (
    ("%Y%m%d", TimePrecision.day),
    ("%Y%m%d%H%M%S", TimePrecision.second),
    ("%Y/%m/%d", TimePrecision.day),
    ("%Y/%m/%d %H:%M", TimePrecision.minute),
    ("%Y/%m/%d %H:%M:%S", TimePrecision.second),
    ("%d-%b-%Y", TimePrecision.day),
    ("%d-%b-%Y %H:%M", TimePrecision.minute),
    ("%d-%b-%Y %H:%M:%S", TimePrecision.second),
    ("%b %d, %Y", TimePrecision.day),
    ("%B %d, %Y", TimePrecision.day),
    ("%b %d %Y", TimePrecision.day),
    ("%b %d, %Y, %I:%M:%S %p", TimePrecision.second),
    ("%b %d, %Y %I:%M %p", TimePrecision.minute),
    ("%d %b %Y, %H:%M", TimePrecision.minute),
    ("%a %b %d %H:%M:%S %z %Y", TimePrecision.second),
    ("%a, %d %b %Y %H:%M:%S %z", TimePrecision.second),
    ("%Y-%m-%d %H:%M:%S %z", TimePrecision.second),
)
"""In English, whatever the computer speaks; of a day in numbers the year comes first: see :func:`year_first`."""

_ZONES = {"EDT": 4, "EST": 5, "CDT": 5, "CST": 6, "MDT": 6, "MST": 7, "PDT": 7, "PST": 8}
"""Hours behind UTC of the zones that RFC 5322, section 4.3, has names for; CrowdTangle writes the first two."""

Moment = tuple[datetime, TimePrecision]


def moment(text: str) -> Moment:
    """The time, in UTC where it names no zone, and how exact it is. Raises :class:`UnreadableError`.

    >>> moment("1606451170.5")
    (datetime.datetime(2020, 11, 27, 4, 26, 10, 500000, tzinfo=datetime.timezone.utc), <TimePrecision.second: 'second'>)
    """
    text = text.strip()
    try:
        if NUMBER.fullmatch(text):
            read = EPOCH + timedelta(microseconds=_microseconds(text)), TimePrecision.second
            known = read[0] != EPOCH
        else:
            precision = TimePrecision.day if DAY.fullmatch(text) else TimePrecision.second
            read = _iso_or_written(text, precision)
            known = read[0].year in YEARS
    except (ValueError, OverflowError):
        known = False
    if not known:
        raise UnreadableError("imports.row.no_time", text=repr(text[:50]))
    return read


def moment_if_any(text: str | None) -> Moment | None:
    """The time that a cell says; None where it says none: a missing value, a year such as 1970, a number too small.

    Raises :class:`UnreadableError` for what is written there and is no time.
    """
    if text is None or is_missing(bare := text.strip()):
        return None
    if NUMBER.fullmatch(bare):
        if (read := _written(bare)) is not None:
            return read
        return moment(bare) if float(bare) >= SECONDS_FROM else None
    try:
        return moment(bare)
    except UnreadableError:
        if _is_a_year_that_is_none(bare):
            return None
        raise


def times_said(texts: Iterable[str | None]) -> tuple[list[datetime], KeptWithoutTimeError | None]:
    """When a tie was seen; at no time that is known where a text is no time, and why it is kept so."""
    said = [*texts]
    try:
        return [at[0] for text in said if (at := moment_if_any(text)) is not None], None
    except UnreadableError:
        return [], KeptWithoutTimeError(" ".join(filter(None, said)))


def _iso_or_written(text: str, precision: TimePrecision) -> Moment:
    try:
        return _iso(text), precision
    except ValueError:
        if (read := _written(text)) is None:
            raise
        return read


_NUMBERED_DAY = re.compile(
    r"(\d\d?)([/.-])(\d\d?)\2(\d{4})(?:[ ,T]+(\d\d?)(:\d\d(?::\d\d)?)(?: ?([AP])M)?)?", re.IGNORECASE
)


def day_stands_first(cells: Iterable[str]) -> bool | None:
    """Whether ``03/04/2020`` is in April in a column with these cells; None where none of them tells it."""
    days = [found for cell in cells if (found := _NUMBERED_DAY.fullmatch(cell.strip())) is not None]
    day_first = any(found[2] == "." or int(found[1]) > 12 for found in days)
    month_first = any(int(found[3]) > 12 for found in days)
    return None if day_first == month_first else day_first


def year_first(cell: str, day_first: bool) -> str:
    """A day that is written in numbers, as ISO 8601 has it; any other cell as it is.

    >>> year_first("9/13/2020 1:05 PM", day_first=False)
    '2020-09-13T13:05'
    """
    if (found := _NUMBERED_DAY.fullmatch(cell.strip())) is None:
        return cell
    day, month = (found[1], found[3]) if day_first else (found[3], found[1])
    date = f"{found[4]}-{int(month):02}-{int(day):02}"
    if found[5] is None:
        return date
    return f"{date}T{_of_24(found[5], found[7])}{found[6]}"


_CLOCK = re.compile(r"(\d\d?)(:\d\d(?::\d\d)?)(?: ?([AP])M)?", re.IGNORECASE)


def on_day(day: str, clock: str) -> str:
    """The time of a row whose day stands in a column of its own; any other time as it is.

    >>> on_day("2020-09-13", "1:05 PM")
    '2020-09-13 13:05'
    """
    found = _CLOCK.fullmatch(clock.strip())
    return clock if found is None or not day else f"{day} {_of_24(found[1], found[3])}{found[2]}"


def _of_24(hour: str, half: str | None) -> str:
    return f"{int(hour) if half is None else int(hour) % 12 + (12 if half in 'pP' else 0):02}"


def _written(text: str) -> Moment | None:
    for form, precision in _WRITTEN:
        try:
            read = datetime.strptime(text, form)  # noqa: DTZ007 - where it names no zone it is UTC
        except ValueError:
            continue
        if read.year in YEARS:
            return read if read.tzinfo else read.replace(tzinfo=timezone.utc), precision
    if (day := _DAY_IN_WORDS.fullmatch(text)) is not None and (number := _month(day[2])) and int(day[3]) in YEARS:
        return datetime(int(day[3]), number, int(day[1]), tzinfo=timezone.utc), TimePrecision.day
    if re.fullmatch(r"\d{4}", text) and int(text) in YEARS:
        return datetime(int(text), 1, 1, tzinfo=timezone.utc), TimePrecision.year
    return None


_DAY_IN_WORDS = re.compile(r"(\d\d?)\.?(?: de)? ([^\W\d_]{3,})\.?(?: de)? (\d{4})")
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan ene gen",
            "feb fév fev",
            "mar mär mrz",
            "apr abr avr",
            "may mai mag",
            "jun juin giu",
            "jul juil lug",
            "aug août aoû ago",
            "sep set",
            "oct okt out ott",
            "nov",
            "dec dez dic déc",
        ),
        start=1,
    )
    for word in words.split()
}
"""How the months begin in the languages in which sites give archives out."""


def _month(word: str) -> int | None:
    return _MONTHS.get(word[:4].lower()) or _MONTHS.get(word[:3].lower())


def _is_a_year_that_is_none(text: str) -> bool:
    try:
        return _iso(text).year not in YEARS
    except (ValueError, OverflowError):
        return False


def _microseconds(text: str) -> int:
    """Exact, which a floating number of today's seconds is not."""
    whole, _, fraction = text.partition(".")
    number = int(whole)
    if number >= MICROSECONDS_FROM:
        return number
    digits: int = 6 if number < SECONDS_BELOW else 3
    return number * int(10**digits) + int((fraction + "000000")[:digits])


def _iso(text: str) -> datetime:
    zoned = re.sub(r" ?(?:Z|z|UTC|GMT)$", "+00:00", text)
    zoned = re.sub(r" ([ECMP][DS]T)$", lambda found: f"-{_ZONES[found[1]]:02}:00", zoned)
    # datetime.fromisoformat of Python 3.10 takes three or six digits of a second only.
    exact = re.sub(r"(?<=:\d\d)\.(\d+)", lambda found: f".{(found[1] + '000000')[:6]}", zoned)
    read = datetime.fromisoformat(exact)
    return read if read.tzinfo else read.replace(tzinfo=timezone.utc)
