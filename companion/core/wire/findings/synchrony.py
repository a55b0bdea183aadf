"""Bursts of what a selection does at once, with the numbers expected by chance."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from pydantic import Field

from companion.core.wire.base import Count, Key, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.selection import AccountName


class Event(str, Enum):
    """What is asked to have happened at once. ``last_activity``: each account's newest activity that was seen."""

    avatar_changed = "avatar_changed"
    account_created = "account_created"
    last_activity = "last_activity"


class Scale(str, Enum):
    hour = "hour"
    day = "day"


class BurstSeen(Wire):
    """A window in which more accounts did the same than are due. ``begin`` to ``end``, the end not among it."""

    begin: datetime
    end: datetime
    accounts: Count
    expected: float = Field(description="So many are due by chance in this window.")
    by_chance: float | None = Field(
        description="So many windows as improbable are due in the whole time; null where that is many."
    )
    by: list[AccountName]


class Timeline(Wire):
    """Observed and expected numbers a day (UTC), from ``first_day`` on."""

    first_day: datetime
    observed: list[Count]
    expected: list[float]
    who: list[list[Key]] = Field(description="The accounts of each day, each once; empty unless asked for.")


class Synchronous(Wire):
    """One kind of event at one scale."""

    event: Event
    scale: Scale
    counted: Count = Field(description="The selection's events whose time is known well enough for this scale.")
    too_vague: Count = Field(description="Events left out, since their time is not known to an hour or day.")
    untimed: Count = Field(description="Events left out, since no time is known, or nobody said how well.")
    out_of_range: Count = Field(description="Events left out, since they lie before 1990 or after all observations.")
    others: Count = Field(description="Everybody else's events that the rate rests on.")
    pairs: Count = Field(description="Pairs of accounts in the same hour or day.")
    expected_pairs: float
    bursts: list[BurstSeen] = Field(description="The most improbable first; windows do not overlap.")
    busiest: BurstSeen | None = Field(description="The most improbable window of all, whether a burst or not.")
    timeline: Timeline
    not_asked: str | None = Field(None, description="Why bursts were not looked for; the numbers expected are rough.")


class Synchrony(Finding):
    events: list[Synchronous] = Field(description="Kinds of events of which enough were seen, each per hour and day.")
