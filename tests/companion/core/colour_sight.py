"""How different colours look to people of four kinds of sight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.core.models import FloatArray

SIGHTS: dict[str, FloatArray] = {
    "all colours": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""What linear RGB becomes: Machado, Oliveira & Fernandes 2009, IEEE TVCG 15:1291, at severity 1."""
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def rgb(colours: Sequence[str]) -> FloatArray:
    """(n, 3), 0..1, of n colours written as ``#rrggbb``."""
    return np.array([[int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)] for colour in colours])


def lab(colours: FloatArray, sight: str = "all colours") -> FloatArray:
    """CIELAB (n, 3), D65, of sRGB (n, 3), 0..1, as this sight has it."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ SIGHTS[sight].T, 0, 1) @ _TO_XYZ.T / _TO_XYZ.sum(axis=1)
    root = np.where(seen > (6 / 29) ** 3, np.cbrt(seen), seen / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def ciede2000(one: FloatArray, other: FloatArray) -> FloatArray:
    """The difference of CIELAB colours (..., 3): Sharma, Wu & Dalal 2005, Color Res. Appl. 30:21, and its names."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(one, -1, 0), np.moveaxis(other, -1, 0)
    c = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(c / (c + 25.0**7)))
    c1, c2 = np.hypot((1 + g) * a1, b1), np.hypot((1 + g) * a2, b2)
    h1 = np.degrees(np.arctan2(b1, (1 + g) * a1)) % 360
    h2 = np.degrees(np.arctan2(b2, (1 + g) * a2)) % 360
    is_grey = c1 * c2 == 0
    turn = np.where(is_grey, 0, (h2 - h1 + 180) % 360 - 180)
    big_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lightness, chroma, both = (l1 + l2) / 2, (c1 + c2) / 2, h1 + h2
    across = np.where(both < 360, both / 2 + 180, both / 2 - 180)
    hue = np.where(is_grey, both, np.where(np.abs(h1 - h2) <= 180, both / 2, across))
    t = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    sl = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rc = 2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    rt = -rc * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    parts = ((l2 - l1) / sl, (c2 - c1) / sc, big_h / sh)
    return np.asarray(np.sqrt(parts[0] ** 2 + parts[1] ** 2 + parts[2] ** 2 + rt * parts[1] * parts[2]))


def least(one: FloatArray, other: FloatArray) -> FloatArray:
    """CIEDE2000 (n, m) between sRGB colours (n, 3) and (m, 3), to whom they differ least of all."""
    each = [ciede2000(lab(one, sight)[:, None], lab(other, sight)[None]) for sight in SIGHTS]
    return np.asarray(np.min(each, axis=0))


def apart(colours: FloatArray) -> FloatArray:
    """(n, n) between n colours, and without end between one and itself."""
    found = least(colours, colours)
    np.fill_diagonal(found, np.inf)
    return found
