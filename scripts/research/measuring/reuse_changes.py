"""What people and platforms do to a picture before they wear it again."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

Picture = Image.Image
Spot = tuple[float, float]
Change = Callable[[Picture, Spot], Picture]
"""The second argument is where the nose is, in pixels, or the middle of a picture without a face."""


def jpeg(picture: Picture, quality: int) -> Picture:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def resized(picture: Picture, side: int) -> Picture:
    factor = side / min(picture.size)
    size = (round(picture.width * factor), round(picture.height * factor))
    return jpeg(picture.resize(size, Image.Resampling.LANCZOS), 85)


def cropped(picture: Picture, left: float, top: float, right: float, bottom: float) -> Picture:
    width, height = picture.size
    return picture.crop(
        (round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height))
    )


def sepia(picture: Picture) -> Picture:
    tones = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])
    return Image.fromarray((np.asarray(picture) @ tones.T).clip(0, 255).astype(np.uint8))


def sticker(picture: Picture, middle: Spot, width: float, colour: tuple[int, int, int]) -> Picture:
    """A disc with two eyes."""
    made = picture.copy()
    draw = ImageDraw.Draw(made)

    def disc(x: float, y: float, radius: float, fill: tuple[int, int, int]) -> None:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)

    x, y = middle
    disc(x, y, width / 2, colour)
    for eye in (-0.18, 0.18):
        disc(x + eye * width, y - 0.1 * width, 0.08 * width, (20, 20, 20))
    return made


def sticker_in_corner(picture: Picture) -> Picture:
    """In the lower right one, a fortieth of the side from the edges."""
    side = min(picture.size)
    middle = (picture.width - 0.15 * side, picture.height - 0.15 * side)
    return sticker(picture, middle, 0.25 * side, (250, 190, 30))


def caption(picture: Picture) -> Picture:
    """Two lines of white on a dark band."""
    made = picture.copy()
    draw = ImageDraw.Draw(made)
    top, width, height = 0.82 * picture.height, picture.width, picture.height
    draw.rectangle((0, top, width, height), fill=(15, 15, 15))
    band = height - top
    for line, (text, share) in enumerate((("SUMMER SALE TODAY", 0.35), ("follow for more", 0.3))):
        font = ImageFont.load_default(max(6.0, share * band))
        draw.text((0.05 * width, top + (0.1 + 0.42 * line) * band), text, fill="white", font=font)
    return made


def as_if_stolen(picture: Picture) -> Picture:
    """What a careful thief does at once: mirror, crop, tint, shrink, recompress."""
    return jpeg(resized(sepia(ImageOps.mirror(cropped(picture, 0.03, 0.02, 0.03, 0.04))), 128), 60)


_ALIKE_EVERYWHERE: dict[str, Callable[[Picture], Picture]] = {
    "mirrored": ImageOps.mirror,
    "recompressed, JPEG quality 20": lambda picture: jpeg(picture, 20),
    "resized to 64 px": lambda picture: resized(picture, 64),
    "resized to 40 px": lambda picture: resized(picture, 40),
    "cropped, 2.5 % off each side": lambda picture: cropped(picture, 0.025, 0.025, 0.025, 0.025),
    "cropped, 5 % off each side": lambda picture: cropped(picture, 0.05, 0.05, 0.05, 0.05),
    "cropped, 10 % off the top": lambda picture: cropped(picture, 0, 0.1, 0, 0),
    "cropped, 10 % off the left": lambda picture: cropped(picture, 0.1, 0, 0, 0),
    "cropped, 10 % off two sides": lambda picture: cropped(picture, 0.1, 0, 0, 0.1),
    "cropped, 10 % off each side": lambda picture: cropped(picture, 0.1, 0.1, 0.1, 0.1),
    "grey": lambda picture: picture.convert("L").convert("RGB"),
    "sepia": sepia,
    "brighter by 30 %": lambda picture: ImageEnhance.Brightness(picture).enhance(1.3),
    "darker by 30 %": lambda picture: ImageEnhance.Brightness(picture).enhance(0.7),
    "contrast up by 40 %": lambda picture: ImageEnhance.Contrast(picture).enhance(1.4),
    "contrast down by 40 %": lambda picture: ImageEnhance.Contrast(picture).enhance(0.6),
    "white border of 5 %": lambda picture: ImageOps.expand(picture, round(0.05 * min(picture.size)), "white"),
    "black border of 10 %": lambda picture: ImageOps.expand(picture, round(0.1 * min(picture.size)), "black"),
    "sticker of a quarter of the side in a corner": sticker_in_corner,
    "caption over the lower 18 %": caption,
    "mirrored, cropped, sepia, 128 px, JPEG 60": as_if_stolen,
}


def _anywhere(change: Callable[[Picture], Picture]) -> Change:
    return lambda picture, _: change(picture)


CHANGES: dict[str, Change] = {
    **{name: _anywhere(change) for name, change in _ALIKE_EVERYWHERE.items()},
    "sticker of a fifth of the side over the nose": lambda picture, nose: sticker(
        picture, nose, 0.2 * min(picture.size), (210, 30, 40)
    ),
}
