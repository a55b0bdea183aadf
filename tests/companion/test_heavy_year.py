"""A year of a heavy user ends as it began: as quickly, and with as much memory."""

from __future__ import annotations

import sys

import pytest

from scripts.benches import year


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="memory and processor time are read in /proc")
@pytest.mark.timeout(6 * 3600)
def test_the_end_is_as_the_beginning(pytestconfig: pytest.Config, record_property: pytest.RecordProperty) -> None:
    found = year.measure(pytestconfig.getoption("--sightings"))
    record_property("year", found)
    assert found.end.own_rate >= 0.8 * found.beginning.own_rate
    assert found.end.memory <= 1.2 * found.beginning.memory
