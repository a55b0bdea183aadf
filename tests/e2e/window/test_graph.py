"""The graph on the simulated case: drawn live, over time, down to the captures behind an edge; and as a picture."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest
import pytest_asyncio
from numpy.typing import NDArray
from PIL import Image
from playwright.async_api import Page, expect

from companion.core.colours import COMMUNITY_COLOURS
from companion.imports.format import preview_file
from tests.e2e.patience import until

from .conftest import TAG
from .window import Window, downloaded, faults, threw

SUSPECTS = f"#/graph?tag={TAG}&level=some"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def page(own_case_window: Window) -> AsyncIterator[Page]:
    """One page, laid out."""
    opened = await own_case_window.open(SUSPECTS)
    await expect(opened.get_by_role("button", name="Lay out anew")).to_be_visible()
    yield opened
    await opened.context.close()


async def counts(page: Page) -> tuple[int, int]:
    text = (await page.locator("main header p[role=status]").inner_text()).replace(",", "")
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers[0], numbers[-1]  # of all of them, or of so many of each


async def unfold(page: Page) -> None:
    """Open what the drawing's tools have folded, if it is not open."""
    tools = page.locator(".tools details")
    if await tools.get_attribute("open") is None:
        await tools.locator("summary").click()


async def saved_svg(page: Page) -> str:
    await unfold(page)
    async with page.expect_download() as svg:
        await page.get_by_role("button", name="Save SVG").click()
    return (await downloaded(await svg.value)).decode()


async def test_it_says_of_how_much_it_shows_what(page: Page) -> None:
    nodes, edges = await counts(page)
    assert 100 < nodes <= 1051
    assert edges > 200
    await expect(page.locator(".legend")).to_contain_text("inside a community")
    canvas = await page.locator('.canvas[aria-busy="false"]').screenshot()
    assert len(canvas) > 5000, "something is drawn"
    assert await threw(page) == []


WRITTEN = """
window.written = new Set();
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...more) {
    window.written.add(text);
    return fill.call(this, text, ...more);
};
"""


async def test_communities_are_named_at_first_sight_and_the_legend_stands_whole(case_window: Window) -> None:
    page = await case_window.open("#/today", width=1280)
    await page.add_init_script(WRITTEN)
    await page.goto(f"{case_window.companion.url}/app/#/graph?tag={TAG}")
    await page.reload()
    await page.wait_for_selector('.stage .canvas[aria-busy="false"]')
    named = await page.evaluate("() => [...window.written].filter(text => text.startsWith('“'))")
    assert len(named) > 3
    legend = page.locator(".legend")
    await expect(legend).to_contain_text(named[0])
    left = "legend => [legend, legend.parentElement].map(each => each.scrollHeight - each.clientHeight)"
    assert await legend.evaluate(left) == [0, 0], "nothing of it is cut"
    await page.set_viewport_size({"width": 1280, "height": 500})
    bottom = await legend.evaluate("legend => legend.getBoundingClientRect().bottom")
    assert bottom <= await page.locator(".stage aside").evaluate("aside => aside.getBoundingClientRect().bottom") + 1
    await page.context.close()


async def test_the_places_are_kept(page: Page, own_case_window: Window) -> None:
    nodes, _ = await counts(page)

    async def drawn() -> int:
        return int(own_case_window.companion.rows("SELECT count(*) AS n FROM drawn_places")[0]["n"])

    await until(drawn, lambda kept: kept == nodes, f"the places of {nodes} accounts")


@pytest.mark.parametrize(("width", "height", "least"), [(1280, 860, 0.75), (640, 430, 0.6)])
async def test_the_drawing_has_most_of_the_window(
    own_case_window: Window, width: int, height: int, least: float
) -> None:
    """Half the size is what a zoom of 200 % leaves of it."""
    page = await own_case_window.open(SUSPECTS, width=width, height=height)
    await expect(page.locator(".stage .canvas canvas").first).to_be_visible()
    await expect(page.locator("nav .jobs")).to_have_count(0)
    box = await page.locator(".stage .canvas").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    assert box["width"] * box["height"] >= least * width * height
    choices = page.locator(".choices")
    await expect(choices.locator("summary")).to_contain_text(f"Tag: {TAG}")
    await expect(choices.locator("select[name=colour]")).to_be_hidden()
    await choices.locator("summary").click()
    await choices.locator("select[name=colour]").select_option("level")
    await expect(choices.locator("summary")).to_contain_text("Colour: evidence")
    assert await faults(page) == []
    await choices.locator("select[name=colour]").press("Escape")
    await expect(choices.locator("select[name=colour]")).to_be_hidden()
    await expect(choices.locator("summary")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "es", "pt-BR"])
