"""What the extension costs a page: 100 new rows in the lists of three sites, and 50 new avatars, in Chromium.

The baseline is the same page at a host that the extension does not read, in the same browser. Each figure is what the
page's main thread does more with the extension: its scripts, and the styles and layouts that its badges cause. With
`--against COMMIT` the extension of that commit does the same in turn, in a browser of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from scripts.benches import badge
from scripts.research.measuring import growing_lists
from scripts.research.measuring.growing_cost import (
    PEOPLE,
    ROWS,
    STANDING,
    Cost,
    Former,
    added,
    former,
    grow,
    paired,
    settled_page,
    spent,
    standing,
)
from tests.e2e.stage import Stage

TARGET_MS = 50  # of scripts
TARGET_RATIO = 0.5  # of what the other commit takes
IDLE_SECONDS = 3.0
SCRIPTS = {"FunctionCall", "EvaluateScript", "RunMicrotasks", "TimerFire", "v8.callFunction"}
LAYOUTS = {"Layout", "UpdateLayoutTree"}
NOW, BEFORE, WITHOUT = "now", "before", "without"

Costs = Mapping[tuple[str, str], Sequence[Cost]]


@dataclass(frozen=True)
class Standing:
    """Milliseconds of each second that a page stands idle; layouts that scripts forced while 100 rows came."""

    idle: float
    forced: int


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py page", description=__doc__)
    parser.add_argument("--runs", type=int, default=2, help="runs, each with new accounts (default 2)")
    parser.add_argument("--against", metavar="COMMIT", help="hold it against the extension of this commit")
    chosen = parser.parse_args(arguments)
    asyncio.run(measure(chosen.runs, chosen.against))
    return 0


async def measure(runs: int, against: str | None) -> None:
    """Every case once a run, in turn: what else the machine does falls upon all alike."""
    costs: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    async with AsyncExitStack() as stack:
        opened = stack.enter_async_context(paired())
        if against:
            stage, other = await asyncio.gather(opened, stack.enter_async_context(former(against)))
        else:
            stage, other = await opened, None
        for run in range(runs):
            for site in growing_lists.LISTS:
                for which, cost in (await added_each(stage, other, site, run)).items():
                    costs[site, which].append(cost)
            print(".", end="", flush=True)
        print()
        report(costs, against)
        addresses = growing_lists.put(stage.sites, "x", runs * PEOPLE, STANDING, PEOPLE)
        report_standing(await stood(stage, addresses))
        badge.report("chromium", await badge.measured(stage, runs))


async def added_each(stage: Stage, other: Former | None, site: str, run: int) -> dict[str, Cost]:
    """The pages come to rest at the same time, and then grow one after the other."""
    is_read = {NOW: True} if run else {NOW: True, WITHOUT: False}  # without, no script runs
    opened = [standing(stage, site, run, is_read=read) for read in is_read.values()]
    pages, _ = await asyncio.gather(asyncio.gather(*opened), other.standing(site, run) if other else asyncio.sleep(0))
    costs = {which: await added(page, is_read=read) for page, (which, read) in zip(pages, is_read.items(), strict=True)}
    return costs | ({BEFORE: await other.added()} if other else {})


async def stood(stage: Stage, addresses: tuple[str, str]) -> list[Standing]:
    """Of the page that is read, and of the same that is not."""
    is_read = (True, False)
    pages = await asyncio.gather(
        *(settled_page(stage, address, is_read=read) for address, read in zip(addresses, is_read, strict=True))
    )
    forced: list[int] = []
    for page, read in zip(pages, is_read, strict=True):
        await page.come_to_front()
        forced.append(forced_layouts(await page.traced("devtools.timeline", grow(page, is_read=read))))
    idle = await asyncio.gather(*(spent(page, asyncio.sleep(IDLE_SECONDS)) for page in pages))
    for page in pages:
        await page.close()
    return [Standing(cost.total / IDLE_SECONDS, layouts) for cost, layouts in zip(idle, forced, strict=True)]


def forced_layouts(events: Sequence[dict[str, Any]]) -> int:
    """How many layouts and recalculations of style began while a script ran, on the same thread."""
    spans = [event for event in events if event.get("ph") == "X"]
    scripts = [event for event in spans if event["name"] in SCRIPTS]
    return sum(
        any(_within(event, script) for script in scripts)
        for event in spans
        if event["name"] in LAYOUTS and event.get("dur", 0) > 0
    )


def _within(event: dict[str, Any], script: dict[str, Any]) -> bool:
    same = (event["pid"], event["tid"]) == (script["pid"], script["tid"])
    return same and script["ts"] <= event["ts"] < script["ts"] + script.get("dur", 0)


def report(costs: Costs, against: str | None) -> None:
    runs = len(costs["x", NOW])
    print(f"{ROWS} new rows, the page's main thread in chromium, median of {runs} runs, milliseconds")
    print(
        f"{'':<20}{'without':>9}{'more now':>10}" + (f"{f'more at {against[:7]}':>17}{'ratio':>7}" if against else "")
    )
    for part in ("script", "layout", "total"):
        sums = {NOW: 0.0, BEFORE: 0.0}
        for site in growing_lists.LISTS:
            without = _median(costs[site, WITHOUT], part)
            more = {which: _median(costs[site, which], part) - without for which in sums if (site, which) in costs}
            for which, cost in more.items():
                sums[which] += cost
            print(f"{f'{site}, {part}':<20}{without:>9.1f}" + _compared(more))
        print(f"{f'all three, {part}':<20}{'':>9}" + _compared({which: sums[which] for which in more}))
    print(f"targets: {TARGET_MS} ms of scripts, {TARGET_RATIO} of what another commit takes")


def _compared(more: Mapping[str, float]) -> str:
    if BEFORE not in more:
        return f"{more[NOW]:>10.1f}"
    return f"{more[NOW]:>10.1f}{more[BEFORE]:>17.1f}{more[NOW] / more[BEFORE]:>7.2f}"


def _median(costs: Sequence[Cost], part: str) -> float:
    return float(statistics.median(getattr(cost, part) for cost in costs))


def report_standing(standing: Sequence[Standing]) -> None:
    read, unread = standing
    print(f"idle, each second: {read.idle:.1f} ms, without {unread.idle:.1f}")
    print(f"layouts forced by scripts while {ROWS} rows came: {read.forced}, without {unread.forced} (target 0 more)")
