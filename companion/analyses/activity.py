"""``activity``: when the selection was last active, and when it is active at all: by hour, weekday and month."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timezone

import numpy as np
from pydantic import Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.activities import DAY, SECOND, Activities, last_of_each
from companion.core.histograms import bars
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.findings.activity import ActivityFound, By, Histogram, KindCount, Of
from companion.store.activities import KINDS, distinct, latest_possible
from companion.store.event_times import DOINGS


class Options(Wire):
    accounts: bool = Field(False, description="Give the numbers of each bar's accounts, too.")
    since: date | None = Field(None, description="Only activities of this day (UTC) or later.")
    until: date | None = Field(None, description="Only activities of this day (UTC) or earlier.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> ActivityFound:
    progress(0, 2)
    seen = distinct(conn, DOINGS).by(selected.accounts)
    latest = latest_possible(conn) + DAY
    progress(1, 2)
    made = [_histogram(seen, of, by, latest, options) for of in Of for by in By] if len(seen) else []
    progress(2, 2)
    return ActivityFound(
        analysis="activity",
        sample=selected.sample,
        method=selected.t("method"),
        activities=len(seen),
        active=len(np.unique(seen.accounts)),
        kinds=[_kind(seen, number) for number in np.unique(seen.kinds).tolist()],
        histograms=made,
        too_little=None if made else selected.t("too_little"),
    )


def _kind(seen: Activities, number: int) -> KindCount:
    of_kind = seen.where(seen.kinds == number)
    return KindCount(kind=KINDS[number], activities=len(of_kind), accounts=len(np.unique(of_kind.accounts)))


def _histogram(seen: Activities, of: Of, by: By, latest: int, options: Options) -> Histogram:
    chosen = _between(last_of_each(seen) if of is Of.last else seen, options)
    found = bars(chosen, by, latest)
    return Histogram(
        of=of,
        by=by,
        labels=found.labels,
        counts=found.counts,
        counted=sum(found.counts),
        accounts=found.accounts,
        too_vague=found.too_vague,
        untimed=found.untimed,
        out_of_range=found.out_of_range,
        who=found.who if options.accounts else [],
    )


def _between(seen: Activities, options: Options) -> Activities:
    if options.since is not None:
        seen = seen.where(seen.timed & (seen.times >= _midnight(options.since)))
    if options.until is not None:
        seen = seen.where(seen.timed & (seen.times < _midnight(options.until) + DAY))
    return seen


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp()) * SECOND


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NAMES = {Of.last: "Last activity", Of.all: "All activity"}


def words(found: ActivityFound) -> Iterator[str]:
    yield f"{found.activities:,} activities of {found.active:,} accounts."
    for kind in found.kinds:
        yield f"  {kind.kind.value}: {kind.activities:,} of {kind.accounts:,} accounts"
    for each in found.histograms:
        yield (
            f"{NAMES[each.of]} by {each.by.value} (UTC): {each.counted:,}; left out: {each.too_vague:,} known less "
            f"well, {each.untimed:,} without a time, {each.out_of_range:,} out of range."
        )
        longest = max(each.counts, default=0)
        for label, count in zip(each.labels, each.counts, strict=True):
            name = WEEKDAYS[int(label) - 1] if each.by is By.weekday else label
            yield f"  {name:>7} {count:>8,} {'█' * round(40 * count / max(longest, 1))}"


ANALYSIS = Analysis(Options, run, words)
