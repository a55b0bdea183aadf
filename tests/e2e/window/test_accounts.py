"""Today, the table of accounts and an account's page, on the simulated case."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from .conftest import TAG
from .window import Window, faults, threw


async def total(page: Page) -> int:
    text = await page.locator("main header p[role=status]").inner_text()
    return int(re.sub(r"\D", "", text))


async def test_today_says_how_all_stands_and_leads_on(case_window: Window) -> None:
    page = await case_window.open("#/today")
    known = case_window.companion.rows("SELECT count(*) AS n FROM accounts")[0]["n"]
    await expect(page.locator("main")).to_contain_text(f"{known:,}")
    await expect(page.locator("main")).to_contain_text("Begin here")  # no browser is paired with it
    await page.locator("nav").get_by_role("link", name="Accounts").click()
    await expect(page.locator("main h1")).to_have_text("Accounts")
    await page.go_back()
    await expect(page.locator("main h1")).to_have_text("Today")
    assert await faults(page) == []
    assert await threw(page) == []


async def test_the_table_scrolls_to_its_end(case_window: Window) -> None:
    page = await case_window.open("#/accounts?hidden=1")
    await expect(page.locator(".rows tbody a.account").first).to_be_visible()
    count = await total(page)
    assert count == case_window.companion.rows("SELECT count(*) AS n FROM accounts")[0]["n"] > 10_000
    await page.locator(".rows").evaluate("rows => { rows.scrollTop = rows.scrollHeight; }")
    last = page.locator(f".rows tr[aria-rowindex='{count + 1}']")
    await expect(last.locator("a.account")).to_be_visible()
    assert await page.locator(".rows tbody tr").count() < 120, "only what is in view is there"
    assert await threw(page) == []


async def test_filters_and_order_are_addresses(case_window: Window) -> None:
    page = await case_window.open("#/accounts")
    await page.locator("select[name=tag]").select_option(TAG)
    suspects = case_window.companion.rows("SELECT count(DISTINCT account) AS n FROM account_tags")[0]["n"]
    await expect(page.locator("main header p[role=status]")).to_have_text(f"{suspects:,} accounts")
    await page.locator("select[name=level]").select_option("strong")
    await expect(page.locator("main header p[role=status]")).not_to_have_text(f"{suspects:,} accounts")
    strong = await total(page)
    assert 0 < strong < suspects
    await page.get_by_role("button", name=re.compile("^Evidence")).click()
    await expect(page).to_have_url(re.compile("sort=score"))
    where = await page.evaluate("location.hash")
    again = await case_window.open(where)
    await expect(again.locator("main header p[role=status]")).to_have_text(f"{strong:,} accounts")
    await expect(again.locator("th[aria-sort=descending]")).to_contain_text("Evidence")


async def test_a_community_of_the_whole_network_is_a_filter(case_window: Window) -> None:
    page = await case_window.open("#/accounts")
    choice = page.locator("select[name=community]")
    await choice.select_option("find")
    await expect(choice.locator("option[value='1']")).to_be_attached()
    await choice.select_option("1")
    members = case_window.companion.rows("SELECT count(*) AS n FROM communities WHERE community = 1")[0]["n"]
    assert members > 3
    await expect(page.locator("main header p[role=status]")).to_have_text(f"{members:,} accounts")
    await expect(page).to_have_url(re.compile("community=1"))


async def test_the_columns_that_a_person_chose_stay(case_window: Window) -> None:
    page = await case_window.open("#/accounts")
    await expect(page.locator(".rows tbody a.account").first).to_be_visible()
    await page.locator("summary", has_text="Columns").click()
    await page.get_by_role("checkbox", name="Community", exact=True).check()
    await page.get_by_role("checkbox", name="Followers").uncheck()
    assert await faults(page) == []
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("checkbox", name="Followers")).to_be_hidden()
    await page.reload()
    heads = page.locator(".rows thead th")
    await expect(heads.filter(has_text="Community")).to_have_count(1)
    await expect(heads.filter(has_text="Followers")).to_have_count(0)
    assert await page.locator(".rows tbody tr:not(.gap)").first.locator("td").count() == await heads.count()
    assert await threw(page) == []


async def test_ticked_accounts_are_a_selection_and_what_is_done_is_undone(case_window: Window) -> None:
    page = await case_window.open(f"#/accounts?tag={TAG}")
    boxes = page.locator(".rows tbody input[type=checkbox]")
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await expect(page.locator("nav .ticked")).to_contain_text("2 accounts ticked")
    actions = page.locator(".account-actions").first
    await actions.get_by_label("Tag", exact=True).fill("looked at")
    await actions.get_by_role("button", name="Tag", exact=True).click()
    await expect(page.locator(".undo")).to_contain_text("Tagged 2 accounts")
    query = "SELECT count(*) AS n FROM account_tags WHERE tag = 'looked at'"
    assert case_window.companion.rows(query)[0]["n"] == 2
    await expect(page.locator(".rows tbody .tag", has_text="looked at")).to_have_count(2)
    await page.locator(".undo").get_by_role("button", name="Undo").click()
    await expect(page.locator(".rows tbody .tag", has_text="looked at")).to_have_count(0)
    assert case_window.companion.rows(query)[0]["n"] == 0
    await page.locator("nav .ticked").get_by_role("link", name="Show").click()
    await expect(page.locator("main header p[role=status]")).to_have_text("2 accounts")


async def test_an_account_s_page_takes_notes(case_window: Window) -> None:
    page = await case_window.open(f"#/accounts?tag={TAG}")
    name = await page.locator(".rows tbody a.account .display").first.inner_text()
    await page.locator(".rows tbody a.account").first.click()
    await expect(page.locator("main h1")).to_contain_text(name)
    await expect(page.locator("main h2", has_text="Evidence")).to_be_visible()
    await page.get_by_placeholder("Add a note").fill("Ask <b>who</b> this is")
    await page.get_by_role("button", name="Add", exact=True).click()
    await expect(page.locator("main li", has_text="Ask <b>who</b> this is")).to_be_visible()
    await page.locator("main li", has_text="Ask <b>who</b>").get_by_role("button", name="Remove").click()
    await expect(page.locator("main li", has_text="Ask <b>who</b>")).to_have_count(0)
    assert await faults(page) == []
    assert await threw(page) == []


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "dark", 1180), ("es", "light", 480)])
async def test_nothing_stands_in_the_way_of_anybody(
    case_window: Window, language: str, scheme: str, width: int
) -> None:
    page = await case_window.open("#/accounts", language=language, scheme=scheme, width=width)
    await expect(page.locator(".rows tbody a.account").first).to_be_visible()
    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await expect(page.locator("main h1")).to_have_text("Cuentas" if language == "es" else "Accounts")
    assert await threw(page) == []


async def test_without_a_key_nothing_is_shown(case_window: Window) -> None:
    page = await case_window.open("#/accounts")
    await expect(page.locator(".rows tbody a.account").first).to_be_visible()
    await page.evaluate("localStorage.setItem('eyeline-token', 'guessed')")
    await page.reload()
    await expect(page.locator("main.locked h1")).to_have_text("This page needs a key")
    assert await faults(page) == []
