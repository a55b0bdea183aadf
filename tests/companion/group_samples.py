"""Accounts whose pictures were all changed within the same two hours, among others who changed theirs whenever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from tests.companion.wire_samples import Json, account, batch

BEGAN = datetime(2025, 1, 1, tzinfo=timezone.utc)
HOURS = (timedelta(days=100, hours=14), timedelta(days=230, hours=9))
BYSTANDERS = 60


def changed_at_once(accounts: Sequence[Json]) -> Json:
    """A batch in which each of these accounts changed its picture in either of the two hours."""
    changes = [
        _change(seen, BEGAN + hour + timedelta(minutes=number))
        for hour in HOURS
        for number, seen in enumerate(accounts)
    ]
    return batch(*accounts, activities=changes)


def bystanders() -> Json:
    """A batch of others, each of whom changed its picture three times, at any time of the year."""
    people = [account(f"other{number}") for number in range(BYSTANDERS)]
    changes = [
        _change(seen, BEGAN + timedelta(days=(number * 3 + time) * 2 % 364, hours=(number * 7 + time * 5) % 24))
        for number, seen in enumerate(people)
        for time in range(3)
    ]
    return batch(*people, activities=changes)


def _change(seen: Json, at: datetime) -> Json:
    return {"account": seen["ref"], "kind": "avatar_changed", "time": at.isoformat(), "precision": "minute"}
