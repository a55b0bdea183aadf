"""``synchrony``: bursts of avatar changes, account creations and last activities, with the numbers expected by
chance.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.activities import DAY, EARLIEST, HOUR, Activities
from companion.core.graph import IntArray
from companion.core.histograms import accounts_of_each
from companion.core.naming import names_of
from companion.core.progress import Progress
from companion.core.synchrony import (
    LEVEL,
    LEVEL_OF_HOURS_ALONE,
    Burst,
    Scan,
    days_can_be_told,
)
from companion.core.wire.base import Wire
from companion.core.wire.findings.finding import Limit
from companion.core.wire.findings.synchrony import BurstSeen, Event, Scale, Synchronous, Synchrony, Timeline
from companion.network.group_signs import LEAST_EVENTS, scanned
from companion.store import event_times
from companion.store.activities import latest_possible
from companion.store.selecting import names
from companion.store.times import EPOCH
from companion.texts.catalogue import Translator

READERS = {
    Event.avatar_changed: event_times.avatar_changes,
    Event.account_created: event_times.creations,
    Event.last_activity: event_times.last_activities,
}
SCALES = {Scale.hour: HOUR, Scale.day: DAY}


class Options(Wire):
    least_accounts: int = Field(3, ge=2, le=1000, description="Accounts that make a burst.")
    most: int = Field(50, ge=1, le=1000, description="How many bursts are listed at most, of each kind and scale.")
    examples: int = Field(100, ge=0, le=10_000, description="How many accounts of a burst are named.")
    accounts: bool = Field(False, description="Give the numbers of each day's accounts, too.")
    events: list[Event] = Field(list(Event), min_length=1, description="What is asked to have happened at once.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Synchrony:
    asked = _Asked(conn, selected, options)
    events: list[Synchronous] = []
    limits = [*selected.limits]
    chosen = [event for event in READERS if event in options.events]
    for step, event in enumerate(chosen):
        progress(step, len(chosen))
        found = READERS[event](conn)
        for scale in Scale:
            one, limit = asked.about(event, scale, found)
            events += [one] if one else []
            limits += [limit] if limit else []
    progress(len(chosen), len(chosen))
    return Synchrony(
        analysis="synchrony",
        sample=selected.sample,
        method=selected.t("method", level=LEVEL, level_of_hours=LEVEL_OF_HOURS_ALONE),
        null_model=selected.t("null_model"),
        limits=limits,
        events=events,
        too_little=None if events else selected.t("too_little", least=LEAST_EVENTS),
    )


@dataclass(frozen=True)
class _Asked:
    conn: sqlite3.Connection
    selected: Selected
    options: Options

    def about(self, event: Event, scale: Scale, found: Activities) -> tuple[Synchronous | None, Limit | None]:
        """What is found of one kind of event at one scale; None where too few are known so well."""
        width = SCALES[scale]
        known = found.within(width)
        sane = (found.times >= EARLIEST) & (found.times <= latest_possible(self.conn) + DAY)
        mine: NDArray[np.bool_] = np.isin(found.accounts, self.selected.accounts)
        group, everyone = found.where(mine & known & sane), found.where(~mine & known & sane)
        left_out = {
            "too_vague": int((mine & found.timed & ~known).sum()),
            "untimed": int((mine & ~found.timed).sum()),
            "out_of_range": int((mine & known & ~sane).sum()),
        }
        kind = {"event": event.value, "scale": scale.value}
        if len(group) < LEAST_EVENTS:
            counts = {"counted": len(group), "least": LEAST_EVENTS, **left_out}
            return None, self.selected.limit("too_few_events", **kind, **counts) if mine.any() else None
        middle, theirs = group.middles, everyone.middles
        result = scanned(self.conn, group, everyone, width, self.options.least_accounts)
        begin, end = int(middle.min()) // DAY * DAY, int(middle.max()) // DAY * DAY + DAY
        others = int(((theirs >= begin) & (theirs < end)).sum())
        not_asked = _cannot_tell_days(self.selected.t, others, len(group)) if scale is Scale.day else None
        bursts = () if not_asked else result.bursts
        shown = [*bursts[: self.options.most], *([result.busiest] if result.busiest and not not_asked else [])]
        seen = self._seen(shown, group)
        return (
            Synchronous(
                event=event,
                scale=scale,
                counted=len(group),
                others=others,
                pairs=result.pairs,
                expected_pairs=result.rate.expected_pairs,
                bursts=seen[: min(len(bursts), self.options.most)],
                busiest=seen[-1] if seen else None,
                timeline=self._timeline(result, group, middle, begin, end),
                not_asked=not_asked,
                **left_out,
            ),
            self.selected.limit("bursts_cut", **kind, shown=self.options.most, bursts=len(bursts))
            if len(bursts) > self.options.most
            else None,
        )

    def _timeline(self, result: Scan, group: Activities, middle: IntArray, begin: int, end: int) -> Timeline:
        days = (end - begin) // DAY
        expected = result.rate.expected.reshape(days, -1).sum(axis=1)
        return Timeline(
            first_day=_time(begin),
            observed=result.observed.reshape(days, -1).sum(axis=1).tolist(),
            expected=[round(each, 4) for each in expected.tolist()],
            who=accounts_of_each(group.accounts, (middle - begin) // DAY, days) if self.options.accounts else [],
        )

    def _seen(self, bursts: list[Burst], group: Activities) -> list[BurstSeen]:
        of_each = [group.accounts[burst.events][: self.options.examples].tolist() for burst in bursts]
        named = names(self.conn, {account for accounts in of_each for account in accounts})
        return [
            BurstSeen(
                begin=_time(burst.begin),
                end=_time(burst.end),
                accounts=len(burst.events),
                expected=burst.expected,
                by_chance=burst.by_chance if np.isfinite(burst.by_chance) else None,
                by=[named[account] for account in accounts],
            )
            for burst, accounts in zip(bursts, of_each, strict=True)
        ]


def _time(ms: int) -> datetime:
    return EPOCH + timedelta(milliseconds=ms)


def _cannot_tell_days(t: Translator, others: int, group: int) -> str | None:
    return None if days_can_be_told(others, group) else t("days_not_told", others=others)


WORDS = {
    Event.avatar_changed: "avatar changes",
    Event.account_created: "account creations",
    Event.last_activity: "last activities",
}


def words(found: Synchrony) -> Iterator[str]:
    for one in found.events:
        yield (
            f"{WORDS[one.event].capitalize()} per {one.scale.value}: {one.counted:,} counted ({one.too_vague:,} known "
            f"less well, {one.untimed:,} without a time), against {one.others:,} of others."
        )
        yield f"  {one.pairs:,} pairs in the same {one.scale.value}, {one.expected_pairs:.1f} expected."
        if one.not_asked:
            yield f"  {one.not_asked}"
        for burst in one.bursts:
            yield f"  {_line(burst)}"
        if not one.bursts and one.busiest:
            yield f"  No burst. The least probable: {_line(one.busiest)}"


def _line(burst: BurstSeen) -> str:
    chance = "many" if burst.by_chance is None else f"{burst.by_chance:.2g}"
    return (
        f"{burst.begin:%Y-%m-%d %H:%M} to {burst.end:%Y-%m-%d %H:%M} UTC: {burst.accounts:,} accounts, "
        f"{burst.expected:.2f} expected ({chance} such windows by chance): {names_of(burst.by, burst.accounts)}"
    )


ANALYSIS = Analysis(Options, run, words)
