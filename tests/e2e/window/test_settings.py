"""The settings view: what is chosen, who is paired, what the data takes, a backup, and the end."""

from __future__ import annotations

import hashlib
import re

import pytest
from playwright.async_api import expect

from companion.settings import SETTINGS
from tests.e2e.patience import until

from .window import Window, downloaded, faults, threw

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


async def test_every_setting_of_the_start_stands_with_its_option(own_case_window: Window) -> None:
    page = await own_case_window.open("#/settings")
    for each in SETTINGS:
        await expect(page.get_by_text(f"--{each.name.replace('_', '-')}", exact=True)).to_be_visible()
    await expect(page.get_by_text(str(own_case_window.companion.data), exact=True).first).to_be_visible()


async def test_choices_hold(own_case_window: Window) -> None:
    page = await own_case_window.open("#/settings")
    await page.get_by_label("Also the picture as it came").check()
    await page.get_by_label("The companion ends").check()
    await page.reload()
    await expect(page.get_by_label("Also the picture as it came")).to_be_checked()
    await expect(page.get_by_label("The companion ends")).to_be_checked()
    await page.get_by_label("Language of this window").select_option("es")
    await expect(page.get_by_role("heading", name="Ajustes")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "es"


async def test_a_browser_is_paired_by_a_code_and_its_pairing_ended(own_case_window: Window) -> None:
    page = await own_case_window.open("#/settings")
    await page.get_by_role("button", name="Make a code for a browser").click()
    code = await page.locator("code.code").inner_text()
    answer = await page.request.post(
        f"{own_case_window.companion.url}/api/v1/pair",
        data={"code": code, "browser": "Chromium of the test"},
        headers={"Origin": "chrome-extension://abcdefghijklmnopabcdefghijklmnop"},
    )
    assert answer.ok, await answer.text()
    row = page.get_by_role("row").filter(has_text="Chromium of the test")  # shown without reloading
    await row.get_by_role("button", name="End this pairing").click()
    await row.get_by_role("button", name="End it").click()
    await expect(row).to_have_count(0)
    await expect(page.get_by_text("1 pairing that was ended")).to_be_visible()


async def test_a_backup_has_the_hash_that_is_shown(own_case_window: Window) -> None:
    page = await own_case_window.open("#/settings")
    await page.get_by_role("button", name="Make a backup").click()
    main = page.get_by_role("main")
    async with page.expect_download() as download:
        await main.get_by_role("button", name=re.compile(r"Save eyeline-.*\.db")).click()
    content = await downloaded(await download.value)
    assert hashlib.sha256(content).hexdigest() == await main.locator("code.hash").inner_text()


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "light", 1180), ("es", "dark", 480)])
async def test_nothing_stands_in_the_way_of_anybody(
    own_case_window: Window, language: str, scheme: str, width: int
) -> None:
    page = await own_case_window.open("#/settings", language=language, scheme=scheme, width=width)
    await expect(page.locator(".settings-view section")).to_have_count(10)
    await expect(page.locator(".sums .sum")).to_be_visible()
    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    if language == "es":
        assert not re.search(r"\b(accounts|the|which)\b", await page.locator("main").inner_text())
    assert await threw(page) == []


async def test_everything_is_deleted_and_then_it_ends(own_case_window: Window) -> None:
    page = await own_case_window.open("#/settings")
    await page.get_by_label("Everything that was ever collected").check()
    await page.get_by_role("button", name="See what would be deleted").click()
    known = own_case_window.companion.rows("SELECT count(*) AS n FROM accounts")[0]["n"]
    await expect(page.get_by_role("alert")).to_contain_text(f"{known:,} accounts")
    await page.get_by_role("button", name="Delete it now").click()
    await expect(page.get_by_text("Deleted:")).to_be_visible()
    assert own_case_window.companion.rows("SELECT count(*) AS n FROM accounts") == [{"n": 0}]
    await page.get_by_role("button", name="Quit Eyeline").click()
    await expect(page.get_by_text("Eyeline has ended.")).to_be_visible()

    async def running() -> bool:
        return own_case_window.companion.running

    await until(running, lambda is_running: not is_running, "the companion to end")
