"""Times as text sort as times do."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.store import times
from companion.store.times import text_of

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
FIRST, LAST = datetime(2, 1, 1), datetime(9998, 12, 31)  # noqa: DTZ001 — Hypothesis adds the zone
TIMES = st.datetimes(min_value=FIRST, max_value=LAST, timezones=ZONES)


@given(TIMES, TIMES)
def test_the_order_is_the_times(one: datetime, other: datetime) -> None:
    if abs(one - other) >= timedelta(milliseconds=1):
        assert (text_of(one) < text_of(other)) == (one < other)


@given(TIMES)
def test_it_is_utc_to_the_millisecond(time: datetime) -> None:
    text = text_of(time)
    assert len(text) == 24
    assert abs(datetime.fromisoformat(text.replace("Z", "+00:00")) - time) < timedelta(milliseconds=1)


def test_the_ends_of_the_calendar_are_written_too() -> None:
    east, west = (timezone(timedelta(hours=hours)) for hours in (14, -14))
    assert text_of(datetime(1, 1, 1, tzinfo=east)) == "0001-01-01T00:00:00.000Z"
    assert text_of(datetime(9999, 12, 31, 23, tzinfo=west)) == "9999-12-31T23:00:00.000Z"


def test_a_time_without_a_zone_is_none() -> None:
    with pytest.raises(ValueError, match="zone"):
        text_of(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_this_run_of_the_computer_has_a_name_and_a_clock_that_sleep_does_not_stop() -> None:
    assert len(times.boot()) == 36
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    assert uptime - 0.02 <= times.uptime()
