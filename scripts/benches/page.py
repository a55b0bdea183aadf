"""What the extension costs a page: 100 new rows in a follower list, and standing idle, in Chromium.

The baseline is the same page at a host that the extension does not read, in the same browser. Each figure is what
the page's main thread does more with the extension: its scripts, and the styles and layouts that its badges cause.
A layout is forced where a script made the page lay itself out while it ran.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e import pictures
from tests.e2e.badges import HOSTS
from tests.e2e.browsers.browser import Page
from tests.e2e.browsers.chromium import ChromiumPage
from tests.e2e.build import built_extensions
from tests.e2e.patience import until
from tests.e2e.stage import Stage, staged

ROWS = 100
STANDING = 100  # rows that are there before
TARGET_MS = 50
SETTLE_SECONDS = 3.0
QUIET_SECONDS = 8.0  # some time after the last measurement, where else its picture was seen is asked for once
IDLE_SECONDS = 5.0
READ, UNREAD = "x.com", "plain.example"

ROW = """
<div data-testid="UserCell"><div data-testid="UserAvatar-Container-HANDLE">
<a href="/HANDLE" role="link" aria-hidden="true" tabindex="-1"><img alt="" width="40" height="40" src="PICTURE">
</a></div>
<div><a href="/HANDLE" role="link"><div dir="ltr"><span>NAME</span></div></a>
<a href="/HANDLE" role="link" tabindex="-1"><span>@HANDLE</span></a><p>Bakes bread. Keeps bees.</p>
<button data-testid="NUMBER-follow" aria-label="Follow @HANDLE">Follow</button></div></div>"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Followers / X</title>
<style>[data-testid=UserCell]{display:flex;gap:8px;height:60px;overflow:hidden}</style></head>
<body><main role="main"><div data-testid="primaryColumn"><h2 role="heading">Followers</h2><div id="list"></div></div>
</main>
<script>const ROW = %(row)s, PEOPLE = %(people)s;
const add = (from, to) => {
    const made = document.createElement("div");
    for (const [handle, number, name, picture] of PEOPLE.slice(from, to)) {
        const cell = document.createElement("div");
        cell.innerHTML = ROW.replaceAll("HANDLE", handle).replaceAll("NUMBER", number).replaceAll("NAME", name)
            .replaceAll("PICTURE", picture);
        made.append(cell);
    }
    document.getElementById("list").append(made);
};
add(0, %(standing)d);
</script></body></html>"""
ADD = "(from, to) => { add(from, to); }"
IS_WAITING = 'root => ["waiting", "asleep"].includes(root.querySelector("button").dataset.shape)'
SCRIPTS = {"FunctionCall", "EvaluateScript", "RunMicrotasks", "TimerFire", "v8.callFunction"}
LAYOUTS = {"Layout", "UpdateLayoutTree"}


@dataclass(frozen=True)
class Cost:
    """Main-thread time in milliseconds."""

    script: float
    total: float
    forced: int


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py page", description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="runs, each with new accounts (default 10)")
    chosen = parser.parse_args(arguments)
    asyncio.run(measure(chosen.runs))
    return 0


async def measure(runs: int) -> None:
    rows: dict[str, list[Cost]] = {READ: [], UNREAD: []}
    idle: dict[str, list[Cost]] = {READ: [], UNREAD: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with staged("chromium", built_extensions(folder), folder) as stage:
            await stage.pair()
            for run in range(runs):
                html = followers(stage, run * (STANDING + 2 * ROWS))
                for host in (READ, UNREAD):
                    added, stood = await visit(stage, stage.sites.put(host, f"/owner{run}/followers", html))
                    rows[host].append(added)
                    idle[host].append(stood)
                print(".", end="", flush=True)
    print()
    report(rows, idle)


def followers(stage: Stage, first: int) -> str:
    people = []
    portrait = {True: pictures.aligned(4000), False: pictures.drawn(4000, side=96)}
    for number in range(first, first + STANDING + 2 * ROWS):
        path = f"/profile_images/{1_700_000_000_000_000_000 + number}/Ab{number}_400x400.jpg"
        kind = "image/jpeg" if number % 2 else "image/png"
        picture = stage.sites.put(
            "pbs.twimg.com", path, portrait[number % 2 == 1], kind, Access_Control_Allow_Origin="*"
        )
        people.append((f"member{number}", 700_000_000_000 + number, f"Member {number}", picture))
    return PAGE % {"row": json.dumps(ROW), "people": json.dumps(people), "standing": STANDING}


async def visit(stage: Stage, address: str) -> tuple[Cost, Cost]:
    """The page's cost while 100 rows come and their badges, and of a second of standing idle after that."""
    page = await stage.open("about:blank")
    assert isinstance(page, ChromiumPage)
    await page.resize(1000, 2000)
    await page.goto(address)
    # The thread's own time: what other processes take of a busy machine is not the page's.
    await page.devtools("Performance.enable", timeDomain="threadTicks")
    await asyncio.sleep(SETTLE_SECONDS)
    script, total = await spent(page, grow(page, STANDING))
    badges = await page.call("hosts => document.querySelectorAll(hosts).length", HOSTS)
    assert (badges > 0) == (READ in address), f"{badges} badges at {address}"
    await until(lambda: page.call_in_shadows(HOSTS, IS_WAITING), lambda waiting: not any(waiting), "all measurements")
    await asyncio.sleep(QUIET_SECONDS)
    idle = await spent(page, asyncio.sleep(IDLE_SECONDS))
    events = await page.traced("devtools.timeline", grow(page, STANDING + ROWS))
    await stage.close_pages()
    added = Cost(script, total, forced_layouts(events))
    return added, Cost(idle[0] / IDLE_SECONDS, idle[1] / IDLE_SECONDS, 0)