async def test_narrow_windows_show_the_graph_first(case_window: Window, language: str) -> None:
    """Its tools are folded, and what they do is seen in the drawing."""
    width, height = 360, 860
    page = await case_window.open(SUSPECTS, language=language, width=width, height=height)
    await page.wait_for_selector('.stage .canvas[aria-busy="false"]')
    box = await page.locator(".stage").bounding_box()
    assert box is not None
    assert box["width"] * box["height"] >= 0.75 * width * height
    for over in (".tools", ".times", ".stage aside"):
        row = await page.locator(over).bounding_box()
        assert row is not None
        assert row["height"] < 50, f"{over} is one row"
    await page.locator(".tools summary").click()
    assert await faults(page) == []
    await page.locator(".tools button[title][aria-pressed]").click()
    await expect(page.locator(".stage .lasso")).to_be_visible()
    await expect(page.locator(".tools .card")).to_be_hidden()
    assert await page.evaluate("() => document.documentElement.scrollWidth") <= width
    now = await page.locator("nav .to[aria-current]").bounding_box()
    assert now is not None
    assert 0 < now["x"] < width - now["width"], "the view that is shown is in view"
    await page.context.close()


async def test_a_second_look_at_it_is_the_same(page: Page, own_case_window: Window) -> None:
    again = await own_case_window.open(SUSPECTS)
    await expect(again.get_by_role("button", name="Lay out anew")).to_be_visible()
    first, second = [re.findall(r'c[xy]="([\d.]+)"', await saved_svg(each)) for each in (page, again)]
    assert len(first) == len(second) > 200
    assert max(abs(float(one) - float(other)) for one, other in zip(first, second, strict=True)) < 0.2


async def test_an_account_is_found_looked_at_and_its_community_ticked(page: Page) -> None:
    name = await page.locator("#graph-accounts option").first.get_attribute("value")
    assert name is not None
    find = page.get_by_role("combobox", name="Find an account")
    await find.fill(name)
    await find.press("Enter")
    panel = page.locator("aside .panel")
    await expect(panel).to_contain_text(name)
    nodes, _ = await counts(page)
    near = (await saved_svg(page)).count("<circle")  # the camera comes nearer: what is seen is saved
    while near >= nodes:
        near = (await saved_svg(page)).count("<circle")
    assert near > 0
    await page.locator(".tools summary").click()
    await page.get_by_role("button", name="Fit to view").click()
    assert (await saved_svg(page)).count("<circle") >= nodes
    await page.locator(".tools summary").click()
    await panel.get_by_role("button", name=re.compile("Only its edges")).click()
    await expect(panel.get_by_role("button", name="All edges again")).to_be_visible()
    await panel.get_by_role("button", name="All edges again").click()
    await panel.get_by_role("button", name="Only this account and its neighbours").click()
    assert 1 < (await saved_svg(page)).count("<circle") < nodes
    await page.locator(".tools summary").click()
    await page.get_by_role("button", name="Show everybody again").click()
    assert (await saved_svg(page)).count("<circle") >= nodes
    await page.locator(".tools summary").click()
    await panel.get_by_role("button", name="Hide here").click()
    await page.get_by_role("button", name="Show 1 hidden account again").click()
    assert await faults(page) == []


async def test_it_is_narrowed_and_coloured_by_what_is_measured(own_case_window: Window) -> None:
    page = await own_case_window.open(f"{SUSPECTS}&colour=betweenness&size=core&label=handle")
    legend = page.locator(".legend")
    await expect(legend).to_contain_text("Betweenness")
    await expect(legend.locator("li").first).to_contain_text("or more")
    await unfold(page)
    before = await legend.locator("li").all_inner_texts()
    await page.get_by_role("checkbox", name="Only the largest part").check()
    await expect(legend).not_to_contain_text(before[0])
    lite = page.get_by_role("link", name="Open in Gephi Lite")
    assert await lite.get_attribute("href") == "https://lite.gephi.org/"
    await page.context.route("https://lite.gephi.org/**", lambda route: route.abort())
    async with page.expect_download() as saved, page.context.expect_page() as opened:
        await lite.click()
    assert (await downloaded(await saved.value)).startswith(b"<?xml")
    await (await opened.value).close()
    assert await faults(page) == []
    assert await threw(page) == []


