"""Pictures made for tests, from matplotlib's sample photograph and from drawing."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from companion.demo.photograph import Photograph


@cache
def photograph() -> Photograph:
    return Photograph()


@cache
def aligned(side: int = 300) -> Image.Image:
    """The photograph's face, cut as the FFHQ procedure would."""
    return Image.fromarray(photograph().cut(photograph().ffhq_square, side))


@cache
def ordinary(side: int = 300) -> Image.Image:
    """The same face, cut as a person would: further away, off the middle and a little askew."""
    square = photograph().ffhq_square
    wide = replace(square, y=square.y + square.side * 0.2, side=square.side * 1.4, turn=square.turn + 0.1)
    return Image.fromarray(photograph().cut(wide, side))


def drawn(side: int = 200) -> Image.Image:
    """A logo: nothing like a face."""
    image = Image.new("RGB", (side, side), "navy")
    ImageDraw.Draw(image).polygon([(20, 180), (100, 20), (180, 180)], fill="orange")
    return image


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    joined = Image.new("RGB", (left.width + right.width, max(left.height, right.height)), "grey")
    joined.paste(left, (0, 0))
    joined.paste(right, (left.width, 0))
    return joined


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noise(width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8))
