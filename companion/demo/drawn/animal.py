"""Animals that look out of the picture."""

from __future__ import annotations

import numpy as np
from PIL import Image

from companion.demo.drawn.canvas import GROUNDS, Canvas, Colour, any_of

INK = "#2b2622"
LIGHT = "#fbf5ea"


def draw(rng: np.random.Generator, place: int) -> Image.Image:
    canvas = Canvas()
    canvas.gradient(*GROUNDS[place % len(GROUNDS)])
    DRAWN[place % len(DRAWN)](canvas, rng)
    return canvas.finished()


def cat(canvas: Canvas, rng: np.random.Generator) -> None:
    fur = any_of(rng, ("#6f6a68", "#d79a5b", "#3e3a3c", "#e9dcc7"))
    whiskers = LIGHT if fur in ("#6f6a68", "#3e3a3c") else INK
    canvas.ellipse((0.5, 1.02), 0.34, 0.3, fur)
    for side in (-1, 1):
        canvas.polygon([(0.5 + side * 0.28, 0.22), (0.5 + side * 0.06, 0.36), (0.5 + side * 0.27, 0.52)], fur)
        canvas.polygon([(0.5 + side * 0.25, 0.29), (0.5 + side * 0.13, 0.38), (0.5 + side * 0.24, 0.45)], "#e7a8a0")
    canvas.ellipse((0.5, 0.55), 0.28, 0.235, fur)
    for side in (-1, 1):
        canvas.ellipse((0.5 + side * 0.115, 0.53), 0.042, 0.05, "#e8c65a")
        canvas.ellipse((0.5 + side * 0.115, 0.53), 0.014, 0.044, INK)
        for slope in (-0.03, 0.01, 0.05):
            canvas.line([(0.5 + side * 0.11, 0.645), (0.5 + side * 0.34, 0.63 + slope)], 0.005, whiskers)
    canvas.polygon([(0.47, 0.61), (0.53, 0.61), (0.5, 0.645)], "#e08a86")
    canvas.arc((0.47, 0.65), 0.03, (10, 160), 0.01, INK)
    canvas.arc((0.53, 0.65), 0.03, (20, 170), 0.01, INK)


def fox(canvas: Canvas, rng: np.random.Generator) -> None:
    fur = any_of(rng, ("#d9703a", "#c95f33", "#e08b4a"))
    canvas.ellipse((0.5, 1.05), 0.3, 0.3, fur)
    for side in (-1, 1):
        canvas.polygon([(0.5 + side * 0.3, 0.14), (0.5 + side * 0.05, 0.36), (0.5 + side * 0.3, 0.5)], fur)
        canvas.polygon([(0.5 + side * 0.27, 0.22), (0.5 + side * 0.14, 0.35), (0.5 + side * 0.27, 0.42)], INK)
    canvas.polygon([(0.18, 0.48), (0.3, 0.35), (0.7, 0.35), (0.82, 0.48), (0.56, 0.8), (0.44, 0.8)], fur)
    for side in (-1, 1):
        canvas.polygon(
            [(0.5 + side * 0.32, 0.48), (0.5 + side * 0.2, 0.52), (0.5 + side * 0.02, 0.72), (0.5 + side * 0.06, 0.8)],
            LIGHT,
        )
        canvas.circle((0.5 + side * 0.13, 0.51), 0.026, INK)
    canvas.circle((0.5, 0.79), 0.042, INK)


def owl(canvas: Canvas, rng: np.random.Generator) -> None:
    feathers, belly = (("#8a6a4f", "#d9c3a0"), ("#6b7a86", "#d3dade"), ("#a98b74", "#efe2cf"))[int(rng.integers(3))]
    for side in (-1, 1):
        canvas.polygon([(0.5 + side * 0.27, 0.18), (0.5 + side * 0.06, 0.3), (0.5 + side * 0.26, 0.42)], feathers)
    canvas.ellipse((0.5, 0.66), 0.29, 0.42, feathers)
    canvas.ellipse((0.5, 0.82), 0.19, 0.26, belly)
    for row in range(3):
        for place in range(3 - row % 2):
            x = 0.5 + (place - (2 - row % 2) / 2) * 0.1
            canvas.arc((x, 0.72 + row * 0.08), 0.03, (20, 160), 0.01, feathers)
    for side in (-1, 1):
        canvas.circle((0.5 + side * 0.1, 0.36), 0.096, LIGHT)
        canvas.circle((0.5 + side * 0.1, 0.36), 0.06, "#e9b83f")
        canvas.circle((0.5 + side * 0.1, 0.36), 0.034, INK)
    canvas.polygon([(0.465, 0.41), (0.535, 0.41), (0.5, 0.49)], "#e39b3a")


