"""Objects shared at once: dense windows are told, busy hours and popular objects are not."""

from __future__ import annotations

import numpy as np

from companion.core.coordination import Shares
from companion.core.meetings import RARE, meetings

HOUR = 3600


def shares(rows: list[tuple[int, int, int]]) -> Shares:
    """Of (object, account, time) rows, each a message of its own."""
    thing, account, time = np.array(rows, dtype=np.int64).T
    return Shares(thing, account, np.arange(len(rows)), time)


def test_a_dense_window_is_told_with_its_accounts_and_time() -> None:
    rows = [(7, account, 1000 * HOUR + 10 * account) for account in range(8)]
    rows += [(7, 20 + number, number * 90 * HOUR) for number in range(30)]
    found = meetings(shares(rows), 600)
    assert found.objects.tolist() == [7]
    assert found.members[0].tolist() == list(range(8))
    assert found.sharers.tolist() == [38]
    assert found.times[0] == 1000 * HOUR
    assert found.p[0] < 1e-4
    assert found.due == RARE
    assert found.as_improbable.tolist() == found.p.tolist()  # one object was asked


def test_a_popular_object_in_a_busy_hour_is_none() -> None:
    rng = np.random.default_rng(5)
    rows = [(thing, account, int(rng.integers(HOUR))) for thing in range(200) for account in range(40)]
    assert len(meetings(shares(rows), 600).objects) <= 200 * RARE * 2


def test_one_account_that_repeats_itself_meets_nobody() -> None:
    assert not len(meetings(shares([(1, 0, at) for at in range(20)]), 600).objects)


def test_nothing_shared_is_no_meeting() -> None:
    nothing = np.empty(0, np.int64)
    assert not len(meetings(Shares(nothing, nothing, nothing, nothing), 600).objects)
