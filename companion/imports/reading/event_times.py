"""Times as other programs write them: ISO 8601, or seconds or milliseconds since 1970."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from companion.core.wire.observations import TimePrecision
from companion.imports.reading.reading import UnreadableError

NUMBER = re.compile(r"\d{1,16}(?:\.\d*)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SECONDS_BELOW = 10**11
"""Greater numbers are milliseconds: as seconds they would lie beyond the year 5138."""
MICROSECONDS_FROM = 10**14

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def moment(text: str) -> tuple[datetime, TimePrecision]:
    """The time, in UTC where it names no zone, and how exact it is. Raises :class:`UnreadableError`.

    >>> moment("1606451170.5")
    (datetime.datetime(2020, 11, 27, 4, 26, 10, 500000, tzinfo=datetime.timezone.utc), <TimePrecision.second: 'second'>)
    """
    text = text.strip()
    try:
        if NUMBER.fullmatch(text):
            return EPOCH + timedelta(microseconds=_microseconds(text)), TimePrecision.second
        precision = TimePrecision.day if DAY.fullmatch(text) else TimePrecision.second
        return _iso(text), precision
    except (ValueError, OverflowError):
        raise UnreadableError("imports.row.no_time", text=repr(text[:50])) from None


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
    # datetime.fromisoformat of Python 3.10 takes three or six digits of a second only.
    exact = re.sub(r"(?<=:\d\d)\.(\d+)", lambda found: f".{(found[1] + '000000')[:6]}", zoned)
    read = datetime.fromisoformat(exact)
    return read if read.tzinfo else read.replace(tzinfo=timezone.utc)
