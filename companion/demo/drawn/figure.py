"""People as a few flat shapes, without eyes: head, hair, shoulders."""

from __future__ import annotations

import numpy as np
from PIL import Image

from companion.demo.drawn.canvas import GROUNDS, Canvas, any_of

SKINS = ("#f1cdb0", "#d9a47c", "#a8714c", "#6f4630", "#e6b996")
HAIRS = ("#2d2420", "#5a3a28", "#b5793c", "#9a9590", "#8b3f2c", "#3a3550")
CLOTHES = ("#d9584a", "#3f6fa3", "#e3b341", "#4d8b72", "#7d5a94", "#ece4d6", "#35424f")


def draw(rng: np.random.Generator, place: int) -> Image.Image:
    skin, hair, clothes = any_of(rng, SKINS), any_of(rng, HAIRS), any_of(rng, CLOTHES)
    canvas = Canvas()
    canvas.gradient(*GROUNDS[place % len(GROUNDS)])
    style = place % 4
    if style == 0:  # long hair
        canvas.box((0.27, 0.28), (0.73, 0.84), hair, rounding=0.2)
    elif style == 1:  # a bun
        canvas.circle((0.5, 0.15), 0.095, hair)
    elif style == 2:  # curls
        for angle in np.linspace(np.pi * 0.95, np.pi * 2.05, 9):
            canvas.circle((0.5 + 0.21 * float(np.cos(angle)), 0.39 + 0.19 * float(np.sin(angle))), 0.085, hair)
    canvas.ellipse((0.5, 1.02), 0.37, 0.3, clothes)
    canvas.box((0.425, 0.58), (0.575, 0.78), skin, rounding=0.07)
    canvas.ellipse((0.5, 0.44), 0.185, 0.225, skin)
    if style == 3:  # a hat
        canvas.ellipse((0.5, 0.3), 0.33, 0.05, hair)
        canvas.box((0.33, 0.1), (0.67, 0.31), hair, rounding=0.09)
        canvas.box((0.33, 0.235), (0.67, 0.28), clothes)
    else:
        _fringe(canvas, hair)
    _collar(canvas, rng, clothes)
    return canvas.finished()


def _fringe(canvas: Canvas, hair: str) -> None:
    angles = np.linspace(np.pi, 2 * np.pi, 40)
    over = [(0.5 + 0.2 * float(np.cos(a)), 0.4 + 0.205 * float(np.sin(a))) for a in angles]
    canvas.polygon([*over, (0.7, 0.45), (0.62, 0.35), (0.42, 0.33), (0.34, 0.36), (0.3, 0.45)], hair)


def _collar(canvas: Canvas, rng: np.random.Generator, clothes: str) -> None:
    other = any_of(rng, [colour for colour in CLOTHES if colour != clothes])
    if rng.random() < 0.5:
        canvas.box((0.38, 0.72), (0.62, 0.79), other, rounding=0.035)
    else:
        canvas.polygon([(0.4, 0.735), (0.5, 0.84), (0.44, 0.88), (0.34, 0.76)], other)
        canvas.polygon([(0.6, 0.735), (0.5, 0.84), (0.56, 0.88), (0.66, 0.76)], other)
