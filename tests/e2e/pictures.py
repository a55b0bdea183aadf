"""Avatars for the tests, made from the one photograph that matplotlib ships, and drawn ones. Nobody's account."""

from __future__ import annotations

import io
import random
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance

from companion.packaged import matplotlib_file

SIDE = 320

# Measured once on grace_hopper.jpg (512 × 600): the eyes' centres and the mouth's corners, in pixels.
LEFT_EYE = np.array((224.3, 192.6))
RIGHT_EYE = np.array((306.3, 190.2))
MOUTH = np.array(((232.2, 280.7), (302.4, 276.9))).mean(axis=0)

Vector = NDArray[np.float64]


@cache
def _photograph() -> Image.Image:
    path = matplotlib_file("sample_data/grace_hopper.jpg")
    return Image.open(path).convert("RGB")


def _ffhq_square() -> tuple[Vector, Vector, Vector]:
    """Centre and the two half sides of FFHQ's crop (recreate_aligned_images), in the photograph's pixels."""
    middle = (LEFT_EYE + RIGHT_EYE) / 2
    eye_to_eye = RIGHT_EYE - LEFT_EYE
    eye_to_mouth = MOUTH - middle
    x: Vector = eye_to_eye - eye_to_mouth[::-1] * (-1, 1)
    x /= np.hypot(*x)
    x *= max(np.hypot(*eye_to_eye) * 2.0, np.hypot(*eye_to_mouth) * 1.8)
    return middle + eye_to_mouth * 0.1, x, x[::-1] * (-1, 1)


def _cut(centre: Vector, x: Vector, y: Vector) -> Image.Image:
    corners = np.concatenate([centre - x - y, centre - x + y, centre + x + y, centre + x - y])
    return _photograph().transform((SIDE, SIDE), Image.Transform.QUAD, tuple(corners), Image.Resampling.BICUBIC)


def _encode(picture: Image.Image, number: int, kind: str = "JPEG") -> bytes:
    """Varied in light and colour by the number, so that no two are alike in bytes."""
    choose = random.Random(number)
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Color, ImageEnhance.Contrast):
        picture = enhance(picture).enhance(choose.uniform(0.85, 1.15))
    written = io.BytesIO()
    picture.save(written, kind, **({"quality": 90, "comment": f"avatar {number}".encode()} if kind == "JPEG" else {}))
    return written.getvalue()


def aligned(number: int) -> bytes:
    """The portrait as FFHQ's procedure crops it: the eyes sit where StyleGAN puts them."""
    return _encode(_cut(*_ffhq_square()), number)


def ordinary(number: int) -> bytes:
    """The same portrait as a person might crop it: off the centre, wider, tilted."""
    choose = random.Random(-number - 1)
    centre, x, y = _ffhq_square()
    scale, roll = choose.uniform(1.12, 1.3), np.radians(choose.choice((-1, 1)) * choose.uniform(4, 12))
    turn = np.array(((np.cos(roll), -np.sin(roll)), (np.sin(roll), np.cos(roll)))) * scale
    shift = np.array((choose.uniform(-0.3, 0.3), choose.uniform(0.1, 0.4))) * np.hypot(*x)
    return _encode(_cut(centre + shift, turn @ x, turn @ y), number)


def drawn(number: int, side: int = SIDE) -> bytes:
    """A sign with no face, as PNG. ``side`` in pixels."""
    choose = random.Random(number)
    picture = Image.new("RGB", (side, side), tuple(choose.randrange(256) for _ in range(3)))
    brush = ImageDraw.Draw(picture)
    for _ in range(6):
        points = [(choose.randrange(side), choose.randrange(side)) for _ in range(3)]
        brush.polygon(points, fill=tuple(choose.randrange(256) for _ in range(3)))
    return _encode(picture, number, "PNG")
