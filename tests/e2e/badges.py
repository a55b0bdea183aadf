"""The badges and the card as they stand in the rendered page, read out of their closed shadow roots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .browsers.browser import Page
from .patience import SECONDS, until

HOSTS = "[data-eyeline=badge]"
READ = """(root, host) => {
    const button = root.querySelector("button");
    const box = button.getBoundingClientRect();
    let beside = host.parentElement;
    while (beside && !beside.textContent.trim()) beside = beside.parentElement;
    return {
        beside: beside?.textContent.trim() ?? "",
        shape: button.dataset.shape,
        reused: button.dataset.signs.includes("reused"),
        network: button.dataset.signs.includes("network"),
        label: button.getAttribute("aria-label"),
        drawn: root.querySelectorAll("svg *").length,
        x: box.x + box.width / 2,
        y: box.y + box.height / 2,
        width: box.width,
        height: box.height,
    };
}"""


@dataclass(frozen=True)
class Badge:
    """``beside`` is the text that it stands with; ``x`` and ``y`` are its middle in the viewport.

    ``reused``: it has the sign of a picture that others have too. ``network``: that of a group that stands out.
    """

    beside: str
    shape: str
    reused: bool
    network: bool
    label: str
    drawn: int
    x: float
    y: float
    width: float
    height: float

    @property
    def shown(self) -> bool:
        """It takes place on the page and has a drawing in it."""
        return self.width > 0 and self.height > 0 and self.drawn > 0


async def badges(page: Page) -> list[Badge]:
    return [Badge(**found) for found in await page.call_in_shadows(HOSTS, READ)]


async def badges_when(
    page: Page, come: Callable[[list[Badge]], bool], what: str, seconds: float = SECONDS
) -> list[Badge]:
    """The badges as soon as they are as they must become."""
    return await until(lambda: badges(page), come, what, seconds)


def measured(count: int) -> Callable[[list[Badge]], bool]:
    """So many badges, none of which waits."""
    return lambda found: len(found) == count and all(badge.shape not in ("waiting", "asleep") for badge in found)
