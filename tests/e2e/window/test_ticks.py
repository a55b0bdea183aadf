"""What is ticked is what is meant: every view and the export begin with it, and say so; and a pasted list is ticked."""

from __future__ import annotations

import json
import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from .conftest import TAG
from .window import Window, faults, threw

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]

ONLY = re.compile("only the 3 ticked")


@pytest_asyncio.fixture(loop_scope="session")
async def ticked(case_window: Window) -> Page:
    """The table, with three accounts ticked that have edges."""
    page = await case_window.open("#/accounts")
    wanted = [row["source"] for row in case_window.companion.rows("SELECT DISTINCT source FROM edges LIMIT 3")]
    await page.evaluate(f"sessionStorage.setItem('eyeline-ticked', '{json.dumps(wanted)}')")
    await page.reload()
    await expect(page.locator("nav .ticked")).to_contain_text("3 accounts ticked")
    return page


async def filters_stand(page: Page) -> None:
    """What there is to choose from is there, so that nothing moves any more."""
    await expect(page.locator(f"select[name=tag] option[value={TAG}]")).to_be_attached()


@pytest.mark.parametrize("view", ["Figures", "Graph", "Faces", "Time"])
async def test_a_view_begins_with_the_ticked_and_shows_all_when_told(ticked: Page, view: str) -> None:
    await ticked.locator("nav").get_by_role("link", name=view).click()
    only = ticked.get_by_label(ONLY)
    await expect(only).to_be_checked()
    await expect(ticked).to_have_url(re.compile("ticked=1"))
    await filters_stand(ticked)
    await only.uncheck()
    await expect(only).not_to_be_checked()
    await expect(ticked).to_have_url(re.compile("ticked=0"))
    await ticked.reload()
    await expect(only).not_to_be_checked()
    await ticked.locator("nav").get_by_role("link", name=view).click()
    await expect(only).to_be_checked()
    assert await threw(ticked) == []


ON_EACH_OTHER = """(parts) => {
    const boxes = parts.map((part) => [part.textContent, part.getBoundingClientRect()]);
    return boxes.flatMap(([said, box], number) => boxes.slice(number + 1).filter(([, other]) =>
        Math.min(box.right, other.right) > Math.max(box.left, other.left)
        && Math.min(box.bottom, other.bottom) > Math.max(box.top, other.top)
    ).map(([other]) => `${said} | ${other}`));
}"""


@pytest.mark.parametrize("width", [1280, 800, 480])
async def test_no_filter_stands_on_another(ticked: Page, width: int) -> None:
    many = "JSON.stringify(Array.from({length: 1049}, (_, number) => number + 1))"
    await ticked.evaluate(f"sessionStorage.setItem('eyeline-ticked', {many})")
    await ticked.reload()
    await ticked.set_viewport_size({"width": width, "height": 860})
    await ticked.goto(re.sub("#.*", "#/accounts?search=a", ticked.url))
    await filters_stand(ticked)
    parts = ticked.locator(".filters :is(label, button)")
    assert await parts.count() == 11 + 1, "the filters, that only the ticked are meant, and the way back"
    assert await parts.evaluate_all(ON_EACH_OTHER) == []


async def test_an_export_says_of_how_many_it_is_before_it_is_written(ticked: Page, case_window: Window) -> None:
    await ticked.goto(re.sub("#.*", "#/cases/export", ticked.url))
    said = ticked.locator("form strong[role=status]")
    await expect(ticked.get_by_label(ONLY)).to_be_checked()
    await expect(said).to_have_text("The file will hold 3 accounts.")
    await ticked.get_by_label("Also the accounts that have an edge to these").check()
    await expect(said).not_to_have_text("The file will hold 3 accounts.")
    await filters_stand(ticked)
    await ticked.get_by_label(ONLY).uncheck()
    everyone = case_window.companion.rows(
        "SELECT count(*) AS n FROM accounts WHERE id NOT IN (SELECT account FROM hidden_accounts)"
    )[0]["n"]
    await expect(said).to_have_text(f"The file will hold {everyone:,} accounts.")
    assert await faults(ticked) == []


async def test_ticking_in_a_view_does_not_narrow_it(case_window: Window) -> None:
    page = await case_window.open(f"#/time?tag={TAG}")
    bursts = page.locator("section.analysis").filter(has=page.get_by_role("heading", name="What happened at once"))
    ticking = bursts.get_by_role("button", name=re.compile("^Tick"))
    await expect(ticking.first).to_be_visible()
    count = await ticking.count()
    await ticking.first.click()
    await expect(page.locator("nav .ticked")).to_be_visible()
    await expect(page.get_by_label(re.compile("only the"))).not_to_be_checked()
    await expect(ticking).to_have_count(count)


async def test_a_pasted_list_is_ticked_and_what_is_not_found_is_told(case_window: Window) -> None:
    known = case_window.companion.rows("SELECT handle FROM accounts WHERE handle IS NOT NULL LIMIT 2")
    page = await case_window.open("#/accounts")
    await page.get_by_text("Paste a list of accounts").click()
    listed = page.locator(".account-list")
    await listed.get_by_role("textbox").fill(f"@{known[0]['handle']}\n{known[1]['handle']}, nobody.of.this.name")
    await listed.get_by_role("button", name="Find them here").click()
    await expect(listed.get_by_role("status")).to_contain_text("2 accounts are known here.")
    await expect(listed).to_contain_text("1 name is of no account that was seen: nobody.of.this.name")
    assert await faults(page) == []
    await listed.get_by_role("button", name="Tick these 2").click()
    await expect(page.locator("nav .ticked")).to_contain_text("2 accounts ticked")
    await listed.locator("input[type=file]").set_input_files(
        {"name": "list.txt", "mimeType": "text/plain", "buffer": b"nobody.else"}
    )
    await listed.get_by_role("button", name="Find them here").click()
    await expect(listed.get_by_role("status")).to_contain_text("None of them is known here.")
    assert await threw(page) == []
