"""Make the pictures of docs/pictures anew, in Chromium: the real extension on the companion's own demo, and the
companion's window on a simulated case.

Needs what ``scripts/test.py`` sets up.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from companion.demo.people import HOST, PEOPLE, Portrait
from companion.demo.portraits import Portraits
from companion.demo.world.shape import Shape
from companion.vision.cells import measured_cells, readable
from companion.vision.sheet import Grid, png_sheet
from scripts.environment.command import ROOT
from scripts.simulate import simulate
from tests.e2e.badges import badges_when
from tests.e2e.browsers.browser import installed
from tests.e2e.browsers.chromium import ADVICE, NAMES, PLACES
from tests.e2e.build import built_extensions
from tests.e2e.card import open_card
from tests.e2e.stage import Stage, staged
from tests.e2e.window.window import browser_at, window_of

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1100, 860
SEED = 7
SHEETS = {
    Portrait.cropped: "A photograph as people crop it: the eyes sit anywhere",
    Portrait.aligned: "As StyleGAN places faces: all eyes on one line",
}
IN_A_SHEET, CELL = 7, 144


async def badge_and_card(stage: Stage) -> None:
    """Badges in the friend list, and the card of the first strong one."""
    aligned = {person.name for person in PEOPLE if person.portrait is Portrait.aligned}
    page = await stage.open(f"{stage.companion.url}/demo/@{HOST.handle}/friends")
    await page.resize(WIDTH, HEIGHT)
    found = await badges_when(
        page,
        lambda seen: any(badge.shape == "strong" for badge in seen) and all(b.shape != "waiting" for b in seen),
        "the badges of the first friends",
    )
    first = next(b for b in found if b.shape == "strong" and any(b.beside.startswith(name) for name in aligned))
    await page.click_at(first.x, first.y)
    await open_card(page)
    await page.screenshot(PICTURES / "badge-and-card.png")


async def graph(folder: Path) -> None:
    """The network of a simulated case's accounts with more than ordinary evidence."""
    simulate(folder, Shape(), SEED)
    async with browser_at(installed(NAMES, PLACES, ADVICE)) as browser, window_of(folder, browser) as window:
        page = await window.open("#/graph?level=some&kinds=friend,shared", height=HEIGHT)
        await page.locator(".stage .canvas canvas").first.wait_for()
        await page.get_by_text("Laying out:").wait_for(state="hidden")
        await page.screenshot(path=PICTURES / "graph.png")


def contact_sheets(folder: Path) -> None:
    """The demo's photograph as people crop it, and as StyleGAN's procedure does: lines where each set's eyes sit."""
    portraits = Portraits(folder)
    sheets = []
    for kind, title in SHEETS.items():
        (chosen := folder / kind.value).mkdir()
        numbers = [person.number for person in PEOPLE if person.portrait is kind][:IN_A_SHEET]
        for number in numbers:
            (chosen / f"{number:02}.jpg").write_bytes(portraits.jpeg(number))
        grid = Grid.of(len(numbers), columns=len(numbers), side=CELL)
        with closing(measured_cells(sorted(chosen.iterdir()), grid.side, 1)) as cells:
            png_sheet(readable(cells, lambda: None, []), grid, title, path := chosen.with_suffix(".png"))
        sheets.append(Image.open(path))
    both = Image.new("RGB", (max(each.width for each in sheets), sum(each.height for each in sheets)), "white")
    top = 0
    for each in sheets:
        both.paste(each, (0, top))
        top += each.height
    both.save(PICTURES / "contact-sheets.jpg", quality=88)


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contact_sheets(folder)
        async with staged("chromium", built_extensions(folder), folder) as stage:
            await stage.pair()
            await badge_and_card(stage)
        (folder / "case").mkdir()
        await graph(folder / "case")


if __name__ == "__main__":
    asyncio.run(main())