async def test_accounts_within_a_lasso_are_ticked(own_case_window: Window) -> None:
    page = await own_case_window.open(SUSPECTS)
    await expect(page.locator(".stage .canvas canvas").first).to_be_visible()
    nodes, _ = await counts(page)
    await page.get_by_role("button", name="Lasso").click()
    await page.mouse.move(190, 150)
    await page.mouse.down()
    for x, y in ((1170, 150), (1170, 780), (190, 780)):
        await page.mouse.move(x, y, steps=4)
    await page.mouse.up()
    await expect(page.locator("nav .ticked p")).to_contain_text(re.compile(r"\d"))
    ticked = int(re.sub(r"\D", "", await page.locator("nav .ticked p").inner_text()))
    assert nodes / 3 < ticked <= nodes
    await expect(page.locator(".lasso")).to_have_count(0)
    assert await threw(page) == []


async def coloured(page: Page, part: tuple[int, int, int, int]) -> int:
    """How many pixels that a person sees between left, top, right and bottom are of a colour, and not grey.

    Of the whole page, since a clipped picture is put together otherwise.
    """
    seen = np.asarray(Image.open(io.BytesIO(await page.screenshot())).convert("RGB").crop(part), dtype=int)
    return int((seen.max(axis=2) - seen.min(axis=2) > 40).sum())


async def test_the_edges_that_are_shown_are_a_table_of_which_one_is_chosen(own_case_window: Window) -> None:
    page = await own_case_window.open(SUSPECTS)
    await expect(page.locator(".stage .canvas canvas").first).to_be_visible()
    _, edges = await counts(page)
    above = (200, 100, 900, 450)
    before = await coloured(page, above)
    await page.get_by_role("button", name="Tables", exact=True).click()
    accounts = page.get_by_role("region", name="The accounts shown")
    await expect(accounts.get_by_role("row").nth(1)).to_be_visible()
    await accounts.get_by_role("button").first.click()
    await expect(page.locator("aside .panel")).to_contain_text(await accounts.get_by_role("button").first.inner_text())
    await page.get_by_role("button", name="Edges", exact=True).click()
    table = page.locator(".edge-table")
    await expect(table.locator(".soft").first).to_have_text(f"{edges:,} of {edges:,}, the heaviest first")
    first = table.locator("tbody tr").nth(0)
    names = [await first.locator("bdi").nth(end).inner_text() for end in (0, 1)]
    await first.get_by_role("button").click()
    panel = page.locator("aside .panel")
    for name in names:
        await expect(panel).to_contain_text(name)
    await expect(table.locator("tr.is-ticked")).to_have_count(1)
    after = await coloured(page, above)
    assert after > 0.9 * before > 0, "the table hides only what is behind it"
    assert await faults(page) == []
    await table.get_by_role("button", name="Close").click()
    await expect(table).to_have_count(0)
    assert await threw(page) == []


async def test_time_is_a_slider_that_plays(page: Page) -> None:
    times = page.locator(".times")
    await times.get_by_role("button", name="Play").click()
    await expect(times.locator("output")).to_contain_text("As of")
    await times.get_by_role("button", name="Pause").click()
    await times.get_by_role("checkbox").check()
    await expect(page.locator(".legend")).to_contain_text("ended since")
    await times.get_by_role("button", name="All times").click()
    await expect(times.locator("output")).to_have_text("All times")