async def grow(page: Page, first: int) -> None:
    """Add the next 100 rows, scroll to them as a person does, and wait until their badges have come."""
    await page.call(ADD, first, first + ROWS)
    await page.call("place => document.querySelectorAll('[data-testid=UserCell]')[place].scrollIntoView()", first)
    await asyncio.sleep(SETTLE_SECONDS)


async def spent(page: ChromiumPage, doing: Coroutine[Any, Any, None]) -> tuple[float, float]:
    """Milliseconds of scripts, and of all tasks, on the page's main thread meanwhile."""
    before = await metrics(page)
    await doing
    after = await metrics(page)
    return tuple(1000 * (after[name] - before[name]) for name in ("ScriptDuration", "TaskDuration"))  # type: ignore[return-value]


async def metrics(page: ChromiumPage) -> dict[str, float]:
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


def report(rows: dict[str, list[Cost]], idle: dict[str, list[Cost]]) -> None:
    print(f"the page's main thread in chromium, median of {len(rows[READ])} runs")
    print(f"{'':<34}{'with':>9}{'without':>9}{'more':>9}{'target':>9}")
    for title, costs, unit, target in (
        (f"{ROWS} new rows", rows, "ms", TARGET_MS),
        ("idle, each second", idle, "ms", None),
    ):
        for part in ("script", "total"):
            read, unread = (statistics.median(getattr(cost, part) for cost in costs[host]) for host in (READ, UNREAD))
            aim = str(target) if target and part == "script" else ""
            print(f"{f'{title}, {part}, {unit}':<34}{read:>9.1f}{unread:>9.1f}{read - unread:>9.1f}{aim:>9}")
    forced = [statistics.median(cost.forced for cost in rows[host]) for host in (READ, UNREAD)]
    print(f"{f'forced layouts, {ROWS} rows':<34}{forced[0]:>9.0f}{forced[1]:>9.0f}{forced[0] - forced[1]:>9.0f}{0:>9}")
    script, floor = (statistics.median(cost.total for cost in rows[host]) for host in (READ, UNREAD))
    print(f"{ROWS} new rows take the page {script / floor:.2f} times what they take without the extension")
