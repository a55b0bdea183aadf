"""What it costs a page's main thread that a list grows; as a process of its own for the extension of another commit."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts.research.measuring import growing_lists
from tests.e2e.badges import HOSTS
from tests.e2e.browsers.chromium import ChromiumPage
from tests.e2e.build import built_extensions
from tests.e2e.stage import Stage, staged

ROWS = 100
STANDING = 100  # rows that are there before
PEOPLE = STANDING + ROWS
SETTLE_SECONDS = 1.5  # for all badges of what is in view, on a machine with nothing else to do
LONGEST_SECONDS = 20.0
LOOK_SECONDS = 0.5
STILL_MS = 0.5  # of scripts, from look to look
GROW = "(from, to) => { grow(from, to); }"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Cost:
    """Main-thread time in milliseconds."""

    script: float
    layout: float  # with styles
    total: float  # with paint, and whatever else


@asynccontextmanager
async def paired() -> AsyncIterator[Stage]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with staged("chromium", built_extensions(folder), folder) as stage:
            await stage.pair()
            yield stage


async def standing(stage: Stage, site: str, run: int, *, is_read: bool) -> ChromiumPage:
    """A page that is still, with the first 100 rows and their badges."""
    read, unread = growing_lists.put(stage.sites, site, run * PEOPLE, STANDING, PEOPLE)
    return await settled_page(stage, read if is_read else unread, is_read=is_read)


async def added(page: ChromiumPage, *, is_read: bool) -> Cost:
    """What a page spends while 100 rows come and their badges. It is closed then."""
    await page.come_to_front()
    cost = await spent(page, grow(page, is_read=is_read))
    badges = await page.call("hosts => document.querySelectorAll(hosts).length", HOSTS)
    assert (badges > 0) == is_read, f"{badges} badges"
    await page.close()
    return cost


async def settled_page(stage: Stage, address: str, *, is_read: bool) -> ChromiumPage:
    page = await stage.browser.open("about:blank")
    assert isinstance(page, ChromiumPage)
    await page.resize(1000, 2000)
    await page.goto(address)
    # The thread's own time: what other processes take of a busy machine is not the page's.
    await page.devtools("Performance.enable", timeDomain="threadTicks")
    await until_still(page, is_read=is_read)
    return page


async def grow(page: ChromiumPage, *, is_read: bool) -> None:
    """Add the next 100 rows, scroll to them as a person does, and wait until their badges have come."""
    await page.call(GROW, STANDING, STANDING + ROWS)
    await until_still(page, is_read=is_read)


async def until_still(page: ChromiumPage, *, is_read: bool) -> None:
    """Wait until no script does anything any more. On a busy machine that is late: whoever is slower then would seem to
    do less within a time. Where the extension does not read, nothing comes late."""
    if is_read:
        await asyncio.sleep(SETTLE_SECONDS)
    before = await _metrics(page)
    for _ in range(round(LONGEST_SECONDS / LOOK_SECONDS)):
        await asyncio.sleep(LOOK_SECONDS)
        after = await _metrics(page)
        if 1000 * (after["ScriptDuration"] - before["ScriptDuration"]) < STILL_MS:
            return
        before = after


async def spent(page: ChromiumPage, doing: Coroutine[Any, Any, None]) -> Cost:
    """Time of scripts, of styles and layouts, and of all tasks, on the page's main thread meanwhile."""
    before = await _metrics(page)
    await doing
    after = await _metrics(page)
    took = {name: 1000 * (after[name] - before[name]) for name in after}
    layout = took["LayoutDuration"] + took["RecalcStyleDuration"]
    return Cost(took["ScriptDuration"], layout, took["TaskDuration"])


async def _metrics(page: ChromiumPage) -> dict[str, float]:
    answer = await page.devtools("Performance.getMetrics")
    return {metric["name"]: metric["value"] for metric in answer["metrics"]}


class Former:
    """The extension of another commit with the companion and the stage of then, in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def standing(self, site: str, run: int) -> None:
        await self._ask([site, run])

    async def added(self) -> Cost:
        """The same of what stands."""
        return Cost(**await self._ask(None))

    async def _ask(self, asked: list[str | int] | None) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        return json.loads(await self._process.stdout.readline())


@asynccontextmanager
async def former(commit: str) -> AsyncIterator[Former]:
    """Check ``commit`` out beside, with what measures of now and the packages of now."""
    with tempfile.TemporaryDirectory() as name:
        sources = Path(name) / "sources"
        await _git("worktree", "add", "--quiet", "--detach", str(sources), commit)
        try:
            (sources / "node_modules").symlink_to(ROOT / "node_modules")
            for path in map(Path, (__file__, growing_lists.__file__)):
                copy = sources / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy)
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", __name__),
                cwd=sources,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            assert process.stdin is not None and process.stdout is not None
            await process.stdout.readline()  # its browser runs
            yield Former(process)
            process.stdin.close()
            await process.wait()
        finally:
            await _git("worktree", "remove", "--force", str(sources))


async def _git(*arguments: str) -> None:
    process = await asyncio.create_subprocess_exec("git", *arguments, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    if await process.wait():
        raise RuntimeError(f"git {arguments[0]} {arguments[1]} failed")


async def _serve() -> None:
    """For each site and number of a run that comes as a line, a page that stands; for null, what it costs that it
    grows. Each answer is a line of JSON; the first says that all is there."""
    loop = asyncio.get_running_loop()
    page: ChromiumPage | None = None
    async with paired() as stage:
        print("true", flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            asked = json.loads(line)
            if page and asked is None:
                print(json.dumps(asdict(await added(page, is_read=True))), flush=True)
            else:
                site, run = asked
                page = await standing(stage, site, run, is_read=True)
                print("true", flush=True)


if __name__ == "__main__":
    asyncio.run(_serve())
