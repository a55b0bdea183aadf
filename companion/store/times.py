"""Times as the database writes them: UTC text with milliseconds, which sorts as time does."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime, timezone
from functools import cache
from pathlib import Path

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
"""From which times are counted where they are numbers."""


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
    if sys.platform == "linux":  # where the other one stands still while the computer sleeps
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


@cache
def boot() -> str:
    """Names this run of the computer, from its start to its end; empty where the system has no name for it."""
    try:
        if sys.platform == "darwin":
            asked = ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"]
            return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