async def test_it_is_saved_as_it_is_drawn(page: Page, tmp_path: Path) -> None:
    text = await saved_svg(page)
    nodes, edges = await counts(page)
    names = await page.locator(".legend li bdi").all_inner_texts()
    dots = await page.locator(".legend li circle").count()
    assert text.count("<circle") == nodes + dots
    assert len(names) > await page.locator(".legend li:has(circle)").count(), "edges, too"
    words = " ".join(re.findall(r">([^<>]+)</text>", text))  # long rows stand in several lines
    assert all(f"{name} (" in words for name in names)
    assert "<script" not in text
    async with page.expect_download() as png:
        await page.get_by_role("button", name="Save PNG").click()
    assert (await downloaded(await png.value)).startswith(b"\x89PNG")
    async with page.expect_download() as gexf:
        await page.get_by_role("button", name="Save GEXF").click()
    saved = tmp_path / "graph.gexf"
    saved.write_bytes(await downloaded(await gexf.value))
    looks = ElementTree.parse(saved).getroot().iter("{http://gexf.net/1.3/viz}position")
    assert len(list(looks)) == nodes
    assert b' hex="' not in saved.read_bytes(), "networkx knows red, green and blue only"
    read = preview_file("gexf", saved)
    assert (read.accounts, read.edges, read.rows_left_out) == (nodes, edges, 0)


async def test_a_neighbourhood_of_one_account(own_case_window: Window) -> None:
    row = own_case_window.companion.rows("SELECT source, target FROM edges WHERE kind = 'friend' LIMIT 1")[0]
    page = await own_case_window.open(f"#/graph?around={row['source']}&kinds=friend")
    await expect(page.locator("main header p[role=status]")).to_contain_text("accounts")
    nodes, edges = await counts(page)
    assert nodes >= 2
    assert edges >= 1


async def discs(page: Page) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where both of two accounts are drawn on the page, x and y in pixels."""
    picture = cv2.imdecode(np.frombuffer(await page.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    colour = [int(COMMUNITY_COLOURS[0][at : at + 2], 16) for at in (5, 3, 1)]
    drawn = (np.abs(picture.astype(int) - colour).max(axis=2) < 3).astype(np.uint8)
    *_, found, centres = cv2.connectedComponentsWithStats(drawn)
    # The first is what is not drawn; the legend's dot is smaller than both.
    order = 1 + np.argsort(-found[1:, cv2.CC_STAT_AREA])
    return centres[order[0]], centres[order[1]]


async def test_an_edge_is_clicked_where_it_is_drawn(own_case_window: Window) -> None:
    lonely = "SELECT source FROM edges WHERE kind = 'friend' AND source NOT IN (SELECT target FROM edges) "
    row = own_case_window.companion.rows(f"{lonely} GROUP BY source HAVING count(*) = 1 LIMIT 1")[0]
    page = await own_case_window.open(f"#/graph?around={row['source']}&kinds=friend")
    await expect(page.get_by_role("button", name="Lay out anew")).to_be_visible()
    assert await counts(page) == (2, 1)
    await expect(page.locator(".canvas canvas").first).to_be_visible()
    one, other = await discs(page)
    curve = re.search(r"M([\d.]+) ([\d.]+)Q([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", await saved_svg(page))
    assert curve is not None
    start, bend, end = np.array([float(each) for each in curve.groups()]).reshape(3, 2)
    to_the_side = (2 * bend - start - end) / 4 * np.linalg.norm(other - one) / np.linalg.norm(end - start)
    x, y = (one + other) / 2 + to_the_side
    await page.locator(".tools summary").click()
    await page.mouse.click(x, y)
    panel = page.locator("aside .panel")
    await expect(panel).to_contain_text("What this edge rests on")
    await panel.get_by_role("link", name=re.compile("^friends of .+ seen$")).first.click()
    await expect(page.locator(".accounts-table .note")).to_contain_text("Seen in one list: friends of")
    await expect(page.locator(".accounts-table header [role=status]")).to_contain_text(re.compile(r"\d account"))
    assert await threw(page) == []


async def test_without_webgl_it_is_a_picture(own_case_window: Window) -> None:
    page = await own_case_window.open("#/today")
    await page.evaluate("HTMLCanvasElement.prototype.getContext = () => null")
    await page.evaluate(f"location.hash = '{SUSPECTS}'")
    await expect(page.locator(".static-picture")).to_contain_text("cannot draw the graph live")
    await expect(page.locator(".static-picture img")).to_have_js_property("complete", True)
    assert await page.locator(".static-picture img").evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize(("language", "scheme", "width"), [("es", "dark", 480)])
async def test_nothing_stands_in_the_way_of_anybody(
    own_case_window: Window, language: str, scheme: str, width: int
) -> None:
    page = await own_case_window.open(SUSPECTS, language=language, scheme=scheme, width=width)
    await expect(page.locator(".legend")).to_contain_text("dentro de una comunidad")
    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await threw(page) == []
