"""The report view on the simulated case, and the page that it makes as a person opens it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from .conftest import collect_tagged
from .window import Window, downloaded, faults, threw

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def report(own_case_window: Window) -> AsyncIterator[Window]:
    """The tagged accounts are collected into a case."""

    collect_tagged(own_case_window)
    yield own_case_window


async def saved(page: Page) -> str:
    """Make the report and save it."""
    await page.get_by_role("button", name="Make the report").click()
    button = page.get_by_role("button", name="Save it")
    await expect(button).to_be_visible()
    async with page.expect_download() as download:
        await button.click()
    value = await download.value
    assert re.fullmatch(r"eyeline-[\w-]+-report\.html", value.suggested_filename)
    return (await downloaded(value)).decode()


async def test_what_is_written_is_kept_with_the_case(report: Window) -> None:
    page = await report.open("#/report")
    await page.get_by_label("Heading", exact=True).fill("The operation of summer")
    await page.get_by_text("Choose them one by one").click()
    await page.get_by_label("Note on Who is tied to whom").fill("Seven groups.")
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Saved with the case.")).to_have_count(2)
    await page.reload()
    await expect(page.get_by_label("Heading", exact=True)).to_have_value("The operation of summer")
    await expect(page.get_by_label("Note on Who is tied to whom")).to_have_value("Seven groups.")
    kept = report.companion.rows("SELECT name, text FROM case_texts ORDER BY name")
    assert [row["name"] for row in kept] == ["graph.note", "heading"]
    assert await threw(page) == []


async def test_a_report_of_chosen_sections_opens_without_eyeline(report: Window, tmp_path: Path) -> None:
    page = await report.open("#/report")
    await page.get_by_role("button", name="None").click()
    await expect(page.get_by_role("button", name="Make the report")).to_be_disabled()
    await expect(page.locator(".goes-in")).to_contain_text("No figure is in it.")
    await page.get_by_text("Choose them one by one").click()
    for section in ("What was collected", "Contact sheet", "Who is tied to whom", "Activity"):
        await page.get_by_label(f"{section}: take it into the report").check()
    await expect(page).to_have_url(re.compile("without="))
    await page.get_by_label("Note on Activity").fill('<script>alert("note")</script>')
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Saved with the case.")).to_be_visible()
    await expect(page.locator(".goes-in")).to_contain_text(
        "4 analyses, folded below: What was collected, Contact sheet"
    )
    source = await saved(page)
    path = tmp_path / "report.html"
    path.write_text(source, encoding="utf-8")
    opened = await page.context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda request: said.append(request.url) if not request.url.startswith("data:") else None)
    await opened.goto(path.as_uri())
    await expect(opened.locator("main > section")).to_have_count(4)
    await expect(opened.locator("#activity .note")).to_be_hidden()
    await opened.get_by_role("link", name="Activity").click()  # which unfolds it
    await expect(opened.locator("#activity .note")).to_be_visible()
    await expect(opened.locator("#activity .note")).to_have_text('<script>alert("note")</script>')
    await opened.locator("#pictures summary").click()
    await expect(opened.locator("#pictures .little")).to_be_visible()
    assert await opened.locator("#graph svg circle.disc").count() > 300
    assert await opened.locator("#activity svg.chart rect").count() > 12
    assert said == [path.as_uri()]
    width = "() => [document.documentElement.scrollWidth, innerWidth]"
    for size in (1180, 480):
        await opened.set_viewport_size({"width": size, "height": 860})
        scrolled, shown = json.loads(json.dumps(await opened.evaluate(width)))
        assert scrolled <= shown
    await opened.close()


APART = """() => [...document.querySelectorAll("svg.figure")].flatMap(drawing => {
    const all = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll("text:not(.around-name)")];
    const boxes = texts.map(each => [each.textContent, each.getBoundingClientRect()]);
    return boxes.flatMap(([said, box], number) => [
        ...(box.right > all.right + 2 || box.left < all.left - 2 ? [`beyond: ${said}`] : []),
        ...boxes.slice(number + 1).filter(([, other]) =>
            Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
            && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 4
        ).map(([other]) => `on each other: ${said} | ${other}`),
    ]);
})"""
"""Texts of drawings that reach out of them or stand on each other."""


@pytest.mark.parametrize("language", ["es", "pt-BR"])
async def test_no_text_of_a_figure_stands_on_another(report: Window, language: str) -> None:
    view = await report.open(f"#/report?language={language}")
    source = await saved(view)
    page = await view.context.new_page()
    await page.set_content(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source))
    assert await page.locator("svg.figure text").count() > 100
    assert await page.evaluate(APART) == []


WIDTHS = "drawings => drawings.map(each => each.getBoundingClientRect().width)"


async def test_no_analysis_is_in_it_by_itself_and_it_opens_in_a_tab(report: Window) -> None:
    page = await report.open("#/report")
    goes_in = page.locator(".goes-in")
    await expect(goes_in).to_contain_text("accounts of the case")
    await expect(goes_in).to_contain_text("12 figures: Aligned faces")
    await expect(goes_in).to_contain_text("No analysis is folded below.")
    assert await faults(page) == []
    await page.get_by_role("button", name="Make the report").click()
    async with page.expect_popup() as popup:
        await page.get_by_role("button", name="Open", exact=True).click()
    opened = await popup.value
    await expect(opened.locator(".report-figures figure").first).to_be_visible()
    assert await opened.locator("main > section").count() == 0
    await expect(opened.locator(".report-figures")).to_have_css("display", "grid")
    await opened.locator(".findings a").last.click()
    assert await opened.locator(".report-figures figure").last.evaluate("each => each.matches(':target')")
    await opened.set_viewport_size({"width": 480, "height": 860})
    wide = await opened.locator(".report-figures svg").evaluate_all(WIDTHS)
    assert min(wide) >= 640, "letters that can be read"
    assert await opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await faults(opened) == []
    await opened.close()
    await page.get_by_label("With all analyses").check()
    await expect(goes_in).to_contain_text("analyses, folded below:")


async def test_the_name_of_a_figure_ticks_it(report: Window) -> None:
    page = await report.open("#/report")
    box = page.locator(".sections").first.get_by_role("checkbox").first
    await expect(box).to_be_checked()
    await page.get_by_text("Aligned faces", exact=True).click()
    await expect(box).not_to_be_checked()
    await page.get_by_text("Aligned faces", exact=True).click()
    await expect(box).to_be_checked()


async def test_the_page_is_accessible_and_prints(report: Window) -> None:
    left_out = ("pictures", "together", "follows", "shared", "communities", "bios", "coshare", "suspects")
    view = await report.open(f"#/report?without={','.join(left_out)}")
    source = await saved(view)
    page = await view.context.new_page()
    # Without its policy, which keeps axe-core out as it does every script.
    await page.set_content(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source))
    assert await page.locator(".report-figures > figure").count() > 7
    assert await pages_of(page) == 2, "the findings and the figures"
    await page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        assert await faults(page) == []
    assert 5 < await pages_of(page) < 40


async def pages_of(page: Page) -> int:
    """How many pages it takes when it is printed."""
    printed = await page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("es", "dark")])
async def test_the_view_is_accessible(report: Window, language: str, scheme: str) -> None:
    page = await report.open("#/report", language=language, scheme=scheme)
    await expect(page.get_by_role("checkbox").first).to_be_visible()
    assert await faults(page) == []
