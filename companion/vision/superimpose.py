"""Many pictures laid on each other: their mean, their median, how the mean builds up, and where they agree.

Memory stays the same however many there are: sums are kept, and for the median the pictures lie in a temporary file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from companion.errors import BadRequestError
from companion.vision.cells import Cell, Rgb
from companion.vision.lettering import INK, PAPER, YELLOW, font, wrapped

Floats = NDArray[np.float64]

_ROWS_AT_ONCE = 8
_MOST_IN_BYTE = 255
_WINDOW_SHARE = 40
"""The agreement at a point is that of its surroundings: a Gaussian window whose deviation is the side over this."""
_MOST_FRAMES = 48
_FIRST_FRAME_MS, _FRAME_MS, _LAST_FRAME_MS = 700, 160, 3000
_SAMPLED = 4
"""A frame's palette is chosen from every so many-th point across and down: ten times quicker, and no worse."""
_MARGIN = 24
_SCALE_STEPS = 256


@dataclass(frozen=True, eq=False)
class Superimposed:
    """What ``count`` pictures give. ``mean`` and ``median`` are (side, side, 3); ``agreement`` (side, side) is 0..1.

    ``build_up`` holds the mean of the first so many pictures, in rising order, the last of them all.
    """

    count: int
    mean: Rgb
    median: Rgb
    agreement: Floats
    build_up: tuple[tuple[int, Rgb], ...]


def superimpose(cells: Iterable[Cell], expected: int) -> Superimposed:
    """Lay cells of one size on each other. ``expected`` is about how many come. Raises BadRequestError for none."""
    frames = _frame_counts(expected)
    build_up: list[tuple[int, Rgb]] = []
    count = 0
    total: Floats = np.zeros(0)
    detail: Floats = np.zeros(0)
    with tempfile.TemporaryFile(prefix="eyeline-") as pile:
        for cell in cells:
            if not count:
                total = np.zeros(cell.rgb.shape)
                detail = np.zeros(cell.rgb.shape[:2])
            cv2.accumulate(cell.rgb, total)
            detail += _detail(cell.rgb)
            pile.write(np.ascontiguousarray(cell.rgb).data)
            count += 1
            if count in frames:
                build_up.append((count, _rounded(total / count)))
        if not count:
            raise BadRequestError("pictures.none_to_superimpose")
        mean = total / count
        if not build_up or build_up[-1][0] != count:
            build_up.append((count, _rounded(mean)))
        agreement = _agreement(mean, detail / count, count)
        return Superimposed(count, _rounded(mean), _median(pile, count, len(mean)), agreement, tuple(build_up))


def _frame_counts(expected: int) -> frozenset[int]:
    """After how many pictures the build-up has a frame: each of the first few, then ever fewer."""
    return frozenset(np.unique(np.geomspace(1, max(1, expected), _MOST_FRAMES).round().astype(int)).tolist())


