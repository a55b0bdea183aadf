"""The open card, read out of its closed shadow root."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .browsers.browser import Page
from .patience import until

HOST = "[data-eyeline=card]"
READ = """(root, host) => {
    const card = root.querySelector("[role=dialog]");
    const box = card.getBoundingClientRect();
    const canvas = root.querySelector("canvas");
    const colours = new Set();
    let yellow = 0;
    if (canvas && canvas.width && canvas.height) {
        const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 0; i < data.length; i += 4) {
            colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
            if (data[i] > 225 && Math.abs(data[i + 1] - 183) < 25 && data[i + 2] < 60) yellow++;
        }
    }
    return {
        text: card.innerText,
        name: root.querySelector(".name").textContent,
        elements_in_name: root.querySelector(".name").childElementCount,
        colours: colours.size,
        yellow,
        background: getComputedStyle(card).backgroundColor,
        width: box.width,
        height: box.height,
        left: box.left,
        top: box.top,
        focused: root.activeElement === card,
    };
}"""


@dataclass(frozen=True)
class Card:
    """What the card shows. ``colours``: of its drawing, 0 for none; ``yellow``: how many pixels are its line's."""

    text: str
    name: str
    elements_in_name: int
    colours: int
    yellow: int
    background: str
    width: float
    height: float
    left: float
    top: float
    focused: bool

    def distance_from(self, x: float, y: float) -> float:
        """From a point to the card's nearest edge, in CSS pixels; 0 for a point that the card covers."""
        across = max(self.left - x, 0, x - self.left - self.width)
        down = max(self.top - y, 0, y - self.top - self.height)
        return math.hypot(across, down)

    def lies_within(self, width: float, height: float) -> bool:
        return 0 <= self.left <= width - self.width and 0 <= self.top <= height - self.height


async def cards(page: Page) -> list[Card]:
    return [Card(**found) for found in await page.call_in_shadows(HOST, READ)]


async def open_card(page: Page) -> Card:
    """The one card, as soon as it has its drawing and has found its place within the window."""
    width, height = await page.call("() => [innerWidth, innerHeight]")

    def settled(found: list[Card]) -> bool:
        return len(found) == 1 and found[0].colours > 0 and found[0].lies_within(width, height)

    [card] = await until(lambda: cards(page), settled, f"the card with its drawing, within {width} × {height}")
    return card


async def overflows(page: Page) -> bool:
    """Whether one has to scroll within the card to see all of it."""
    [found] = await page.call_in_shadows(
        HOST, "root => { const card = root.querySelector('section'); return card.scrollHeight > card.clientHeight; }"
    )
    return bool(found)


async def card_closed(page: Page) -> None:
    await until(lambda: cards(page), lambda found: not found, "the card to close")