def bear(canvas: Canvas, rng: np.random.Generator) -> None:
    fur, muzzle = (("#7a5a45", "#d8b996"), ("#4d4340", "#b99f87"), ("#ece7df", "#fbf8f2"))[int(rng.integers(3))]
    canvas.ellipse((0.5, 1.06), 0.38, 0.32, fur)
    for side in (-1, 1):
        canvas.circle((0.5 + side * 0.23, 0.33), 0.095, fur)
        canvas.circle((0.5 + side * 0.23, 0.33), 0.05, muzzle)
    canvas.ellipse((0.5, 0.54), 0.29, 0.27, fur)
    canvas.ellipse((0.5, 0.64), 0.135, 0.11, muzzle)
    for side in (-1, 1):
        canvas.circle((0.5 + side * 0.125, 0.5), 0.024, INK)
    canvas.ellipse((0.5, 0.595), 0.045, 0.032, INK)
    canvas.arc((0.5, 0.645), 0.04, (25, 155), 0.012, INK)


def penguin(canvas: Canvas, rng: np.random.Generator) -> None:
    coat = any_of(rng, ("#2f3a46", "#3b3f55", "#24303a"))
    canvas.ellipse((0.5, 0.68), 0.3, 0.46, coat)
    for side in (-1, 1):
        canvas.ellipse((0.5 + side * 0.3, 0.8), 0.07, 0.2, coat)
        canvas.circle((0.5 + side * 0.09, 0.44), 0.12, LIGHT)
    canvas.ellipse((0.5, 0.84), 0.2, 0.34, LIGHT)
    for side in (-1, 1):
        canvas.circle((0.5 + side * 0.09, 0.43), 0.025, INK)
    canvas.polygon([(0.44, 0.49), (0.56, 0.49), (0.5, 0.57)], "#eda23b")


def bird(canvas: Canvas, rng: np.random.Generator) -> None:
    feathers = any_of(rng, ("#c8543f", "#3f7ea6", "#4d8a5f", "#8a5a91"))
    canvas.line([(0.0, 0.82), (1.0, 0.76)], 0.03, "#6d5847")
    canvas.polygon([(0.3, 0.58), (0.1, 0.9), (0.22, 0.93), (0.42, 0.72)], feathers)
    canvas.ellipse((0.47, 0.6), 0.21, 0.19, feathers)
    canvas.circle((0.62, 0.41), 0.14, feathers)
    canvas.ellipse((0.55, 0.66), 0.12, 0.12, LIGHT)
    canvas.polygon([(0.3, 0.5), (0.52, 0.5), (0.46, 0.66), (0.28, 0.7)], INK)
    canvas.polygon([(0.745, 0.37), (0.745, 0.45), (0.84, 0.42)], "#e7a83e")
    canvas.circle((0.66, 0.39), 0.03, LIGHT)
    canvas.circle((0.665, 0.39), 0.018, INK)
    for x in (0.46, 0.54):
        canvas.line([(x, 0.77), (x + 0.01, 0.81)], 0.014, "#e7a83e")


def fish(canvas: Canvas, rng: np.random.Generator) -> None:
    scales: Colour = any_of(rng, ("#e2793f", "#d94f5c", "#e8b33a"))
    canvas.gradient("#b9e0ea", "#3f88a3")
    for _ in range(12):
        canvas.circle((rng.uniform(0.05, 0.95), rng.uniform(0.05, 0.95)), rng.uniform(0.006, 0.018), "#dff2f6")
    canvas.polygon([(0.3, 0.5), (0.1, 0.34), (0.15, 0.5), (0.1, 0.66)], scales)
    canvas.polygon([(0.42, 0.38), (0.58, 0.22), (0.66, 0.4)], scales)
    canvas.ellipse((0.54, 0.5), 0.27, 0.17, scales)
    for x in (0.46, 0.58):
        canvas.arc((x - 0.1, 0.5), 0.15, (-48, 48), 0.03, LIGHT)
    canvas.circle((0.7, 0.46), 0.035, LIGHT)
    canvas.circle((0.708, 0.46), 0.02, INK)


DRAWN = (cat, fox, owl, bear, penguin, bird, fish)
