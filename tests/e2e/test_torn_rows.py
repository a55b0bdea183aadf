"""A row that gets the next name some frames before the next picture, or the reverse, mixes no two people anywhere."""

from __future__ import annotations

import pytest

from .long_lists import x_followers
from .patience import until
from .stage import Stage

ROWS = 300
FIRST = {True: 40_000, False: 41_000}
WINDOW = (1000, 2400)  # forty rows: more than are read at once
FRAMES_BETWEEN = 2

# Scrolls from place to place, and stays for so many frames at each. Answers with the badges that were shown at a frame
# in rows of two people.
SCROLL = """async steps => {
    const painted = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const owner = new Map(PEOPLE.map(([handle, , , picture]) => [picture, handle]));
    const mixed = [];
    for (const [y, frames] of steps) {
        scrollTo(0, y);
        for (let frame = 0; frame < frames; frame++) {
            await painted();
            for (const host of document.querySelectorAll("[data-eyeline=badge]:not([hidden])")) {
                const row = host.closest("[data-place]");
                if (row.dataset.place === "-1") continue;
                const handles = [...row.querySelectorAll("a")].map(link => link.getAttribute("href").slice(1));
                const all = new Set([...handles, owner.get(row.querySelector("img").getAttribute("src"))]);
                if (all.size > 1) mixed.push([y, ...all]);
            }
        }
    }
    return mixed;
}"""
IN_WINDOW = """() => [...document.querySelectorAll("[data-place]")].filter(row => {
    const {top, bottom} = row.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}).map(({dataset}) => PEOPLE[dataset.place][0])"""
OBSERVED = """
SELECT DISTINCT o.handle, o.account_id, o.display_name AS name, k.address AS picture
FROM observations o JOIN batches b ON b.id = o.batch JOIN pages g ON g.id = b.page
LEFT JOIN picture_addresses k ON k.id = o.picture_address WHERE g.address = ? AND o.role = 'row'
"""


@pytest.mark.every_day_in("chromium")
@pytest.mark.parametrize("named_first", [True, False])
async def test_no_row_is_stored_or_badged_as_two_people(stage: Stage, named_first: bool) -> None:
    long = x_followers(stage.sites, FIRST[named_first], ROWS, frames_between=FRAMES_BETWEEN, named_first=named_first)
    page = await stage.open("about:blank")
    await page.resize(*WINDOW)
    await page.goto(long.address)
    await page.come_to_front()  # only what is looked at is painted
    people = {member.handle: member for member in long.members}
    height = ROWS * 60

    async def scroll(steps: list[tuple[int, int]]) -> None:
        mixed = await page.call(SCROLL, steps)
        assert mixed == []

    async def pictured() -> set[str]:
        rows = stage.companion.rows(OBSERVED, [long.address])
        for row in rows:
            member = people[row["handle"]]
            assert (row["account_id"], row["name"]) == (member.account_id, member.name)
            assert row["picture"] in (member.picture, None), row
        return {row["handle"] for row in rows if row["picture"]}

    await scroll([(y, 1) for y in range(0, height, 500)])
    for y in range(height, -1, -900):
        await scroll([(y, 5)])
        there = set(await page.call(IN_WINDOW))
        await until(pictured, there.issubset, f"the pictures of the rows at {y}")
    await scroll([(y, 1) for y in range(0, height, 500)])
    assert await pictured() == set(people)
