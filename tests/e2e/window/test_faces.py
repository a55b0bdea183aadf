"""The faces of the simulated case, whose accounts are given pictures that are made here and really measured."""

from __future__ import annotations

import pytest_asyncio
from playwright.async_api import expect

from .conftest import TAG
from .made_pictures import wear
from .window import Window, faults, threw

EACH = 12


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def window(own_case_window: Window) -> Window:
    wear(own_case_window, EACH)
    return own_case_window


async def test_sheet_and_superimposition(window: Window) -> None:
    page = await window.open(f"#/faces?tag={TAG}")
    await expect(page.locator(".superimposed [role=status]")).to_contain_text("pictures laid on each other")
    count = await page.locator(".sheet li img").count()
    assert count >= 2 * EACH, "some accounts wear the same picture"
    slider = page.get_by_role("slider", name="How many pictures are laid on each other")
    await slider.fill("1")
    await expect(page.locator(".superimposed [role=status]")).to_contain_text(f"The first 1 of {count}")
    one = await page.locator(".superimposed canvas").evaluate("canvas => canvas.toDataURL()")
    await slider.fill(str(count))
    await expect(page.locator(".superimposed [role=status]")).to_contain_text(f"The first {count} of {count}")
    assert await page.locator(".superimposed canvas").evaluate("canvas => canvas.toDataURL()") != one
    assert await faults(page) == []
    assert await threw(page) == []


async def test_only_aligned_ones_and_to_an_account(window: Window) -> None:
    page = await window.open(f"#/faces?tag={TAG}&level=strong")
    await expect(page.locator(".sheet li img").first).to_be_visible()
    await page.locator(".sheet a").first.click()
    await expect(page.locator("main")).to_contain_text("How it was measured")
    await expect(page.locator("main header .picture svg").first).to_be_visible()


async def test_a_sheet_is_drawn_and_saved(window: Window) -> None:
    page = await window.open(f"#/faces?tag={TAG}")
    await page.get_by_role("button", name="sheet PNG").click()
    async with page.expect_download() as saved:
        await page.locator("nav .jobs").get_by_role("button", name="Save").first.click()
    path = await (await saved.value).path()
    assert path.read_bytes().startswith(b"\x89PNG")
    jobs = page.locator("nav .job")
    count = await jobs.count()
    await jobs.get_by_role("button", name="Put away").first.click()
    await expect(jobs).to_have_count(count - 1)
    narrow = await window.open(f"#/faces?tag={TAG}", width=480)
    await expect(narrow.locator("nav .jobs summary")).to_be_visible()
    await expect(narrow.locator("nav .job").first).to_be_hidden()


async def test_with_no_picture_it_says_what_to_do(window: Window) -> None:
    page = await window.open("#/faces?search=nobodyiscalledso")
    await expect(page.locator(".empty")).to_contain_text("There is no picture to show")


async def test_a_person_names_a_sites_own_picture_and_takes_it_back(window: Window) -> None:
    page = await window.open(f"#/faces?tag={TAG}")
    await page.locator(".reuse-group a").first.click()
    await page.get_by_role("button", name="It is the site’s standard picture").click()
    await expect(page.locator("main")).to_contain_text("This is the standard picture of")
    await expect(page.locator("main .note.reuse")).to_have_count(0)
    faces = await window.open(f"#/faces?tag={TAG}")
    left_out = faces.get_by_text("Left out: the standard picture of")
    await expect(left_out.first).to_contain_text("named by a person")
    await faces.get_by_role("button", name="It is not the site’s own").first.click()
    await expect(faces.locator(".undo")).to_contain_text("Said that the picture is not its site’s own.")
    await expect(left_out).to_have_count(0)
    assert await threw(faces) == []
