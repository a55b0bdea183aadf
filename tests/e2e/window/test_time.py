"""The time view on the simulated case: charts that open down to accounts, bursts beside what is expected."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from .window import Window, faults, threw

SUSPECTS = "#/time?tag=operation"
INK_BELOW = """(canvas) => {
    const { width, height } = canvas;
    const below = canvas.getContext("2d").getImageData(0, 0.8 * height, width, 0.2 * height).data;
    return below.some((value, at) => at % 4 === 3 && value > 128);
}"""
TICKED = "JSON.parse(sessionStorage.getItem('eyeline-ticked') ?? '[]')"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def time_page(case_window: Window) -> AsyncIterator[Page]:
    """One page for the tests that leave nothing behind, so that each analysis is made once."""
    page = await case_window.open(SUSPECTS)
    await expect(page.locator("section.analysis .basis")).to_have_count(3)
    yield page
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(time_page: Page) -> Page:
    """Where the view begins, with nothing ticked."""
    await time_page.evaluate("location.hash = '#/today'; sessionStorage.clear()")
    await time_page.wait_for_selector("main.today h1")
    await time_page.evaluate(f"location.hash = '{SUSPECTS}'")
    await time_page.wait_for_selector(".time-view")
    return time_page


def section(page: Page, title: str) -> Locator:
    return page.locator("section.analysis").filter(has=page.get_by_role("heading", name=title, level=2))


async def ticked(page: Page) -> list[int]:
    found: list[int] = await page.evaluate(TICKED)
    return found


async def test_a_bar_opens_down_to_its_accounts(page: Page) -> None:
    months = page.locator(".histograms .month")
    await expect(months).to_contain_text("None is left out.")
    canvas = months.locator(".u-over")
    box = await canvas.bounding_box()
    assert box is not None
    # The fourth of five months, May to September 2020: the one with the most last activities.
    await canvas.click(position={"x": box["width"] * 0.7, "y": box["height"] * 0.9})
    await expect(months.locator(".readout")).to_contain_text("August 2020")
    said = await months.locator(".readout").inner_text()
    count = int(re.sub(r"[^0-9]", "", said.split(":")[1]))
    assert len(await ticked(page)) == count > 300
    await expect(page.locator("nav .ticked")).to_contain_text(f"{count} accounts ticked")
    assert await months.locator("canvas").evaluate(INK_BELOW), "the axis keeps its words when a bar is chosen"
    await page.get_by_role("button", name="Undo").click()
    assert await ticked(page) == []
    # The same by keyboard, in the table.
    await months.locator("summary").press("Enter")
    await months.get_by_role("button", name="August 2020").press("Enter")
    assert len(await ticked(page)) == count
    await page.locator("nav .ticked a").click()
    await expect(page.locator("main")).to_contain_text(f"{count}")
    assert await threw(page) == []


async def test_every_chart_says_what_it_leaves_out(page: Page, case_window: Window) -> None:
    await section(page, "When they were active").get_by_label("Show").select_option("all")
    hours = page.locator(".histograms .hour")
    await expect(hours).to_contain_text("left out: the time is not known, or not how exactly.")
    untimed = case_window.companion.rows(
        """
        SELECT count(*) AS n FROM activities JOIN account_tags ON account_tags.account = activities.account
        WHERE kind IN ('posts', 'shares', 'likes', 'comments') AND time IS NULL AND tag = 'operation'
        """
    )[0]["n"]
    await expect(hours).to_contain_text(f"{untimed:,} left out")


async def test_bursts_stand_beside_what_is_expected(page: Page) -> None:
    bursts = section(page, "What happened at once")
    await expect(bursts).to_contain_text("pairs of accounts in the same hour, where")
    await expect(bursts).to_contain_text("are expected by chance")
    rows = bursts.locator("tbody tr").filter(has=page.locator("details"))
    first = rows.first
    observed, expected = [float(text) for text in (await first.locator("td.number").all_inner_texts())[:2]]
    assert observed >= 10
    assert expected < 1
    await first.get_by_role("button", name=re.compile("Tick")).click()
    assert len(await ticked(page)) == observed
    await first.locator("summary").click()
    assert await first.locator("a.account").count() == observed
    await bursts.locator(".basis summary").click()
    await expect(bursts.locator(".basis")).to_contain_text("scan statistic")


async def test_a_stretch_is_an_address(page: Page) -> None:
    bursts = section(page, "What happened at once")
    over = bursts.locator(".u-over")
    await over.scroll_into_view_if_needed()
    box = await over.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    await page.mouse.move(box["x"] + box["width"] * 0.2, middle)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.4, middle, steps=4)
    await page.mouse.up()
    await expect(bursts.get_by_label("From")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))
    assert await ticked(page) == [], "drawing over a stretch is no click"
    await expect(bursts).to_contain_text(re.compile(r"\d+ of \d+ bursts lie in the stretch shown"))
    where = await page.evaluate("location.hash")
    await bursts.get_by_label("A bar is").select_option("month")
    await page.go_back()
    await expect(bursts.get_by_label("From")).to_have_value("")
    await page.evaluate(f"location.hash = '{where}'")
    await expect(bursts.get_by_label("From")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))


async def test_what_was_shared_at_once_opens_to_accounts_and_objects(page: Page) -> None:
    shared = section(page, "What was shared at once")
    await expect(shared).to_contain_text("are expected by chance")
    most = shared.get_by_role("listitem").filter(has=page.get_by_role("button", name="Tick", exact=False)).first
    await expect(most).to_contain_text(" accounts within ")
    group = shared.locator("tbody tr").first
    size = int(await group.locator("td.number").first.inner_text())
    await group.locator("summary").nth(0).click()
    assert await group.locator("details").nth(0).locator("a.account").count() == size
    await group.locator("summary").nth(1).click()
    await expect(group.locator(".pairs > li").first).to_contain_text("expected")
    assert await group.locator(".pairs > li").first.locator("ul li").count() >= 2
    await shared.get_by_label("At once means within").select_option("10")
    await expect(shared).to_contain_text(re.compile("known well enough|are expected by chance"))
    assert "within=10" in await page.evaluate("location.hash")


async def test_with_nothing_it_says_what_to_do(page: Page) -> None:
    await page.get_by_role("searchbox").fill("nobody is called so")
    await expect(page.locator(".empty")).to_have_count(3)
    await expect(page.locator(".empty").first).to_contain_text("Change the filters")


async def test_nothing_stands_in_the_way_of_anybody(page: Page) -> None:
    await open_some(page)
    assert await faults(page) == []
    assert await threw(page) == []


async def test_in_spanish_dark_and_narrow_nothing_is_lost(case_window: Window) -> None:
    page = await case_window.open(SUSPECTS, language="es", scheme="dark", width=480)
    await expect(page.locator("section.analysis .basis")).to_have_count(3)
    await open_some(page)
    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 480
    text = await page.locator("main").inner_text()
    assert "Qué ocurrió a la vez" in text
    assert not re.search(r"\b(left out|expected|accounts|bursts)\b", text)
    assert await threw(page) == []


async def open_some(page: Page) -> None:
    """Open each kind of thing that can be opened: the first of each section's tables, and what stands below them."""
    for part in await page.locator("section.analysis").all():
        for kind in (".chart summary", "tbody tr:first-child summary", ".basis summary"):
            for summary in await part.locator(kind).all():
                if await summary.is_visible():
                    await summary.click()
