"""From opening a page with 50 avatars until all its badges stand: new pictures, from cache, and the floor of each.

The floor is the least that any extension does for the same page: it reads the rows, asks the same companion over
loopback from its background, sends it the pictures that it wants, and draws plain badges
(``scripts/research/measuring/least``). It has a Chromium of its own, and people of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from scripts.research.measuring import least_extension
from scripts.research.measuring.growing_lists import PLAIN
from scripts.research.measuring.ingest_speed import until_quiet
from tests.e2e import pages, pictures
from tests.e2e.badges import HOSTS
from tests.e2e.browsers.browser import Page
from tests.e2e.build import built_extensions
from tests.e2e.stage import BROWSERS, Stage, staged

AVATARS = 50
TARGETS = {"new": 1500, "from cache": 400}  # milliseconds
RATIOS = {"new": 1.25, "from cache": 1.1}  # of the floor, at most
FLOORS = {"new": "floor", "from cache": "floor, cached"}
LONGEST_SECONDS = 60
# Watched from within the page and only when something changes: asking from outside, or at every frame, would take a
# good part of the two cores. Into the badges' closed roots only the DevTools protocol leads, which comes late to those
# that were measured at once: of these it is known when they were laid out last, for a shape has its own size.
ALL_THERE = """(hosts, count) => new Promise(resolve => {
    const seen = new Set();
    const sizes = new ResizeObserver(() => { window.laidOut = performance.now(); });
    const look = () => {
        for (const host of document.querySelectorAll(hosts)) {
            if (!seen.has(host)) sizes.observe(host);
            seen.add(host);
        }
        if (seen.size < count) return;
        changes.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(resolve));
    };
    const changes = new MutationObserver(look);
    changes.observe(document, {childList: true, subtree: true});
    look();
})"""
# Null where it was measured before it could be watched.
TIME_WHEN_MEASURED = """root => new Promise(resolve => {
    const button = root.querySelector("button");
    const isMeasured = () => !["waiting", "asleep"].includes(button.dataset.shape);
    if (isMeasured()) return resolve(null);
    const changes = new MutationObserver(() => {
        if (!isMeasured()) return;
        changes.disconnect();
        resolve(performance.now());
    });
    changes.observe(button, {attributes: true});
})"""
LAID_OUT = "() => window.laidOut"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py badge", description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="runs, each with new pictures (default 10)")
    parser.add_argument("--browser", choices=BROWSERS, default="chromium")
    chosen = parser.parse_args(arguments)
    times = asyncio.run(measure(chosen.browser, chosen.runs))
    report(chosen.browser, times)
    return 0


async def measure(browser: str, runs: int) -> dict[str, list[float]]:
    """Milliseconds of each run, by case."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with staged(browser, built_extensions(folder), folder) as stage:
            await stage.pair()
            return await measured(stage, runs)


async def measured(stage: Stage, runs: int) -> dict[str, list[float]]:
    """Milliseconds of each run, by case, on a stage that is paired."""
    times: dict[str, list[float]] = {case: [] for pair in FLOORS.items() for case in pair}
    with tempfile.TemporaryDirectory() as folder:
        async with least_extension.least(stage, Path(folder)) as least:
            for run in range(runs):
                first = 10_000 + run * 2 * (AVATARS + 1)
                ours = friends_page(stage, pages.FACEBOOK, first)
                others = friends_page(stage, PLAIN, first + AVATARS + 1)
                for case, floor in FLOORS.items():  # what was opened once is in the cache
                    times[case].append(await until_all_stand(stage, ours, HOSTS))
                    times[floor].append(await until_all_stand(least, others, least_extension.BADGES))
                print(".", end="", flush=True)
    print()
    return times


def friends_page(stage: Stage, host: str, first: int) -> str:
    """The address at ``host`` of Facebook's friend list of 49 with its owner: 50 avatars."""
    numbers = range(first, first + AVATARS)
    owner, *friends = [
        pages.person(stage.sites, pages.FACEBOOK_PICTURES, number, "aligned", pictures.aligned(number))
        for number in numbers
    ]
    viewer = pages.person(stage.sites, pages.FACEBOOK_PICTURES, first + AVATARS, "drawn", pictures.drawn(first))
    html = pages.facebook_friends(owner, friends, len(friends), viewer, [])
    return stage.sites.put(host, f"/{owner.handle}/friends", html)


async def until_all_stand(stage: Stage, address: str, hosts: str) -> float:
    """Milliseconds from the navigation until no badge, at the selector ``hosts``, waits, by the page's own clock.
    Before it the companion has finished with what came last."""
    await until_quiet(stage.companion.pid)
    page = await stage.open("about:blank")
    await page.resize(1100, 3000)
    await page.goto(address, parsed=True)
    stood = await asyncio.wait_for(_when_all_stood(page, hosts), LONGEST_SECONDS)
    await stage.close_pages()
    return stood


async def _when_all_stood(page: Page, hosts: str) -> float:
    await page.call(ALL_THERE, hosts, AVATARS)
    seen: list[float | None] = await page.call_in_shadows(hosts, TIME_WHEN_MEASURED)
    laid_out: float = await page.call(LAID_OUT)
    return max([laid_out, *(time for time in seen if time is not None)])


def print_times(times: Mapping[str, Sequence[float]], targets: Mapping[str, float]) -> None:
    """A table of what was measured, by its name, each in the unit of its target, where it has one."""
    print(f"{'':<32}{'median':>8}{'least':>8}{'most':>8}{'target':>8}")
    for name, measured in times.items():
        figures = (statistics.median(measured), min(measured), max(measured))
        print(f"{name:<32}" + "".join(f"{figure:>8.0f}" for figure in figures) + f"{targets.get(name, ''):>8}")


def report(browser: str, times: dict[str, list[float]]) -> None:
    print(
        f"{AVATARS} avatars in {browser}, milliseconds from navigation until all badges stand, {len(times['new'])} runs"
    )
    print_times(times, TARGETS)
    for case, floor in FLOORS.items():
        ratio = statistics.median(times[case]) / statistics.median(times[floor])
        print(f"{case}: {ratio:.2f} times its floor (target {RATIOS[case]})")
