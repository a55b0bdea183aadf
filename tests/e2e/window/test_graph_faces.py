"""Discs of the graph wear profile pictures where they are near, with the line through the eyes: seen and saved."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest_asyncio
from PIL import Image
from playwright.async_api import Page, expect

from tests.e2e.patience import until

from .conftest import TAG
from .made_pictures import wear
from .window import Window, downloaded, threw

LINE = (0xF2, 0xB7, 0x05)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def window(own_case_window: Window) -> Window:
    wear(own_case_window, 300)
    return own_case_window


def yellow(picture: Image.Image) -> int:
    """How many pixels are of the line's colour."""
    return int((np.abs(np.asarray(picture.convert("RGB"), dtype=int) - LINE).max(axis=2) < 8).sum())


async def on_screen(page: Page) -> int:
    """How many are in the middle of the drawing, where nothing lies over it."""
    seen = Image.open(io.BytesIO(await page.screenshot())).crop((520, 400, 1020, 780))
    return yellow(seen)


async def saved(page: Page, button: str) -> bytes:
    async with page.expect_download() as file:
        await page.get_by_role("button", name=button).click()
    return await downloaded(await file.value)


async def test_discs_wear_their_pictures_where_they_are_near(window: Window) -> None:
    page = await window.open(f"#/graph?tag={TAG}&level=strong", width=1280)
    await expect(page.get_by_role("button", name="Lay out anew")).to_be_visible()
    await page.locator(".tools summary").click()
    whole = await on_screen(page)
    assert b"<image" not in await saved(page, "Save SVG")
    await page.locator(".tools summary").click()
    name = await page.locator("#graph-accounts option").first.get_attribute("value")
    assert name is not None
    find = page.get_by_role("combobox", name="Find an account")
    await find.fill(name)
    await find.press("Enter")
    near = await until(lambda: on_screen(page), lambda seen: seen > whole + 100, "lines through eyes")
    await page.locator(".tools summary").click()
    svg = (await saved(page, "Save SVG")).decode()
    assert svg.count("<image") >= 3
    assert all(each.startswith("data:image/jpeg;base64,") for each in re.findall(r'href="([^"]*)', svg))
    png = await saved(page, "Save PNG")
    assert yellow(Image.open(io.BytesIO(png))) > near > 0
    await page.get_by_role("button", name="Fit to view").click()
    await until(lambda: on_screen(page), lambda seen: seen == whole, "no lines from afar")
    assert await threw(page) == []
