"""A list of 500 that holds only the rows near the window: each account once, and no badge beside anyone else."""

from __future__ import annotations

from typing import Any

import pytest

from .badges import HOSTS
from .browsers.browser import Page
from .long_lists import LongList, bluesky_followers, x_followers
from .patience import until
from .stage import Stage, in_turn

ROWS = 500
FIRST = {bluesky_followers: 30_000, x_followers: 20_000}
WINDOW = (1000, 2400)  # forty rows
STEP = 2000

# For each badge, whether its row's portrait is aligned, and its shape.
READ = """(root, host) => {
    const row = host.closest("[data-place]");
    if (!row) return null;  // its row went meanwhile
    const handle = row.querySelector("a[href]").getAttribute("href").split("/").at(-1);
    const shape = host.hidden ? "hidden" : root.querySelector("button").dataset.shape;
    return [handle, window.aligned[handle], shape];
}"""
IN_WINDOW = """() => [...document.querySelectorAll("[data-place]")].filter(row => {
    const {top, bottom} = row.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}).map(row => row.querySelector("a[href]").getAttribute("href").split("/").at(-1))"""
# Scrolls from place to place as fast as frames are painted. What was known stays known, so that whatever badge shows
# eyes at a frame is beside an aligned portrait; the sign of a picture that others have too is narrower, and may be at
# any row. Answers with the frames' counts of such badges, and the wrong ones.
EYES = 22  # CSS pixels
FLING = """async (from, to, step, eyes) => {
    const shown = [], wrong = [];
    const painted = () => new Promise((resolve, reject) => {
        const late = () => reject(new Error(`nothing was painted for 20 s; the page is ${document.visibilityState}`));
        const timer = setTimeout(late, 20_000);
        requestAnimationFrame(() => requestAnimationFrame(() => { clearTimeout(timer); resolve(); }));
    });
    for (let y = from; (to - y) * step > 0; y += step) {
        scrollTo(0, y);
        await painted();
        const hosts = [...document.querySelectorAll("[data-eyeline=badge]:not([hidden])")]
            .filter(host => host.getBoundingClientRect().width >= eyes);
        shown.push(hosts.length);
        for (const host of hosts) {
            const row = host.closest("[data-place]");
            const handle = row.querySelector("a[href]").getAttribute("href").split("/").at(-1);
            if (!window.aligned[handle]) wrong.push([y, row.dataset.place, handle]);
        }
    }
    return [shown, wrong];
}"""
CAPTURES = """
SELECT c.kind, c.seen_count, c.complete, (SELECT count(*) FROM capture_members m WHERE m.capture = c.id) AS members
FROM captures c JOIN accounts o ON o.id = c.owner WHERE o.platform = ? AND o.handle = ?
"""
MEMBERS = """
SELECT a.account_id, a.handle, a.display_name, k.address AS picture, p.status
FROM captures c JOIN accounts o ON o.id = c.owner JOIN capture_members m ON m.capture = c.id
JOIN accounts a ON a.id = m.account LEFT JOIN picture_addresses k ON k.id = a.picture_address
LEFT JOIN pictures p ON p.id = k.picture
WHERE o.platform = ? AND o.handle = ?
"""
OF_THE_SITE = (
    "SELECT count(*) AS accounts FROM accounts WHERE platform = ? AND account_id IN (SELECT value FROM json_each(?))"
)


# The two ways to recycle rows.
@pytest.mark.parametrize("make", in_turn([bluesky_followers, x_followers]))
async def test_every_account_once_and_no_badge_at_a_wrong_row(stage: Stage, make: Any) -> None:
    long: LongList = make(stage.sites, FIRST[make], ROWS)
    page = await stage.open("about:blank")
    await page.resize(*WINDOW)
    await page.goto(long.address)
    height = await page.call("() => document.documentElement.scrollHeight")
    assert height > ROWS * 60 > 10 * STEP

    for y in range(0, height, STEP):
        await stop_at(page, y, long)
    await check_kept(stage, long)
    for y in range(height - 3 * STEP, 0, -3 * STEP):
        await stop_at(page, y, long)

    await page.come_to_front()  # only what is looked at is painted
    for from_, to, step in ((0, height, 300), (height, 0, -700)):
        shown, wrong = await page.call(FLING, from_, to, step, EYES)
        assert wrong == []
        assert sum(shown) > 0
    await stop_at(page, 0, long)
    await check_kept(stage, long)


async def stop_at(page: Page, y: int, long: LongList) -> None:
    """Scroll there: at no time a badge stands at a wrong row, and soon each stands at its own."""
    aligned = {member.handle for member in long.members if member.aligned}
    await page.call("y => scrollTo(0, y)", y)

    async def look() -> tuple[set[str], set[str]]:
        found = [badge for badge in await page.call_in_shadows(HOSTS, READ) if badge is not None]
        for handle, is_aligned, shape in found:
            assert shape in (("strong", "waiting", "hidden") if is_aligned else ("waiting", "hidden")), (y, handle)
        rows = set(await page.call(IN_WINDOW))
        return {handle for handle, _, shape in found if shape != "hidden"} & rows, rows

    def come(seen: tuple[set[str], set[str]]) -> bool:
        badged, rows = seen
        return len(rows) > 10 and badged == rows & aligned

    await until(look, come, f"the badges of the rows at {y}")


async def check_kept(stage: Stage, long: LongList) -> None:
    owner = [long.platform, long.owner]
    complete = {"kind": "followers", "seen_count": ROWS, "complete": 0, "members": ROWS}

    async def look() -> list[dict[str, Any]]:
        return stage.companion.rows(CAPTURES, owner)

    await until(look, lambda captures: captures == [complete], "the list's 500 members")
    kept = {row["account_id"]: row for row in stage.companion.rows(MEMBERS, owner)}
    assert len(kept) == ROWS
    for member in long.members:
        assert kept[member.account_id] == {
            "account_id": member.account_id,
            "handle": member.handle,
            "display_name": member.name,
            "picture": member.picture,
            "status": "scored" if member.aligned else "no_face",
        }
