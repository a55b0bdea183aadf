"""The graph of everybody in the simulated case, 18,539 accounts and 131,700 edges."""

from __future__ import annotations

from playwright.async_api import Page

from tests.e2e.patience import until

from .window import Window, threw

EVERY_VERTEX = 2 * 131_700

WATCHED = """
window.parts = [];
let frame = 0;
const count = () => requestAnimationFrame(() => { frame += 1; count(); });
count();
const draw = WebGL2RenderingContext.prototype.drawArrays;
WebGL2RenderingContext.prototype.drawArrays = function (mode, first, vertices) {
    if (mode === this.LINES) window.parts.push({frame, first, vertices});
    return draw.call(this, mode, first, vertices);
};
"""


async def drawn(page: Page) -> list[tuple[int, int, int]]:
    """The frame, the first vertex and the number of vertices of each part of the edges, in the order drawn."""
    parts = await page.evaluate("() => window.parts")
    return [(part["frame"], part["first"], part["vertices"]) for part in parts]


async def test_its_edges_are_drawn_part_by_part(case_window: Window) -> None:
    page = await case_window.open("#/today", width=1280)
    await page.add_init_script(WATCHED)
    await page.goto(f"{case_window.companion.url}/app/#/graph")
    await page.reload()
    await page.wait_for_selector('.stage .canvas[aria-busy="false"]')
    parts = await drawn(page)
    frames, firsts, vertices = zip(*parts, strict=True)
    assert len(set(frames)) == len(parts), "one part a frame"
    assert max(vertices) <= 40_000
    assert list(firsts) == [sum(vertices[:part]) for part in range(len(parts))], "each once, one after the other"
    assert sum(vertices) == EVERY_VERTEX

    await page.set_viewport_size({"width": 1180, "height": 860})
    await until(
        lambda: drawn(page),
        lambda now: len(now) > len(parts) and sum(now[-1][1:]) == EVERY_VERTEX,
        "all of them for another width",
    )
    assert await threw(page) == []
