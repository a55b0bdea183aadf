"""The figures of the simulated case: on its page, in their view, as files, and in its report."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import sqlite3
import zipfile
from xml.etree import ElementTree

import numpy as np
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Locator, Page, Route, expect

from companion.reports.figures.figure import FIGURES
from companion.store import actions, cases
from companion.store.times import now, text_of
from scripts.simulation.copies import add_copies

from .conftest import TAG
from .window import Window, downloaded, faults, threw

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]

NAMES = FIGURES.names()
BEYOND = """drawing => {
    const all = drawing.getBoundingClientRect();
    return [...drawing.querySelectorAll("rect, circle, text, image")].filter(each => {
        const box = each.getBoundingClientRect();
        return box.left < all.left - 2 || box.right > all.right + 2
            || box.top < all.top - 2 || box.bottom > all.bottom + 2;
    }).map(each => each.outerHTML.slice(0, 200));
}"""
"""The parts of a drawing that reach out of it and so are cut."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def window(own_case_window: Window) -> Window:
    """The tagged accounts are collected into the first case, and there are copies of their pictures."""

    def collect(conn: sqlite3.Connection) -> None:
        number = cases.new(conn, "Operation", text_of(now()))
        rows = conn.execute("SELECT DISTINCT account FROM account_tags WHERE tag = ?", (TAG,))
        accounts = [row["account"] for row in rows]
        actions.collect(conn, number, accounts, now())
        add_copies(conn, np.array(accounts, np.int64))

    own_case_window.companion.write(collect)
    return own_case_window


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def drawn(window: Window) -> Page:
    return await window.open("#/cases/1", width=1280)


@pytest_asyncio.fixture(loop_scope="session")
async def case_page(drawn: Page) -> Page:
    """The case's page with all its figures, which take a while to draw: for tests that leave what others look at."""
    await drawn.emulate_media(color_scheme="light")
    return drawn


def figure(page: Page, name: str) -> Locator:
    return page.locator(f".one-figure.{name}")


async def saved(page: Page, name: str, kind: str) -> tuple[str, bytes]:
    """The name of the file, and what is in it."""
    async with page.expect_download() as download:
        await figure(page, name).get_by_role("button", name=kind, exact=True).click()
    value = await download.value
    return value.suggested_filename, await downloaded(value)


async def test_all_of_the_case_stand_on_its_page(case_page: Page) -> None:
    page = case_page
    await expect(page.locator(".one-figure")).to_have_count(len(NAMES))
    for name in NAMES:
        await expect(figure(page, name).locator(".drawing svg.figure")).to_be_visible()
        box = await figure(page, name).locator("svg.figure").bounding_box()
        assert box is not None
        assert box["width"] > 600
        assert box["height"] > 100
        heading = await figure(page, name).locator(".what").inner_text()
        await expect(figure(page, name).get_by_role("group", name=heading, exact=True)).to_have_count(1)
        assert await figure(page, name).locator("svg.figure").evaluate(BEYOND) == []
    await expect(figure(page, "aligned_faces").locator("h2")).to_contain_text("profile pictures sit where StyleGAN")
    await figure(page, "groups").get_by_text("What this rests on").click()
    rests = figure(page, "groups").locator(".rests-on")
    await expect(rests.locator("p").first).to_contain_text("accounts on Facebook")
    await expect(rests.locator("h3")).to_have_text(["Sample", "How to read it", "Limits"])
    await expect(rests.get_by_text("constant Potts model").first).to_be_hidden()
    assert await faults(page) == []
    await page.emulate_media(color_scheme="dark")
    assert await faults(page) == []
    assert await threw(page) == []


@pytest.mark.parametrize(
    ("place", "asked", "said", "then"),
    [
        (f"#/figures?tag={TAG}", "**/figures", "Drawing the figures …", ".one-figure"),
        ("#/report?case=1", "**/cases/1/report?*", "Reading what the report of this case has …", ".sections li"),
    ],
)
async def test_what_is_waited_for_is_said(window: Window, place: str, asked: str, said: str, then: str) -> None:
    page = await window.open("#/cases")
    let = asyncio.Event()

    async def hold(route: Route) -> None:
        await let.wait()
        await route.continue_()

    await page.route(asked, hold)
    await page.goto(page.url.split("#")[0] + place)
    await expect(page.get_by_text(said)).to_be_visible()
    assert await faults(page) == []
    let.set()
    await expect(page.locator(then).first).to_be_visible()
    await expect(page.get_by_text(said)).to_have_count(0)


