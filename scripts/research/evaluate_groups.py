"""Whether ``groups`` finds an operation, and whom else it names: ``python -m scripts.research.evaluate_groups``.

Worlds are made by ``scripts/simulate.py``: ordinary people in villages and clubs who befriend friends of friends, the
groups of ``companion/demo/world/innocents.py``, and customers of the engagement seller that the operation buys from.
Groups of ``scripts/research/measuring/unfamiliar_groups.py``, which the method was not built on, are in each as well.
Rows of *other people* are of another generator, with the groups of ``look_alikes.py`` and the operations of
``other_operations.py``. Seeds begin at 20001, of which none was used while the method was built. ``--write`` puts the
table into ``docs/network.md``.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from companion.analyses.analysis import run
from companion.core.wire.findings.groups import Groups
from companion.core.wire.selection import Selection
from companion.demo.world.shape import Innocents, Shape
from companion.demo.world.world import World
from companion.store.connection import connect
from companion.store.folder import DATABASE
from scripts.research.measuring.documents import Part
from scripts.research.measuring.look_alikes import with_look_alikes
from scripts.research.measuring.other_crowd import other_crowd
from scripts.research.measuring.other_operations import HABITS, operation
from scripts.research.measuring.unfamiliar_groups import (
    Altered,
    sharing_only,
    slow,
    stolen,
    with_unfamiliar_innocents,
)
from scripts.simulate import simulate

FIRST_SEED = 20_001
FOUND = 0.3
"""An operation is found where so much of what was opened of it is in groups that stand out."""
COMPLETENESS = (0.3, 0.6, 1.0)
PART = Part("network.md", "scripts/research/evaluate_groups.py --write")

WORLD = replace(
    Shape(),
    facebook=2_200,
    instagram=1_600,
    planted_facebook=60,
    planted_instagram=40,
    friends=25.0,
    following=22.0,
    visited=0.12,
    innocents=Innocents(2, 2, 2, classes=2, onboardings=2, pods=2, readers=1, campaigns=2),
)
PLAIN = replace(WORLD, aligned=0.0)
IN_HOURS = replace(PLAIN, made_together=True)
OTHERS = replace(
    WORLD,
    facebook=1_500,
    instagram=1_100,
    planted_facebook=0,
    planted_instagram=0,
    visited=0.15,
    innocents=Innocents(),
)
SIZES = (12, 60)


def other_people(world: World, rng: np.random.Generator) -> World:
    return with_look_alikes(other_crowd(world, rng), rng)


@dataclass(frozen=True)
class Kind:
    """Worlds of one shape and ``people``, with an operation that is ``altered`` where it is."""

    shape: Shape
    altered: Altered | None = None
    completeness: tuple[float, ...] = COMPLETENESS
    people: Altered = with_unfamiliar_innocents

    def world(self, world: World, rng: np.random.Generator) -> World:
        world = self.people(world, rng)
        return world if self.altered is None else self.altered(world, rng)


KINDS = {
    "none": Kind(replace(WORLD, planted_facebook=0, planted_instagram=0, made_together=True)),
    "no aligned pictures": Kind(PLAIN),
    "40 % of pictures aligned": Kind(WORLD),
    "20 % of pictures aligned": Kind(replace(WORLD, aligned=0.2), completeness=(0.6,)),
    "no aligned pictures, eight made in an hour": Kind(IN_HOURS, completeness=(0.6,)),
    "the same, with stolen pictures": Kind(IN_HOURS, stolen, (0.6,)),
    "no aligned pictures, made one by one over six weeks": Kind(PLAIN, slow, (0.6,)),
    "shares within ten minutes, and nothing else": Kind(PLAIN, sharing_only, (0.6,)),
    "other people: none": Kind(OTHERS, people=other_people),
    **{
        f"other people: {name}, {size} accounts": Kind(OTHERS, operation(habits, size), (0.6,), other_people)
        for name, habits in HABITS.items()
        for size in SIZES
    },
}
"""Where nothing else is said of an operation, creations are known to the month; where there is none, to the minute."""


@dataclass
class Counts:
    """Sums over worlds."""

    worlds: int = 0
    with_a_false_group: int = 0
    found: int = 0
    planted: int = 0
    planted_flagged: int = 0
    innocent: int = 0
    innocent_flagged: int = 0

    def add(self, finding: Groups, planted: set[int], innocent: set[int]) -> None:
        groups = [{member.account for member in group.members} for group in finding.groups if group.stands_out]
        flagged = set().union(*groups)
        self.worlds += 1
        self.with_a_false_group += any(2 * len(group & planted) < len(group) for group in groups)
        self.found += bool(planted) and len(flagged & planted) >= FOUND * len(planted)
        self.planted += len(planted)
        self.planted_flagged += len(flagged & planted)
        self.innocent += len(innocent)
        self.innocent_flagged += len(flagged & innocent)


def measure(kind: Kind, completeness: float, seed: int, folder: Path, into: Counts) -> None:
    """Simulate one world in the (empty) folder and add what ``groups`` says of all whose profile was opened."""
    simulate(folder, replace(kind.shape, completeness=completeness), seed, altered=kind.world)
    truth = json.loads((folder / "truth.json").read_text())
    with closing(connect(folder / DATABASE)) as conn:
        key = {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
        opened = {key[handle] for handle in truth["opened"]}
        finding = run(conn, "groups", Selection(accounts=sorted(opened)), {"most": 10_000, "members": 200_000})
    assert isinstance(finding, Groups)
    planted = {key[handle] for handles in truth["planted"].values() for handle in handles if handle in key} & opened
    into.add(finding, planted, opened - planted)


def report(results: dict[tuple[str, float], Counts], first_seed: int) -> Iterator[str]:
    yield f"Seeds from {first_seed}; a false group has fewer than half of its members planted."
    yield ""
    yield "| operation | lists seen | worlds with a false group | found | its accounts named | innocents named |"
    yield "|---|---:|---:|---:|---:|---:|"
    for (kind, completeness), each in results.items():
        has_one = each.planted > 0
        found = f"{each.found / each.worlds:.0%}" if has_one else "–"
        named = f"{each.planted_flagged / each.planted:.0%}" if has_one else "–"
        yield (
            f"| {kind} | {completeness:.0%} | {each.with_a_false_group} of {each.worlds} | {found} | {named} "
            f"| {each.innocent_flagged} of {each.innocent:,} ({1000 * each.innocent_flagged / each.innocent:.2f} in "
            "1,000) |"
        )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--only", default="", help="kinds that begin so")
    parser.add_argument("--minutes", type=float, default=math.inf, help="no world is begun after so many")
    PART.offer(parser)
    options = parser.parse_args(arguments)
    latest = time.monotonic() + 60 * options.minutes
    results = {
        (kind, completeness): Counts()
        for kind in KINDS
        for completeness in KINDS[kind].completeness
        if kind.startswith(options.only)
    }
    for seed in range(options.first_seed, options.first_seed + options.worlds):
        for (kind, completeness), counts in results.items():
            with tempfile.TemporaryDirectory() as folder:
                measure(KINDS[kind], completeness, seed, Path(folder) / "world", counts)
        print(seed, *results.items(), sep="\n  ", file=sys.stderr, flush=True)
        if time.monotonic() > latest:
            break
    PART.show(report(results, options.first_seed), options.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
