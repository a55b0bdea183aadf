"""All figures of the simulated case in the window, from opening the case until each stands there.

`--against COMMIT` writes the case's report with the companion of that commit beside it, of the same world as that
commit makes it: the report is where all of them stood before there were figures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from companion.demo.world.shape import Shape
from scripts.research.measuring.ingest_speed import processor_seconds
from scripts.research.measuring.side_by_side import checked_out, measured, seconds
from scripts.simulate import begin_case, simulate
from tests.e2e.browsers.browser import installed
from tests.e2e.browsers.chromium import ADVICE, NAMES, PLACES
from tests.e2e.build import built_extensions
from tests.e2e.window.window import browser_at, window_of

CASE = replace(Shape(), facebook=11_844, instagram=7_105)
"""The operation's 1,051 among 20,000."""
ALL, FIRST, EACH = 8.0, 1.0, 3.0  # seconds
TIMES_FASTER = 6.0
SETTLED = 3.0
"""As long as a person looks at the list of cases."""
# By figure, seconds from opening the case until it is drawn or says what it lacks, and those that its answer takes.
OPENED = """async address => {
    const began = performance.now(), seen = {};
    location.hash = address;
    for (;;) {
        await new Promise(resolve => requestAnimationFrame(resolve));
        const figures = [...document.querySelectorAll(".one-figure")];
        for (const each of figures)
            if (each.ariaBusy === "false") seen[each.classList[1]] ??= (performance.now() - began) / 1000;
        if (!figures.length || figures.length > Object.keys(seen).length) continue;
        const asked = performance.getEntriesByType("resource").filter(each => each.startTime >= began);
        const takes = name => asked.find(each => each.name.endsWith(`/figures/${name}`)).duration / 1000;
        return Object.fromEntries(Object.entries(seen).map(([name, stands]) => [name, [stands, takes(name)]]));
    }
}"""


@dataclass(frozen=True)
class Opened:
    """By figure, seconds until it stands, and that it takes; and of the companion's processor for all of them, 0 where
    that cannot be read."""

    figures: dict[str, tuple[float, float]]
    processor: float


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py figures", description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--against", metavar="COMMIT", help="the report of the companion of this commit beside it")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir()
        begin_case(data, simulate(data, CASE, 1), "Operation")
        built_extensions(folder)
        cases = [asyncio.run(opened(data, folder / f"run-{run}")) for run in range(chosen.runs)]
        with checked_out(chosen.against, folder / "before") as before:
            report = None if before is None else _report(before, folder)
    runs = [each.figures for each in cases]
    print(f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; seconds by the clock, median of {chosen.runs}")
    print(f"  {'':<20}{'stands':>8}{'takes':>8}   (each at most {EACH:g})")
    for figure in sorted(runs[0], key=lambda figure: runs[0][figure]):
        stands, takes = (statistics.median(run[figure][at] for run in runs) for at in (0, 1))
        print(f"  {figure:<20}{stands:>8.2f}{takes:>8.2f}")
    first = statistics.median(min(stands for stands, _ in run.values()) for run in runs)
    last = statistics.median(max(stands for stands, _ in run.values()) for run in runs)
    print(f"the first after {first:.2f} (target {FIRST:g}), all after {last:.2f} (target {ALL:g})")
    if report is not None:
        print(f"the report at {chosen.against[:7]}: {seconds(report)}")
        print(f"which is {report['wall'] / last:.1f} times as long as all figures (target {TIMES_FASTER:g})")
        taken = statistics.median(each.processor for each in cases)
        if taken:
            print(f"and {report['cpu'] / taken:.1f} times as much of the companion's processor ({taken:.1f})")
    return 0 if first <= FIRST and last <= ALL else 1


def _report(before: Path, folder: Path) -> dict[str, float]:
    """Seconds that the case's report takes the companion of these sources, of the same world as it makes it."""
    asked = (folder / "world-before", folder / "report.html", str(CASE.facebook), str(CASE.instagram))
    return measured("report_speed", before, *asked)


async def opened(data: Path, folder: Path) -> Opened:
    """What opening the case takes a companion that has drawn none of its figures before."""
    shutil.copytree(data, folder)
    async with browser_at(installed(NAMES, PLACES, ADVICE)) as browser, window_of(folder, browser) as window:
        page = await window.open("#/cases")
        await page.locator("a", has_text="Operation").first.wait_for()
        await asyncio.sleep(SETTLED)
        before = processor_seconds(window.companion.pid) or 0.0
        figures = await page.evaluate(OPENED, "#/cases/1")
        return Opened(figures, (processor_seconds(window.companion.pid) or 0.0) - before)
