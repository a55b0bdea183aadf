"""Histograms of a selection's last, and of all its, activities."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from companion.core.wire.base import Count, Key, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.observations import ActivityKind


class Of(str, Enum):
    """``last``: the newest activity of each account. ``all``: every one that was seen."""

    last = "last"
    all = "all"


class By(str, Enum):
    hour = "hour"
    weekday = "weekday"
    month = "month"


class Histogram(Wire):
    """Numbers of activities by hour of day, weekday or month, in UTC, with what is left out.

    ``labels``: hours 00 to 23, weekdays 1 (Monday) to 7, months as 2020-05, without gaps.
    """

    of: Of
    by: By
    labels: list[str]
    counts: list[Count]
    counted: Count
    accounts: Count = Field(description="Accounts of which at least one activity is counted.")
    too_vague: Count = Field(description="Left out: the time is not known well enough for such bars.")
    untimed: Count = Field(description="Left out: no time is known, or nobody said how well it is.")
    out_of_range: Count = Field(description="Left out: before 1990, or after all observations.")
    who: list[list[Key]] = Field(description="The accounts of each bar, each once; empty unless asked for.")


class KindCount(Wire):
    kind: ActivityKind
    activities: Count
    accounts: Count


class ActivityFound(Finding):
    activities: Count = Field(description="Activities of the selection that were seen, each counted once.")
    active: Count = Field(description="Accounts of which an activity was seen.")
    kinds: list[KindCount]
    histograms: list[Histogram]