def _median(pile: BinaryIO, count: int, side: int) -> Rgb:
    """The median of each point and colour, some rows of all pictures at a time."""
    row = side * 3
    median = np.empty((side, side, 3), np.uint8)
    for top in range(0, side, _ROWS_AT_ONCE):
        rows = min(_ROWS_AT_ONCE, side - top)
        strips = np.empty((count, rows, side, 3), np.uint8)
        for number in range(count):
            pile.seek((number * side + top) * row)
            strips[number] = np.frombuffer(pile.read(rows * row), np.uint8).reshape(rows, side, 3)
        lower = _of_rank(strips, (count - 1) // 2)
        upper = lower if count % 2 else _next(strips, lower, count // 2)
        median[top : top + rows] = _rounded((lower.astype(np.float64) + upper) / 2)
    return median


def _of_rank(strips: Rgb, rank: int) -> Rgb:
    """The value of this rank, from 0, of each point of (count, …): bit by bit, eight times quicker than by sorting."""
    found: Rgb = np.zeros(strips.shape[1:], np.uint8)
    for bit in (128, 64, 32, 16, 8, 4, 2, 1):
        tried = found | np.uint8(bit)
        found = np.where(_count(strips < tried) <= rank, tried, found)
    return found


def _next(strips: Rgb, found: Rgb, rank: int) -> Rgb:
    """The value of this rank, where ``found`` is that of the rank before it."""
    larger = np.min(strips, axis=0, where=strips > found, initial=255)
    return np.where(_count(strips <= found) > rank, found, larger)


def _count(true: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many of (count, …) are true at each point: in bytes, as far as these can count."""
    parts = [true[at : at + _MOST_IN_BYTE].view(np.uint8) for at in range(0, len(true), _MOST_IN_BYTE)]
    return np.asarray(np.sum([part.sum(axis=0, dtype=np.uint8) for part in parts], axis=0, dtype=np.int64))


def _agreement(mean: Floats, detail: Floats, count: int) -> Floats:
    """The share of the pictures' detail that they have in common.

    Where n pictures show the same edges, the mean's squared gradient is as large as theirs; where they show different
    ones, it is 1/n of that. What chance gives is taken off, so 0 is chance and 1 is the same in all.
    """
    if count < 2:
        return np.zeros(detail.shape)
    sigma = max(1.0, len(detail) / _WINDOW_SHARE)
    kept = cv2.GaussianBlur(_detail(mean).astype(np.float64), (0, 0), sigma)
    shown = cv2.GaussianBlur(detail, (0, 0), sigma)
    share = np.divide(kept, shown, out=np.zeros_like(shown), where=shown > 0)
    return np.asarray(((share - 1 / count) / (1 - 1 / count)).clip(0, 1))


_GREY = np.full((1, 3), 1 / 3, np.float32)


def _detail(rgb: Rgb | Floats) -> NDArray[np.float32]:
    """The squared gradient of the picture's grey levels."""
    grey = cv2.transform(rgb.astype(np.float32), _GREY)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(grey, cv2.CV_32F, 0, 1, scale=0.125)
    return np.asarray(across * across + down * down)


def _rounded(values: Floats) -> Rgb:
    return np.asarray(values.round().clip(0, 255), np.uint8)


def build_up_gif(result: Superimposed, path: Path) -> None:
    """The build-up as an animation that begins again; the number of pictures stands below."""
    frames = [_counted(Image.fromarray(mean), count, result.count) for count, mean in result.build_up]
    times = [_FIRST_FRAME_MS, *[_FRAME_MS] * (len(frames) - 2), _LAST_FRAME_MS][-len(frames) :]
    quantised = [_with_palette(frame) for frame in frames]
    quantised[0].save(path, save_all=True, append_images=quantised[1:], duration=times, loop=0, optimize=False)


def _with_palette(frame: Image.Image) -> Image.Image:
    """The frame in 256 colours, among them those of the bar and the text, however little of the frame they are."""
    own = [*PAPER, *YELLOW, *INK]
    points = frame.resize((frame.width // _SAMPLED or 1, frame.height // _SAMPLED or 1), Image.Resampling.NEAREST)
    chosen = points.quantize(256 - len(own) // 3, Image.Quantize.MEDIANCUT).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*own, *chosen])
    return frame.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)


def _counted(picture: Image.Image, count: int, most: int) -> Image.Image:
    """The picture above a bar that fills as the pictures come, with their number."""
    size = max(13, picture.width // 18)
    frame = Image.new("RGB", (picture.width, picture.height + 2 * size), PAPER)
    frame.paste(picture)
    draw = ImageDraw.Draw(frame)
    bar = max(3, size // 5)
    reached = max(1, round(picture.width * count / most))
    draw.rectangle((0, picture.height, reached - 1, picture.height + bar - 1), fill=YELLOW)
    text = "1 picture" if count == 1 else f"{count:,} pictures"
    draw.text((size // 2, picture.height + bar + size // 4), text, INK, font(size))
    return frame


def agreement_map(result: Superimposed, most: float | None = None) -> Image.Image:
    """The agreement in colours, on a scale from 0 to ``most``, or to the most that is reached."""
    most = most or float(result.agreement.max()) or 1.0
    steps = (result.agreement / most).clip(0, 1) * (_SCALE_STEPS - 1)
    return Image.fromarray(_colours()[steps.round().astype(int)])


def agreement_scale(width: int, height: int) -> Rgb:
    """A bar of the agreement's colours, rising to the right: (height, width, 3)."""
    bar = Image.fromarray(np.tile(_colours()[None], (height, 1, 1))).resize((width, height))
    return np.asarray(bar, np.uint8)


def figure(result: Superimposed, title: str) -> Image.Image:
    """Mean, median and agreement side by side, each with a line that says what it is, and the scale of the last."""
    side = len(result.mean)
    most = float(result.agreement.max())
    panels = (
        (Image.fromarray(result.mean), "Mean: what the pictures share stays sharp, the rest blurs."),
        (Image.fromarray(result.median), "Median: at each point half are brighter, half darker."),
        (agreement_map(result), "Agreement: the share of the pictures' detail that they have in common."),
    )
    size = max(12, side // 24)
    lettering, heading = font(size), wrapped(title, font(round(1.5 * size), bold=True), 3 * side + 2 * _MARGIN)
    words = [wrapped(text, lettering, side) for _, text in panels]
    line = round(1.4 * size)
    above = len(heading) * 2 * size + (size if heading else 0)
    below = size + max(len(text) for text in words) * line + 3 * line
    drawn = Image.new("RGB", (3 * side + 4 * _MARGIN, side + above + below + 2 * _MARGIN), PAPER)
    draw = ImageDraw.Draw(drawn)
    for number, text in enumerate(heading):
        draw.text((_MARGIN, _MARGIN + number * 2 * size), text, INK, font(round(1.5 * size), bold=True))
    top = _MARGIN + above
    for number, (panel, _) in enumerate(panels):
        left = _MARGIN + number * (side + _MARGIN)
        drawn.paste(panel, (left, top))
        for row, text in enumerate(words[number]):
            draw.text((left, top + side + size + row * line), text, INK, lettering)
    under = top + side + size + max(len(text) for text in words) * line + line // 2
    _draw_scale(drawn, (_MARGIN + 2 * (side + _MARGIN), under), side, most, size)
    said = f"{result.count:,} pictures, as they are, each its central square."
    draw.text((_MARGIN, under + line), said, INK, lettering)
    return drawn


def _draw_scale(drawn: Image.Image, corner: tuple[int, int], width: int, most: float, size: int) -> None:
    """A bar of the agreement's colours with what its ends mean."""
    drawn.paste(Image.fromarray(agreement_scale(width, size)), corner)
    draw, lettering = ImageDraw.Draw(drawn), font(round(0.9 * size))
    y = corner[1] + size + size // 4
    draw.text((corner[0], y), "0 %, as chance gives", INK, lettering)
    draw.text((corner[0] + width, y), f"{100 * most:.0f} %", INK, lettering, anchor="ra")


def _colours() -> Rgb:
    """From ink over yellow to nearly white, (256, 3)."""
    stops = np.array([(20, 22, 26), (110, 82, 12), YELLOW, (255, 246, 214)], float)
    place = np.linspace(0, len(stops) - 1, _SCALE_STEPS)
    return _rounded(np.stack([np.interp(place, range(len(stops)), stops[:, channel]) for channel in range(3)], axis=1))
