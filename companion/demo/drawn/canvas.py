"""What every motif is drawn with: a large canvas that is scaled down at the end, and a few colours that go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageColor, ImageDraw

SIDE = 400
SCALE = 2
"""The canvas is this many times larger, so that edges come out smooth."""

Colour = str
Point = tuple[float, float]

GROUNDS: tuple[tuple[Colour, Colour], ...] = (
    ("#f6d9b8", "#e8a87c"),
    ("#cfe3ee", "#8db7d1"),
    ("#dfe9cf", "#a7c08a"),
    ("#f3d3d6", "#d891a0"),
    ("#e4daf0", "#ab94cc"),
    ("#d2ece6", "#7fbfb0"),
    ("#f7e7b4", "#e2b94f"),
    ("#d9dfe6", "#8e9fb3"),
)


def any_of(rng: np.random.Generator, choices: Sequence[Colour]) -> Colour:
    return choices[int(rng.integers(len(choices)))]


@dataclass
class Canvas:
    """Draws in units of the picture's side: (0, 0) is the upper left corner and (1, 1) the lower right one."""

    image: Image.Image = field(default_factory=lambda: Image.new("RGB", (SIDE * SCALE, SIDE * SCALE)))

    def __post_init__(self) -> None:
        self._draw = ImageDraw.Draw(self.image)
        self._unit = float(self.image.width)

    def gradient(self, top: Colour, bottom: Colour) -> None:
        """Fill all of it, from one colour above to the other below."""
        share = np.linspace(0, 1, self.image.height)[:, None, None]
        rows = (1 - share) * np.array(ImageColor.getrgb(top)) + share * np.array(ImageColor.getrgb(bottom))
        whole = np.broadcast_to(rows, (self.image.height, self.image.width, 3)).round().astype(np.uint8)
        self.image.paste(Image.fromarray(whole))

    def circle(self, centre: Point, radius: float, fill: Colour) -> None:
        self.ellipse(centre, radius, radius, fill)

    def ellipse(self, centre: Point, half_width: float, half_height: float, fill: Colour) -> None:
        (x, y), u = centre, self._unit
        box = ((x - half_width) * u, (y - half_height) * u, (x + half_width) * u, (y + half_height) * u)
        self._draw.ellipse(box, fill=fill)

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        self._draw.polygon([(x * self._unit, y * self._unit) for x, y in points], fill=fill)

    def box(self, upper_left: Point, lower_right: Point, fill: Colour, rounding: float = 0.0) -> None:
        u = self._unit
        corners = (upper_left[0] * u, upper_left[1] * u, lower_right[0] * u, lower_right[1] * u)
        self._draw.rounded_rectangle(corners, radius=rounding * u, fill=fill)

    def line(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """A line with round ends and joints."""
        pixels = [(x * self._unit, y * self._unit) for x, y in points]
        self._draw.line(pixels, fill=fill, width=round(width * self._unit), joint="curve")
        for end in (points[0], points[-1]):
            self.circle(end, width / 2, fill)

    def arc(self, centre: Point, radius: float, degrees: tuple[float, float], width: float, fill: Colour) -> None:
        """Part of a circle, clockwise from the first angle to the second; 0 points right, 90 down."""
        angles = np.radians(np.linspace(*degrees, 32))
        points = [(centre[0] + radius * float(np.cos(a)), centre[1] + radius * float(np.sin(a))) for a in angles]
        self.line(points, width, fill)

    def below(self, edge: Sequence[Point], fill: Colour) -> None:
        """All that lies under a line from the left to the right."""
        self.polygon([*edge, (edge[-1][0], 1.01), (edge[0][0], 1.01)], fill)

    def finished(self) -> Image.Image:
        return self.image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
