"""Hills, a sky, a sun or a moon, and sometimes water."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageColor

from companion.demo.drawn.canvas import Canvas, Colour, Point


@dataclass(frozen=True)
class Scene:
    sky: tuple[Colour, Colour]
    light: Colour
    far: Colour
    near: Colour
    stars: bool = False


SCENES = (
    Scene(("#fbd9a5", "#f2a07b"), "#fff1cf", "#c77f77", "#5b4a63"),
    Scene(("#a9d3ea", "#eaf4f2"), "#fff8dc", "#9cc0b0", "#3f7263"),
    Scene(("#243255", "#7b86b3"), "#f4eecb", "#4a5688", "#1b2340", stars=True),
    Scene(("#f6c9d0", "#fbe8d8"), "#fff6ea", "#c2a3bb", "#6d5a82"),
    Scene(("#bfe2dd", "#f5f0d8"), "#ffe9a8", "#b5c58a", "#5c7a45"),
    Scene(("#16324f", "#3f7f8c"), "#eaf2e4", "#27566b", "#0e2235", stars=True),
)
HILLS = 4


def draw(rng: np.random.Generator, place: int) -> Image.Image:
    scene = SCENES[place % len(SCENES)]
    canvas = Canvas()
    canvas.gradient(*scene.sky)
    if scene.stars:
        for _ in range(70):
            canvas.circle((rng.random(), rng.random() * 0.6), 0.0015 + 0.003 * rng.random(), scene.light)
    canvas.circle((rng.uniform(0.25, 0.75), rng.uniform(0.2, 0.4)), rng.uniform(0.07, 0.13), scene.light)
    for hill in range(HILLS):
        share = hill / (HILLS - 1)
        canvas.below(_ridge(rng, 0.5 + 0.13 * hill, 0.09 * (1 - 0.5 * share)), _between(scene.far, scene.near, share))
    if rng.random() < 0.4:
        _water(canvas, rng, scene)
    elif rng.random() < 0.6:
        _trees(canvas, rng, scene.near)
    return canvas.finished()


def _ridge(rng: np.random.Generator, height: float, amplitude: float) -> list[Point]:
    x = np.linspace(-0.01, 1.01, 120)
    y = np.full_like(x, height)
    for waves in (1.3, 2.9, 6.1):
        y += amplitude / waves * np.sin(2 * np.pi * (waves * x * rng.uniform(0.8, 1.2) + rng.random()))
    return [(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def _between(one: Colour, other: Colour, share: float) -> Colour:
    mixed = (
        round(a + (b - a) * share)
        for a, b in zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    )
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _water(canvas: Canvas, rng: np.random.Generator, scene: Scene) -> None:
    shore = 0.82
    canvas.box((0, shore), (1.01, 1.01), _between(scene.sky[1], scene.far, 0.35))
    for _ in range(9):
        x, y, length = rng.uniform(0, 0.9), rng.uniform(shore + 0.02, 0.98), rng.uniform(0.06, 0.2)
        canvas.line([(x, y), (x + length, y)], 0.006, _between(scene.sky[1], scene.light, 0.6))


def _trees(canvas: Canvas, rng: np.random.Generator, colour: Colour) -> None:
    dark = _between(colour, "#101418", 0.35)
    for _ in range(int(rng.integers(3, 7))):
        x, foot, height = rng.uniform(0.05, 0.95), rng.uniform(0.9, 0.98), rng.uniform(0.14, 0.24)
        canvas.box((x - 0.006, foot - 0.03), (x + 0.006, foot + 0.02), dark)
        for part in range(3):
            top = foot - height + part * height * 0.24
            half = height * (0.16 + 0.07 * part)
            canvas.polygon([(x, top), (x - half, top + height * 0.42), (x + half, top + height * 0.42)], dark)
