"""Discs, curved edges and names of a network that is laid out, as parts of an SVG drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from markupsafe import Markup
from scipy.sparse import csr_array, diags_array

from companion.core.communities import both_ways, communities_of
from companion.core.graph import IntArray
from companion.core.layout import apart, fitted, laid_out
from companion.core.models import FloatArray
from companion.reports.markup import tag
from companion.reports.svg_text import LETTERS, cut, width_of

SEED = 1
_PULL = 10
_BEND = 0.14
_WIDE = 1.5
"""Half as wide a directed edge begins."""
_LONGEST_NAME = 150.0
_CLOSE, _MOST_LARGER = 25.0, 3.0
"""Where there is more room for each disc than a square of that side, discs are larger, by so much at most."""
_BESIDE = 4.0
_MARGIN = 24.0
"""Groups grow towards the edge when their discs are moved apart."""


@dataclass(frozen=True)
class Disc:
    """A disc of ``radius``. ``look`` is its CSS classes, ``said`` what it tells when it is pointed at.

    One with a ``name`` has it written beside it where there is room; an ``important`` one also where that hides other
    discs. ``colour`` is a community's, ``part`` the figure's part (``canvas.part``) that it is of.
    """

    look: str
    radius: float
    said: str
    name: str | None = None
    colour: str | None = None
    important: bool = False
    part: int | None = None


@dataclass(frozen=True)
class Edge:
    """From one disc to another, by their positions. Those of one ``bundle`` are drawn as one and do not darken.

    A ``directed`` one tapers from its source to its target (Holten and van Wijk 2009).
    """

    source: int
    target: int
    look: str
    bundle: int
    colour: str | None = None
    directed: bool = False


def network(drawn: Sequence[Disc], ties: Sequence[Edge], width: float, height: float, most_names: int) -> list[Markup]:
    """The network laid out in a box of this size: edges, discs above them, and names above these.

    Many hold hubs in common, and few anything else, so that an edge pulls less the more edges its ends have.
    """
    links = _links(len(drawn), ties)
    degree = np.maximum(np.asarray(links.sum(axis=1), dtype=np.float64).ravel(), 1)
    weighed = csr_array(diags_array(degree**-0.5) @ links @ diags_array(degree**-0.5)) * _PULL
    room = (width * height / max(len(drawn), 1)) ** 0.5
    sizes = np.array([each.radius for each in drawn]) + min(_MOST_LARGER, max(0.0, (room - _CLOSE) / _CLOSE))
    at = fitted(laid_out(weighed, communities_of(links, SEED)), width, height, float(sizes.max(initial=0)) + _MARGIN)
    at = apart(at, sizes, width, height)
    larger = [replace(each, radius=float(size)) for each, size in zip(drawn, sizes, strict=True)]
    return [edges(at, ties), *discs(at, larger), *names(at, larger, width, height, most_names)]


def _links(count: int, ties: Sequence[Edge]) -> csr_array:
    ends = np.array([(each.source, each.target) for each in ties], dtype=np.int64).reshape(-1, 2)
    links = both_ways(csr_array((np.ones(len(ends)), ends.T), shape=(count, count)))
    links.data[:] = 1
    return links


def edges(at: FloatArray, drawn: Sequence[Edge]) -> Markup:
    """One path for each bundle of one look, the more translucent the more edges there are."""
    paths: dict[tuple[str, str | None, int], list[str]] = defaultdict(list)
    begin = at[[each.source for each in drawn]]
    along = at[[each.target for each in drawn]] - begin
    aside = along / 2 + _BEND * along[:, ::-1] * (-1, 1)
    across = _WIDE * along[:, ::-1] * (-1, 1) / np.maximum(np.hypot(*along.T), 1)[:, None]
    numbers = np.concatenate([begin, aside, along], axis=1).round().astype(int).tolist()
    tapers = np.concatenate([begin + across, begin + aside, begin + along, begin - across], axis=1).round(1).tolist()
    for each, line, taper in zip(drawn, numbers, tapers, strict=True):
        look = f"{each.look} directed" if each.directed else each.look
        paths[look, each.colour, each.bundle].append(_taper(taper) if each.directed else _line(line))
    opacity = f"{translucent(len(drawn)):.2f}"
    return tag(
        "g",
        [
            tag("path", class_=f"tie {look}", color=colour, d="".join(parts))
            for (look, colour, _), parts in paths.items()
        ],
        stroke_opacity=opacity,
        fill_opacity=opacity,
    )


def _line(numbers: Sequence[int]) -> str:
    x, y, *bent = numbers
    return f"M{x} {y}q{bent[0]} {bent[1]} {bent[2]} {bent[3]}"


def _taper(numbers: Sequence[float]) -> str:
    one, bend, end, other = (f"{x:g} {y:g}" for x, y in zip(numbers[::2], numbers[1::2], strict=True))
    return f"M{one}Q{bend} {end}Q{bend} {other}z"


def translucent(count: int) -> float:
    """The opacity (0..1) at which so many edges are still told apart."""
    return float(min(0.5, max(0.08, 3 / max(count, 1) ** 0.4)))


def discs(at: FloatArray, drawn: Sequence[Disc]) -> list[Markup]:
    """The discs, the largest below."""
    order = sorted(range(len(drawn)), key=lambda one: (-drawn[one].radius, one))
    middles = at.tolist()
    return [
        tag(
            "circle",
            tag("title", drawn[one].said),
            class_=f"disc {drawn[one].look}",
            color=drawn[one].colour,
            cx=f"{middles[one][0]:.1f}",
            cy=f"{middles[one][1]:.1f}",
            r=f"{drawn[one].radius:.1f}",
            data_part=drawn[one].part,
        )
        for one in order
    ]


def names(at: FloatArray, drawn: Sequence[Disc], width: float, height: float, most: int) -> list[Markup]:
    """The names of discs beside them, those of the largest first, as far as none lies on another or leaves the box.

    Nor do they lie on other discs, unless there is no other place for an important one.
    """
    named = [one for one in range(len(drawn)) if drawn[one].name]
    order = sorted(named, key=lambda one: (not drawn[one].important, -drawn[one].radius, one))
    filled = np.array([one for one, each in enumerate(drawn) if each.name or each.radius > 6], np.int64)
    inner = 0.7 * np.array([drawn[one].radius for one in filled.tolist()])[:, None]
    of_discs = np.concatenate([at[filled] - inner, at[filled] + inner], axis=1)
    of_names: list[Box] = []
    written: list[Markup] = []
    for one in order:
        text = cut(str(drawn[one].name), _LONGEST_NAME)
        places = [
            place
            for place in _beside(at[one], drawn[one].radius, width_of(text))
            if _within(place.box, width, height) and not any(_overlap(place.box, other) for other in of_names)
        ]
        others = of_discs[filled != one]
        free = (place for place in places if not _lies_on(place.box, others))
        chosen = next(free, places[0] if drawn[one].important and places else None)
        if chosen:
            x, base, anchor = chosen.x, chosen.base, chosen.anchor
            of_names.append(chosen.box)
            at_place = {"x": f"{x:.1f}", "y": f"{base:.1f}", "text_anchor": anchor}
            written += [tag("text", text, class_=look, **at_place) for look in ("around-name", "name")]
        if len(of_names) == most:
            break
    return written


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Place:
    """Where a name may stand, and the box that it fills."""

    x: float
    base: float
    anchor: str
    box: Box


def _beside(middle: FloatArray, radius: float, wide: float) -> Iterator[Place]:
    """Right, left, above, below."""
    x, y = float(middle[0]), float(middle[1])
    off, level = radius + _BESIDE, y + 0.35 * LETTERS
    for at_x, base, anchor, left in (
        (x + off, level, "start", x + off),
        (x - off, level, "end", x - off - wide),
        (x, y - off, "middle", x - wide / 2),
        (x, y + off + 0.7 * LETTERS, "middle", x - wide / 2),
    ):
        yield Place(at_x, base, anchor, (left - 2, base - 0.85 * LETTERS, left + wide + 2, base + 0.3 * LETTERS))


def _within(box: Box, width: float, height: float) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lies_on(box: Box, others: FloatArray) -> bool:
    """Whether it overlaps any of the others (n, 4)."""
    left, top, right, bottom = others.T
    return bool(((box[0] < right) & (left < box[2]) & (box[1] < bottom) & (top < box[3])).any())


def radii(counts: Sequence[int] | IntArray, smallest: float, largest: float) -> FloatArray:
    """Radii (n,) by which areas grow as the counts do, the highest count as ``largest``."""
    values = np.sqrt(np.asarray(counts, dtype=np.float64))
    return np.asarray(smallest + (largest - smallest) * values / max(float(values.max(initial=0)), 1e-9))