async def test_a_long_list_of_those_put_into_a_case_is_folded(case_page: Page) -> None:
    page = case_page
    members = page.locator("section", has=page.get_by_role("heading", name="Put into it by hand"))
    await expect(members.locator("summary")).to_contain_text("accounts")
    await expect(members.get_by_role("button", name="Take out").first).to_be_hidden()
    await members.locator("summary").click()
    await expect(members.get_by_role("button", name="Take out").first).to_be_visible()
    await members.locator("summary").click()


async def test_they_are_saved(case_page: Page) -> None:
    page = case_page
    await expect(figure(page, "activity").locator("svg.figure")).to_be_visible()
    name, svg = await saved(page, "activity", "SVG")
    assert name == "eyeline-Operation-activity.svg"
    root = ElementTree.fromstring(svg)
    name, png = await saved(page, "activity", "PNG")
    assert name == "eyeline-Operation-activity.png"
    image = Image.open(io.BytesIO(png))
    assert image.size == (2 * round(float(root.attrib["width"])), 2 * round(float(root.attrib["height"])))
    assert len(image.convert("RGB").getcolors(1_000_000) or []) > 10
    assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    name, table = await saved(page, "activity", "CSV")
    assert name == "eyeline-Operation-activity.csv"
    assert {row["by"] for row in csv.DictReader(io.StringIO(table.decode()))} == {"day", "month", "weekday", "hour"}
    await expect(figure(page, "superimposed").locator("svg.figure")).to_be_visible()
    name, gif = await saved(page, "superimposed", "GIF")
    assert name == "eyeline-Operation-superimposed.gif"
    assert getattr(Image.open(io.BytesIO(gif)), "n_frames", 1) > 8
    assert await threw(page) == []


async def test_a_time_is_narrowed_by_dragging_and_by_its_days(case_page: Page) -> None:
    page = case_page
    activity = figure(page, "activity")
    ground = activity.locator(".dragged .ground")
    await expect(ground).to_be_visible()
    whole = await activity.locator("h2").inner_text()
    await ground.scroll_into_view_if_needed()
    box = await ground.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    await page.mouse.move(box["x"] + box["width"] * 0.5, middle)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.75, middle, steps=4)
    await page.mouse.up()
    await expect(activity.locator("h2")).to_contain_text("accounts were last active from")
    await activity.get_by_label("From").fill("2020-07-20")
    await expect(activity.locator("h2")).to_contain_text("from Jul 20, 2020")
    await activity.get_by_role("button", name="The whole time").click()
    await expect(activity.locator("h2")).to_have_text(whole)


async def shown_of(page: Page) -> int:
    """How many accounts the table has."""
    return len(await page.evaluate("() => new URLSearchParams(location.hash.split('?')[1]).get('accounts').split(',')"))


async def test_each_leads_to_exactly_its_accounts_and_back(window: Window) -> None:
    page = await window.open("#/cases/1", width=1280)
    words = figure(page, "words")
    await expect(words.locator("svg.figure")).to_be_visible()
    see = words.get_by_role("link", name="See these")
    count = re.search(r"\d+", await see.inner_text())
    assert count
    await see.press("Enter")
    only = page.locator(".only-listed")
    await expect(only).to_contain_text(f"Only The same words ({count[0]} accounts)")
    await expect(page.get_by_text(f"Tick all {count[0]}")).to_be_visible()
    assert await shown_of(page) == int(count[0])
    assert await faults(page) == []
    await page.go_back()
    await expect(words.locator("svg.figure")).to_be_visible()
    await words.get_by_text("See the accounts of one part of it").click()
    first = words.locator(".whom li a").first
    label = await first.inner_text()
    await first.press("Enter")
    await expect(only).to_contain_text(f"The same words: {label}")
    of_first = await shown_of(page)
    assert f"({of_first})" in label
    await page.go_back()
    await expect(words.locator("svg.figure")).to_be_visible()
    await words.locator("[data-part='0'] .own").first.click()
    await expect(only).to_contain_text(f"The same words: {label}")
    assert await shown_of(page) == of_first
    await page.get_by_role("button", name="Show all again").click()
    await expect(only).to_have_count(0)
    await expect(page.locator("select[name=case]")).to_have_value("1")
    await page.go_back()
    await expect(only).to_be_visible()


async def test_clearing_the_filters_stays_in_the_case(window: Window) -> None:
    page = await window.open("#/accounts?case=1&search=zzz&named=x")
    await page.get_by_role("button", name="Clear filters").click()
    await expect(page.locator("select[name=case]")).to_have_value("1")
    await expect(page.get_by_role("button", name="Clear filters")).to_have_count(0)
    await page.goto(page.url.split("#")[0] + "#/cases/1")
    await expect(page.get_by_text("put in by hand or from files")).to_be_visible()
    await expect(page.get_by_text("othing recorded")).to_have_count(0)


