"""How different the communities' colours look, to whom, and with ``--search`` others.

A search gives 16 colours of lightness 35 to 85. Those that are frozen come from one with seed 1 (least difference
11.1 after about 2 minutes); each was then moved at random where that gave it more colour, up to a chroma of 52, and all
differences stayed above 11; the order is farthest first.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

import numpy as np

from companion.core.colours import COMMUNITY_COLOURS, OTHERS
from companion.core.models import FloatArray
from scripts.research.measuring.colour_sight import SIGHTS, ciede2000, lab, least, rgb

LEAST = 11.0
AWAY_FROM = ("#f2b705", "#2462a6", "#7db4ee", "#ffffff", "#faf8f3", "#201e18", "#16150f", OTHERS)
"""The line, reuse in the light and in the dark, sheet and paper in both, and the grey of the others."""
_STEP = 11
_AIM = 11.3
_MOVES = 4000


def apart(colours: FloatArray) -> FloatArray:
    """(n, n) between n colours, and without end between one and itself."""
    found = least(colours, colours)
    np.fill_diagonal(found, np.inf)
    return found


def search(seconds: float, seed: int, count: int) -> Iterator[tuple[float, list[str]]]:
    """Ever better sets with their least difference: a tabu search for a set without a pair that is too alike."""
    values = np.arange(0, 256, _STEP) / 255
    grid = np.array(np.meshgrid(values, values, values, indexing="ij")).reshape(3, -1).T
    lightness = lab(grid)[:, 0]
    grid = grid[(lightness >= 35) & (lightness <= 85)]
    grid = grid[(least(grid, rgb(AWAY_FROM)) >= LEAST).all(axis=1)]
    differ = np.concatenate([least(part, grid) for part in np.array_split(grid, len(grid) // 100)])
    np.fill_diagonal(differ, np.inf)
    cost = np.maximum(0, _AIM - differ) ** 2
    np.fill_diagonal(cost, 1000)
    rng = np.random.default_rng(seed)
    best, end = 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        chosen = rng.choice(len(grid), count, replace=False)
        total, tabu = cost[chosen].sum(axis=0), np.zeros(len(grid))
        for move in range(_MOVES):
            change = total - cost[chosen] - (total[chosen] - cost[chosen, chosen])[:, None]
            change[:, tabu > move] = change[:, chosen] = np.inf
            place, new = np.unravel_index(np.argmin(change), change.shape)
            tabu[chosen[place]] = move + rng.integers(10, 60)
            total += cost[new] - cost[chosen[place]]
            chosen[place] = new
            found = float(differ[np.ix_(chosen, chosen)].min())
            if found > best:
                best = found
                yield best, ["#" + bytes(np.rint(255 * colour).astype(np.uint8)).hex() for colour in grid[chosen]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--search", type=float, metavar="SECONDS", default=0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    for found, colours in search(chosen.search, chosen.seed, len(COMMUNITY_COLOURS)):
        print(f"{found:.2f} {' '.join(colours)}")
    frozen = rgb(COMMUNITY_COLOURS)
    for sight in SIGHTS:
        seen = ciede2000(lab(frozen, sight)[:, None], lab(frozen, sight)[None])
        print(f"{sight}: the frozen ones differ by {seen[np.triu_indices(len(frozen), 1)].min():.1f} or more")
    for colour, found in zip(AWAY_FROM, least(frozen, rgb(AWAY_FROM)).min(axis=0), strict=True):
        print(f"{colour}: {found:.1f} away from each")


if __name__ == "__main__":
    main()
