"""The shared friends of the simulated case in the window: drawn, drawn anew by the slider, and saved as they are."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from playwright.async_api import expect

from tests.e2e.window.conftest import TAG
from tests.e2e.window.window import Window, downloaded, faults, threw

pytestmark = pytest.mark.asyncio(loop_scope="session")
LEAST = 60


async def test_fewer_friends_stand_where_more_must_have_them(case_window: Window) -> None:
    page = await case_window.open(f"#/figures?tag={TAG}", width=1280)
    figure = page.locator(".one-figure.friends")
    await expect(figure.locator("svg.figure")).to_be_visible()
    shared = figure.locator("circle.disc.shared")
    before = await shared.count()
    await figure.locator("input[type=range]").fill(str(LEAST))
    await expect(figure.get_by_role("heading")).to_contain_text(f"at least {LEAST} of them have")
    await expect(figure).to_have_attribute("aria-busy", "false")
    after = await shared.count()
    assert 1 < after < before
    async with page.expect_download() as csv_file:
        await figure.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO((await downloaded(await csv_file.value)).decode())))
    in_legend = 1
    assert len(rows) == after - in_legend
    assert min(int(row["of_selection"]) for row in rows) >= LEAST
    async with page.expect_download() as svg_file:
        await figure.get_by_role("button", name="SVG").click()
    assert f"at least {LEAST} of them" in "".join(
        ElementTree.fromstring(await downloaded(await svg_file.value)).itertext()
    )
    assert await faults(page) == []
    assert await threw(page) == []
