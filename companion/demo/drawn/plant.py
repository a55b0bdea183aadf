"""A plant in a pot."""

from __future__ import annotations

import numpy as np
from PIL import Image

from companion.demo.drawn.canvas import GROUNDS, Canvas, Point, any_of

POTS = ("#c4673f", "#4f6d8c", "#e9e1d3", "#3d4a45", "#d8a23f")
GREENS = ("#3f7d58", "#5c8f4a", "#2f6b63", "#7a9a4d")


def draw(rng: np.random.Generator, place: int) -> Image.Image:
    canvas = Canvas()
    canvas.gradient(*GROUNDS[place % len(GROUNDS)])
    canvas.box((0, 0.87), (1.01, 1.01), "#8b6f5a")
    (leaves, cactus, tulips)[place % 3](canvas, rng)
    _pot(canvas, POTS[place % len(POTS)])
    return canvas.finished()


def cactus(canvas: Canvas, rng: np.random.Generator) -> None:
    green = any_of(rng, GREENS)
    canvas.box((0.42, 0.2), (0.58, 0.7), green, rounding=0.08)
    for side, height in ((-1, rng.uniform(0.36, 0.44)), (1, rng.uniform(0.28, 0.38))):
        canvas.line(
            [(0.5, height + 0.16), (0.5 + side * 0.19, height + 0.16), (0.5 + side * 0.19, height)], 0.09, green
        )
    for y in np.arange(0.27, 0.62, 0.07):
        for x in (0.46, 0.54):
            canvas.line([(x, float(y)), (x, float(y) + 0.018)], 0.008, "#eef3e4")
    canvas.circle((0.5, 0.2), 0.045, "#e5718a")


def leaves(canvas: Canvas, rng: np.random.Generator) -> None:
    green, other = any_of(rng, GREENS), any_of(rng, GREENS)
    for place, angle in enumerate(np.radians(np.linspace(-155, -25, 9))):
        length = rng.uniform(0.32, 0.46)
        _leaf(canvas, (0.5, 0.68), float(angle), length, green if place % 2 else other)


def tulips(canvas: Canvas, rng: np.random.Generator) -> None:
    green = any_of(rng, GREENS)
    petals = any_of(rng, ("#d9484f", "#e9a13b", "#c765a0", "#7d5fb0", "#f0e6da"))
    for x in (0.3, 0.5, 0.7):
        top = rng.uniform(0.22, 0.34)
        canvas.line([(0.5 + (x - 0.5) * 0.4, 0.7), (x, top + 0.1)], 0.018, green)
        canvas.polygon([(x - 0.085, top - 0.02), (x - 0.03, top + 0.04), (x, top - 0.05), (x + 0.03, top + 0.04),
                        (x + 0.085, top - 0.02), (x + 0.075, top + 0.1), (x - 0.075, top + 0.1)], petals)  # fmt: skip
        canvas.ellipse((x, top + 0.09), 0.077, 0.06, petals)
    for angle in (-115.0, -65.0):
        _leaf(canvas, (0.5, 0.7), float(np.radians(angle)), 0.34, green)


def _leaf(canvas: Canvas, foot: Point, angle: float, length: float, fill: str) -> None:
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    share = np.linspace(0, 1, 24)
    width = 0.17 * length * np.sin(np.pi * share**0.8)
    edge = np.array(foot) + np.outer(share * length, along)
    outline = np.vstack([edge + np.outer(width, across), (edge - np.outer(width, across))[::-1]])
    canvas.polygon([(float(x), float(y)) for x, y in outline], fill)


def _pot(canvas: Canvas, colour: str) -> None:
    canvas.polygon([(0.33, 0.68), (0.67, 0.68), (0.62, 0.91), (0.38, 0.91)], colour)
    canvas.box((0.305, 0.645), (0.695, 0.71), colour, rounding=0.015)
    canvas.box((0.33, 0.71), (0.67, 0.72), "#3a302a")
