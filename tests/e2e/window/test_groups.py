"""Groups that stand out: the person reads what it means and agrees, and opens an account's group."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.group_samples import bystanders, changed_at_once
from tests.companion.wire_samples import account

from .window import faults, threw, window_of

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


async def test_agreed_to_in_the_settings_a_group_opens_from_one_of_its_accounts(
    chromium: Browser, pages: None, tmp_path: Path
) -> None:
    with blank_store(tmp_path / "data") as store:
        for batch in (bystanders(), changed_at_once([account(f"one{number}") for number in range(12)])):
            store.submit(lambda conn, batch=batch: ingest(conn, Batch.model_validate(batch), now())).result()
    async with window_of(tmp_path / "data", chromium) as window:
        page = await window.open("#/settings")
        section = page.get_by_role("main").locator("section").filter(has_text="Groups while you browse")
        await expect(section).to_contain_text("reason to look, never proof")
        await section.get_by_role("button", name="I have read this: mark them").click()
        await expect(section.get_by_role("status")).to_have_text("Accounts of groups that stand out are marked.")
        assert await faults(page) == []
        group = await window.open("#/find?ref=demo:handle:one3&group=1")
        note = group.locator("section.note").filter(has_text="Its group stands out")
        await expect(note).to_contain_text("12 of 12")
        await expect(group.get_by_role("main").get_by_role("status").first).to_have_text("12 accounts")
        assert await faults(group) == []
        await group.get_by_role("link", name="one3").first.click()
        await expect(group.get_by_role("link", name="Everybody in it")).to_be_visible()
        assert await threw(group) == []
