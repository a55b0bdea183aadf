"""Times as the database writes them: UTC text with milliseconds, which sorts as time does."""

from __future__ import annotations

import time
from datetime import datetime, timezone


def text_of(time: datetime) -> str:
    """``2026-01-31T12:00:00.000Z`` of an aware time. Raises ValueError for a naive one."""
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    try:
        utc = time.astimezone(timezone.utc)
    except OverflowError:  # within a day of the years 1 and 9999
        utc = time.replace(tzinfo=timezone.utc)
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def time_of(text: str) -> datetime:
    """The time that :func:`text_of` wrote."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def ms_of(column: str) -> str:
    """SQL of a stored time's whole milliseconds since 1970; julianday() is inexact, and unixepoch() may be missing."""
    return f"CAST(strftime('%s', {column}) AS INTEGER) * 1000 + CAST(substr({column}, 21, 3) AS INTEGER)"


def ms_since_1970(text: str) -> int:
    """The whole milliseconds since 1970 of what :func:`text_of` wrote."""
    return round(time_of(text).timestamp() * 1000)


def now() -> datetime:
    return datetime.now(timezone.utc)


def uptime() -> float:
    """Seconds of a clock that nobody sets, which all processes of this computer share until it starts anew."""
    return time.monotonic()
