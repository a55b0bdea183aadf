"""Whether ``shared`` and ``communities`` find a planted operation: ``python -m scripts.research.evaluate_network``.

Worlds are made by ``scripts/simulate.py`` with seeds from 5000, of which none was used while the methods were built
(those were below 1000), once with lists that are mostly read to their end and once with 30 % of each seen. ``--write``
puts the tables into ``docs/network.md``. 20 worlds take about 20 minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from companion.demo.world.shape import Shape
from scripts.research.measuring.documents import Part
from scripts.research.measuring.network_worlds import FDR, RELATIONS, WAYS, Counts, measure

FIRST_SEED = 5000
COMPLETENESS = (Shape().completeness, 0.3)
PART = Part("network.md", "scripts/research/evaluate_network.py --write")


def evaluate(worlds: int, shape: Shape, first_seed: int) -> dict[str, Counts]:
    counts = {way: Counts() for way in WAYS}
    for seed in range(first_seed, first_seed + worlds):
        with tempfile.TemporaryDirectory() as folder:
            measure(shape, seed, Path(folder) / "world", counts)
        ours = counts["Eyeline"]
        print(f"  seed {seed}: precision {ours.precision[-1]:.3f}, recall {ours.recall[-1]:.3f}", file=sys.stderr)
    return counts


def report(worlds: int, results: Mapping[float, Mapping[str, Counts]], first_seed: int) -> Iterator[str]:
    yield f"{worlds} worlds, seeds from {first_seed}, false discovery rate {FDR:.0%}; in brackets the worst world."
    yield ""
    yield "| lists seen | way | precision | recall | innocents flagged | hubs flagged | innocents in a community |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for completeness, counts in results.items():
        for way, each in counts.items():
            precision = each.planted_flagged / max(1, each.planted_flagged + each.innocent_flagged)
            yield (
                f"| {completeness:.0%} | {way} | {precision:.1%} ({min(each.precision):.1%}) "
                f"| {each.planted_flagged / each.planted:.1%} ({min(each.recall):.1%}) "
                f"| {each.innocent_flagged:,} of {each.innocent:,} ({1000 * each.innocent_flagged / each.innocent:.1f} "
                f"in 1,000) | {each.hubs_flagged:,} of {each.hubs:,} "
                f"| {each.innocent_in_communities / each.innocent:.0%} |"
            )
    yield ""
    yield "The share of pairs that are named as sharing more than chance:"
    yield ""
    yield f"| lists seen | way | {' | '.join(RELATIONS)} |"
    yield f"|---|---|{'---:|' * len(RELATIONS)}"
    for completeness, counts in results.items():
        for way, each in counts.items():
            shares = (each.pairs_named[name] / max(1, each.pairs[name]) for name in RELATIONS)
            yield f"| {completeness:.0%} | {way} | {' | '.join(f'{share:.2%}' for share in shares)} |"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    PART.offer(parser)
    options = parser.parse_args(arguments)
    results = {
        completeness: evaluate(options.worlds, replace(Shape(), completeness=completeness), options.first_seed)
        for completeness in COMPLETENESS
    }
    PART.show(report(options.worlds, results, options.first_seed), options.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