async def test_a_slider_draws_anew(case_page: Page) -> None:
    page = case_page
    friends = figure(page, "friends")
    slider = friends.get_by_role("slider")
    await expect(slider).to_be_visible()
    before = await friends.locator("h2").inner_text()
    await slider.fill(await slider.get_attribute("min") or "2")
    await expect(friends.locator("h2")).not_to_have_text(before)
    await expect(friends.locator("svg.figure")).to_be_visible()


async def test_one_is_put_into_the_report_as_it_is(case_page: Page) -> None:
    page = case_page  # the last that looks at it: it goes on to the report, and draws no more when something changes
    activity = figure(page, "activity")
    await expect(activity.locator("svg.figure")).to_be_visible()
    await activity.get_by_label("From").fill("2020-08-01")
    await expect(activity.locator("h2")).to_contain_text("from Aug 1, 2020")
    await activity.get_by_role("button", name="Put into the report").click()
    await activity.get_by_role("link", name="Open the report").click()
    await expect(page.get_by_text("drawn as it was put into the report")).to_have_count(1)
    await page.get_by_role("button", name="None", exact=True).click()
    await page.get_by_label("Last activity, the figure: take it into the report").check()
    await page.get_by_role("button", name="Make the report").click()
    await expect(page.get_by_text("The report has 1 figure and no analysis")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Save it").click()
    source = (await downloaded(await download.value)).decode()
    assert "from Aug 1, 2020" in source
    assert source.count("<figure id=") == 1


async def put_into_a_new_case(page: Page, window: Window) -> None:
    """The page is of a tag on Instagram: its accounts become a case, and the other figures go into its report, too."""
    whose = figure(page, "follows_inside").get_by_label("Caso", exact=True)
    await whose.select_option("Un caso nuevo con estas cuentas…")
    named = figure(page, "follows_inside").get_by_label("Nombre del caso nuevo")
    await expect(named).to_have_value(f"{TAG} Instagram")
    await named.press("Enter")
    await expect(figure(page, "follows_inside").get_by_role("link", name="Abrir el informe")).to_be_visible()
    await expect(figure(page, "words").get_by_label("Caso", exact=True)).to_have_text(re.compile(f"{TAG} Instagram"))
    [made] = window.companion.rows("SELECT id FROM cases WHERE name = ?", [f"{TAG} Instagram"])
    await expect(figure(page, "words").get_by_label("Caso", exact=True)).to_have_value(str(made["id"]))
    tagged = "FROM account_tags JOIN accounts ON accounts.id = account WHERE tag = ? AND platform = 'instagram'"
    assert window.companion.rows(
        "SELECT account FROM case_accounts WHERE case_id = ? ORDER BY account", [made["id"]]
    ) == window.companion.rows(f"SELECT DISTINCT account {tagged} ORDER BY account", [TAG])


async def all_are_saved_at_once(page: Page) -> None:
    drawn = await page.locator(".one-figure svg.figure").count()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Guardar todas las figuras").click()
    value = await download.value
    assert value.suggested_filename == f"eyeline-{TAG}-instagram-figures.zip"
    with zipfile.ZipFile(io.BytesIO(await downloaded(value))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names)) == 3 * drawn
        assert {name.rpartition(".")[2] for name in names} == {"png", "svg", "csv"}
        stem = f"eyeline-{TAG}-instagram-follows-inside"
        assert ElementTree.fromstring(archive.read(f"{stem}.svg")).tag.endswith("svg")
        assert Image.open(io.BytesIO(archive.read(f"{stem}.png"))).width > 1000
        assert len(list(csv.reader(io.StringIO(archive.read(f"{stem}.csv").decode())))) > 1


async def test_of_any_selection_in_any_language_and_width(window: Window) -> None:
    page = await window.open(f"#/figures?tag={TAG}&platform=instagram", language="es", width=480)
    await expect(figure(page, "follows_inside").locator("svg.figure")).to_be_visible()
    await expect(page.get_by_role("heading", name="Figuras", exact=True)).to_be_visible()
    for name in NAMES:
        await expect(figure(page, name).locator(":is(svg.figure, .little)").first).to_be_visible()
    await put_into_a_new_case(page, window)
    scrolled, shown = await page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert scrolled <= shown
    assert await faults(page) == []
    await all_are_saved_at_once(page)
    await page.goto(page.url.split("#")[0] + "#/figures?search=nobody-is-called-so")
    for name in NAMES:
        await expect(figure(page, name).locator(".little")).to_be_visible()
