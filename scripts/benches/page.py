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
    added,
    former,
    grow,
    paired,
    settled_page,
    spent,
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
        stage = await stack.enter_async_context(paired())
        other = await stack.enter_async_context(former(against)) if against else None
        for run in range(runs):
            for site in growing_lists.LISTS:
                costs[site, NOW].append(await added(stage, site, run, is_read=True))
                if run == 0:  # it runs no script
                    costs[site, WITHOUT].append(await added(stage, site, run, is_read=False))
                if other:
                    costs[site, BEFORE].append(await other.added(site, run))
            print(".", end="", flush=True)
        print()
        report(costs, against)
        addresses = growing_lists.put(stage.sites, "x", runs * PEOPLE, STANDING, PEOPLE)
        report_standing([await stood(stage, address) for address in addresses])
        badge.report("chromium", await badge.measured(stage, runs))


async def stood(stage: Stage, address: str) -> Standing:
    page = await settled_page(stage, address)
    events = await page.traced("devtools.timeline", grow(page))
    idle = await spent(page, asyncio.sleep(IDLE_SECONDS))
    await stage.close_pages()
    return Standing(idle.total / IDLE_SECONDS, forced_layouts(events))


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
