"""What the extension costs a page: 100 new rows in the lists of three sites, and 50 new avatars, in Chromium.

The baseline is the same page at a host that the extension does not read, in the same browser. Each figure is what the
page's main thread does more with the extension: its scripts, and the styles and layouts that its badges cause. With
`--against COMMIT` the extension of that commit does the same in turn, in a browser of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from scripts.benches import badge
from scripts.research.measuring import growing_lists
from scripts.research.measuring.ingest_speed import until_quiet
from tests.e2e.badges import HOSTS
from tests.e2e.browsers.browser import Page
from tests.e2e.browsers.chromium import ChromiumPage
from tests.e2e.build import built_extensions, former_extensions
from tests.e2e.stage import Stage, staged

ROWS = 100
STANDING = 100  # rows that are there before
PEOPLE = STANDING + 2 * ROWS
TARGET_MS = 50  # of scripts
TARGET_RATIO = 0.5  # of what the other commit takes
SETTLE_SECONDS = 1.2
IDLE_SECONDS = 3.0
GROW = "(from, to) => { grow(from, to); }"
SCRIPTS = {"FunctionCall", "EvaluateScript", "RunMicrotasks", "TimerFire", "v8.callFunction"}
LAYOUTS = {"Layout", "UpdateLayoutTree"}
NOW, BEFORE, WITHOUT = "now", "before", "without"

Costs = Mapping[tuple[str, str], Sequence["Cost"]]


@dataclass(frozen=True)
class Cost:
    """Main-thread time in milliseconds."""

    script: float
    total: float


@dataclass(frozen=True)
class Standing:
    """Milliseconds of each second that a page stands idle; layouts that scripts forced while 100 rows came."""

    idle: float
    forced: int


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py page", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs, each with new accounts (default 3)")
    parser.add_argument("--against", metavar="COMMIT", help="hold it against the extension of this commit")
    chosen = parser.parse_args(arguments)
    asyncio.run(measure(chosen.runs, chosen.against))
    return 0


async def measure(runs: int, against: str | None) -> None:
    """Every case once a run, in turn: what else the machine does falls upon all alike."""
    costs: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    async with AsyncExitStack() as stack:
        stages = {NOW: await _paired(stack, built_extensions)}
        if against:
            stages[BEFORE] = await _paired(stack, partial(former_extensions, against))
        for run in range(runs):
            for site in growing_lists.LISTS:
                for which, stage in stages.items():
                    read, unread = growing_lists.put(stage.sites, site, run * PEOPLE, STANDING, PEOPLE)
                    costs[site, which].append(await added(stage, read, is_read=True))
                    if which == NOW:
                        costs[site, WITHOUT].append(await added(stage, unread, is_read=False))
            print(".", end="", flush=True)
        print()
        report(costs, against)
        addresses = growing_lists.put(stages[NOW].sites, "x", runs * PEOPLE, STANDING, PEOPLE)
        report_standing([await stood(stages[NOW], address) for address in addresses])
        badge.report("chromium", await badge.measured(stages[NOW], runs))


async def _paired(stack: AsyncExitStack, extensions: Callable[[Path], Path]) -> Stage:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    stage = await stack.enter_async_context(staged("chromium", extensions(folder), folder))
    await stage.pair()
    return stage


async def added(stage: Stage, address: str, *, is_read: bool) -> Cost:
    """What a page spends while 100 rows come and their badges."""
    page = await _settled_page(stage, address)
    cost = await spent(page, _grow(stage, page, STANDING))
    badges = await page.call("hosts => document.querySelectorAll(hosts).length", HOSTS)
    assert (badges > 0) == is_read, f"{badges} badges at {address}"
    await stage.close_pages()
    return cost


async def stood(stage: Stage, address: str) -> Standing:
    page = await _settled_page(stage, address)
    events = await page.traced("devtools.timeline", _grow(stage, page, STANDING))
    idle = await spent(page, asyncio.sleep(IDLE_SECONDS))
    await stage.close_pages()
    return Standing(idle.total / IDLE_SECONDS, forced_layouts(events))


async def _settled_page(stage: Stage, address: str) -> ChromiumPage:
    page = await stage.open("about:blank")
    assert isinstance(page, ChromiumPage)
    await page.resize(1000, 2000)
    await page.goto(address)
    # The thread's own time: what other processes take of a busy machine is not the page's.
    await page.devtools("Performance.enable", timeDomain="threadTicks")
    await _settled(stage)
    return page


async def _grow(stage: Stage, page: Page, first: int) -> None:
    """Add the next 100 rows, scroll to them as a person does, and wait until their badges have come."""
    await page.call(GROW, first, first + ROWS)
    await _settled(stage)


async def _settled(stage: Stage) -> None:
    await asyncio.sleep(SETTLE_SECONDS)
    await until_quiet(stage.companion.pid)


async def spent(page: ChromiumPage, doing: Coroutine[Any, Any, None]) -> Cost:
    """Time of scripts, and of all tasks, on the page's main thread meanwhile."""
    before = await _metrics(page)
    await doing
    after = await _metrics(page)
    return Cost(*(1000 * (after[name] - before[name]) for name in ("ScriptDuration", "TaskDuration")))


async def _metrics(page: ChromiumPage) -> dict[str, float]:
    answer = await page.devtools("Performance.getMetrics")
    return {metric["name"]: metric["value"] for metric in answer["metrics"]}


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
        f"{'':<22}{'without':>9}{'more now':>10}" + (f"{f'more at {against[:7]}':>17}{'ratio':>7}" if against else "")
    )
    totals = []
    for site in growing_lists.LISTS:
        for part in ("script", "total"):
            without, now = _median(costs[site, WITHOUT], part), _median(costs[site, NOW], part)
            line = f"{f'{site}, {part}':<22}{without:>9.1f}{now - without:>10.1f}"
            if against:
                before = _median(costs[site, BEFORE], part)
                line += f"{before - without:>17.1f}{(now - without) / (before - without):>7.2f}"
                if part == "total":
                    totals.append((now - without, before - without))
            print(line)
    if against:
        now, before = map(sum, zip(*totals, strict=True))
        print(f"all three take {now / before:.2f} of what they took at {against} (target {TARGET_RATIO})")
    print(f"the target is at most {TARGET_MS} ms of scripts")


def _median(costs: Sequence[Cost], part: str) -> float:
    return float(statistics.median(getattr(cost, part) for cost in costs))


def report_standing(standing: Sequence[Standing]) -> None:
    read, unread = standing
    print(f"idle, each second: {read.idle:.1f} ms, without {unread.idle:.1f}")
    print(f"layouts forced by scripts while {ROWS} rows came: {read.forced}, without {unread.forced} (target 0 more)")
