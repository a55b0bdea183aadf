"""The companion's window at 100,000 accounts and 1,000,000 edges: first view and table actions.

The baseline is the same page without a key, which asks for nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from playwright.async_api import Page

from scripts.benches.badge import print_times
from scripts.simulate import BENCH, simulate
from tests.e2e.browsers.browser import installed
from tests.e2e.browsers.chromium import ADVICE, NAMES, PLACES
from tests.e2e.build import built_extensions
from tests.e2e.window.window import Window, browser_at, window_of

TARGETS = {"first view": 1000, "table action": 200}  # milliseconds
# From the click, or the navigation, until what it brings is drawn.
AFTER_PAINT = "() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
# What a person does with the table, and the time by the page's own clock until what it brings is drawn.
ACTIONS = (
    ("order", "First seen"),
    ("order", "Account"),
    ("order", "Followers"),
    ("order", "Edges"),
    ("order", "Evidence"),
    ("filter", "level"),
    ("filter", "level"),  # and taken away
    ("filter", "reused"),
    ("filter", "reused"),
    ("search", "an"),
    ("search", ""),
    ("scroll", ""),
)
ACT = """async ([action, argument]) => {
    const type = (field, value) => {
        field.value = value;
        for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, {bubbles: true}));
    };
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    while (!document.querySelector(".rows tbody a.account")) await frame();
    const column = [...document.querySelectorAll("th button.sort")].find(each => each.textContent.includes(argument));
    const rows = document.querySelector(".rows");
    const before = rows.querySelector("tbody a.account");
    const began = performance.now();
    if (action === "order") column.click();
    if (action === "search") type(document.querySelector("[name=search]"), argument);
    if (action === "filter") {
        const choice = document.querySelector(`select[name=${argument}]`);
        type(choice, choice.value ? "" : choice.options[1].value);
    }
    if (action === "scroll") rows.scrollTop = rows.scrollHeight * Math.random();
    const come = () => !before.isConnected && document.querySelector(".rows tbody a.account")
        && document.querySelector(".rows table").ariaBusy === "false" && !document.querySelector(".rows tr.coming");
    while (!come()) await frame();
    await frame();
    return performance.now() - began;
}"""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py window", description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args(arguments).runs
    report(asyncio.run(measure(runs)), runs)
    return 0


async def measure(runs: int) -> dict[str, list[float]]:
    """Milliseconds of each run, by what was measured."""
    with tempfile.TemporaryDirectory() as name:
        built_extensions(Path(name))
        data = Path(name) / "data"
        data.mkdir()
        simulate(data, BENCH, 1)
        async with browser_at(installed(NAMES, PLACES, ADVICE)) as browser, window_of(data, browser) as window:
            return await _measured(window, runs)


async def _measured(window: Window, runs: int) -> dict[str, list[float]]:
    page = await window.open("#/today")
    address = f"{window.companion.url}/app/"
    times: dict[str, list[float]] = {}

    async def timed(name: str, doing: Callable[[], Awaitable[object]]) -> None:
        began = asyncio.get_running_loop().time()
        await doing()
        await page.evaluate(AFTER_PAINT)
        times.setdefault(name, []).append(1000 * (asyncio.get_running_loop().time() - began))

    for _ in range(runs):
        await timed("first view", lambda: _reload(page, f"{address}#/today", ".today section table"))
        await page.evaluate("location.hash = '#/accounts'")
        await page.wait_for_selector(".rows tbody a.account")
        for action, argument in ACTIONS:
            taken = await page.evaluate(ACT, [action, argument])
            times.setdefault("table action", []).append(taken)
            times.setdefault(f"  {action} {argument}".rstrip(), []).append(taken)
    token = await page.evaluate("localStorage.getItem('eyeline-token')")
    await page.evaluate("localStorage.removeItem('eyeline-token')")
    for _ in range(runs):
        await timed("the page without a key", lambda: _reload(page, f"{address}#/today", "main.locked h1"))
    await page.evaluate("token => localStorage.setItem('eyeline-token', token)", token)
    return times


async def _reload(page: Page, address: str, awaited: str) -> None:
    await page.goto("about:blank")
    await page.goto(address)
    await page.wait_for_selector(awaited)


def report(times: dict[str, list[float]], runs: int) -> None:
    print(f"100,000 accounts and 1,000,000 edges in Chromium, milliseconds, {runs} runs")
    print_times(times, TARGETS)
    ratio = statistics.median(times["first view"]) / statistics.median(times["the page without a key"])
    print(f"the first view takes {ratio:.2f} times the page without a key")
