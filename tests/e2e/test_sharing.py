"""Three accounts share one post: browsed past, the window's Time view names the post and the three, on every site.

Where a site does not say when, each account's page is looked at twice, first without what ``<!--new-->`` marks in the
fixture. Mastodon stands at any host, and Chromium's question about that is answered by no driver: Firefox reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import expect

from .browsers.browser import Page, installed
from .browsers.chromium import ADVICE, NAMES, PLACES
from .patience import until
from .servers import allow, leave
from .stage import Stage
from .window.window import Window, browser_at, threw

FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages"
NEW = re.compile(r"<!--new-->(.*?)<!--/new-->", re.DOTALL)
NAMED = ("marla", "7001")
"""How the fixtures name their account, in its handle and its number."""
PEOPLE = (("edda", "7101"), ("finn", "7102"), ("gwen", "7103"))
LINK = "https://bridge.example/opening"
SHARED = {
    "bluesky": "https://bsky.app/profile/nora-vale.bsky.example/post/3laaaaaaaaa2c",
    "facebook": "https://www.facebook.com/nora.vale.3/posts/pfbid0nora",
    "instagram": LINK,
    "linkedin": "https://www.linkedin.com/feed/update/urn:li:activity:7250000000000000009",
    "mastodon": "https://wharf.example/@nora_vale@other.example/115000000000000009",
    "reddit": "https://www.reddit.com/r/town/comments/nora1",
    "threads": "https://www.threads.com/@nora_vale/post/DTn1",
    "tiktok": LINK,
    "x": "https://x.com/nora_vale/status/1890000000000000001",
    "youtube": LINK,
}
"""What the three share on each site."""
DONE = """
SELECT DISTINCT account FROM activities JOIN batches ON batches.id = batch
JOIN accounts ON accounts.id = account JOIN activity_objects ON activity = activities.id
JOIN objects ON objects.id = activity_objects.object
WHERE accounts.platform = ? AND accounts.handle LIKE ? || '%' AND objects.key = ?
"""
LOOKED = """
SELECT count(*) AS acts FROM activities JOIN accounts ON accounts.id = account
WHERE platform = ? AND handle LIKE ? || '%' AND look IS NOT NULL
"""
BEFORE = 2
"""Acts that each fixture shows besides."""


def parted(number: str) -> str:
    return f"00{number[0]}/{number[1:]}"


@dataclass(frozen=True)
class Shown:
    """A fixture's page as one of the three has it."""

    address: str
    html: str

    @classmethod
    def of(cls, site: str, handle: str, number: str) -> Shown:
        [path] = (FIXTURES / site).glob("*-shares.json")
        texts = json.loads(path.read_text())["address"], path.with_suffix(".html").read_text()
        name, own = NAMED
        # A picture's path spells a number in parts of three.
        renamed = {name: handle, name.title(): handle.title(), own: number, parted(own): parted(number)}
        address, html = (reduce(lambda text, pair: text.replace(*pair), renamed.items(), text) for text in texts)
        return cls(address, html)

    @property
    def is_timed(self) -> bool:
        """Whether the page itself says when it was shared."""
        return NEW.search(self.html) is None


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def window(stage: Stage) -> AsyncIterator[Window]:
    async with browser_at(installed(NAMES, PLACES, ADVICE)) as browser:
        yield Window(stage.companion, browser)


@pytest.mark.parametrize("site", sorted(SHARED))
async def test_the_time_view_names_what_three_accounts_shared(stage: Stage, window: Window, site: str) -> None:
    at_any_host = site == "mastodon"
    if stage.browser.name != ("firefox" if at_any_host else "chromium"):
        pytest.skip("the pages are read in the other browser")
    page = await stage.open("about:blank")
    await page.resize(1100, 4000)
    options = await stage.own_page("options") if at_any_host else None
    if options:
        await allow(options)
        await page.come_to_front()
    shown = [Shown.of(site, *person) for person in PEOPLE]
    for each, (handle, _) in zip(shown, PEOPLE, strict=True):
        if not each.is_timed:
            await look(stage, page, each, NEW.sub("", each.html))
            await looked(stage, site, handle)
    accounts = []
    for each, (handle, _) in zip(shown, PEOPLE, strict=True):
        await look(stage, page, each, each.html)
        accounts.append(await sharer(stage, site, handle))
    if options:
        await leave(options)
    time = await window.open(f"#/time?accounts={','.join(map(str, accounts))}&within=3600")
    section = time.locator("section.analysis").filter(has=time.get_by_role("heading", name="What was shared at once"))
    await section.get_by_label("Only accounts that shared").select_option("1")
    await section.locator("summary").filter(has_text="Pairs of accounts").click()
    pairs = section.locator(".pairs > li")
    await expect(pairs).to_have_count(3)
    for pair in await pairs.all():
        await expect(pair).to_contain_text(SHARED[site])
    for handle, _ in PEOPLE:
        await expect(pairs.filter(has_text=re.compile(handle, re.IGNORECASE))).to_have_count(2)
    assert await threw(time) == []


async def look(stage: Stage, page: Page, shown: Shown, html: str) -> None:
    parts = urlsplit(shown.address)
    stage.sites.put(parts.netloc, parts.path, html)
    await page.goto("about:blank")
    await page.goto(shown.address)


async def looked(stage: Stage, site: str, handle: str) -> None:
    """As soon as it is kept what the account did before."""

    async def seen() -> int:
        return int(stage.companion.rows(LOOKED, [site, handle])[0]["acts"])

    await until(seen, lambda acts: acts == BEFORE, f"what {handle} did before on {site}")


async def sharer(stage: Stage, site: str, handle: str) -> int:
    """The account's key, as soon as it is kept that it shared what the three share."""

    async def seen() -> list[int]:
        rows = stage.companion.rows(DONE, [site, handle, SHARED[site]])
        return [int(row["account"]) for row in rows]

    [account] = await until(seen, bool, f"what {handle} shared on {site}")
    return account
