"""How often ``synchrony`` raises a false burst, and how many bursts of a few changes it finds, in made-up worlds.

``python -m scripts.research.evaluate_synchrony`` prints the table; ``--write`` also writes it into
``docs/network.md``. The worlds are those of ``scripts/research/measuring/synchrony_worlds.py``; their seeds were not
used while the method was built.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from companion.core.activities import DAY, HOUR
from companion.core.synchrony import scan
from scripts.research.measuring.documents import Part
from scripts.research.measuring.synchrony_worlds import CAMPAIGNS, DAYS, GROUP, OTHERS, World, world

FIRST_SEED = 20_201_201
PLANTED = (3, 4, 5, 6)
PART = Part("network.md", "scripts/research/evaluate_synchrony.py --write")


@dataclass(frozen=True)
class Setting:
    """A kind of world: how many others are seen, and whether the group's changes crowd into four months."""

    name: str
    others: int = OTHERS
    bunched: bool = False

    def world(self, seed: int, burst: int = 0) -> World:
        return world(seed, burst=burst, others=self.others, bunched=self.bunched)


SETTINGS = (
    Setting(f"{OTHERS:,} others seen"),
    Setting("three times as many others as the group", others=3 * GROUP),
    Setting("nobody else seen", others=0),
    Setting(f"{OTHERS:,} others, the group crowded into four months", bunched=True),
)


def false_bursts(worlds: int, width: int, setting: Setting) -> float:
    """The share of worlds without a burst in which one is raised."""
    made = (setting.world(FIRST_SEED + number) for number in range(worlds))
    return sum(bool(scan(each.times, each.accounts, each.others, width).bursts) for each in made) / worlds


def found(worlds: int, burst: int, setting: Setting) -> float:
    """The share of worlds in which the hour where ``burst`` changes were planted is raised."""
    hits = 0
    for number in range(worlds):
        made = setting.world(FIRST_SEED + 100_000 + number, burst)
        assert made.planted is not None
        raised = scan(made.times, made.accounts, made.others, HOUR).bursts
        hits += any(each.begin < made.planted + HOUR and each.end > made.planted for each in raised)
    return hits / worlds


def report(worlds: int) -> Iterator[str]:
    yield (
        f"{worlds} worlds for each figure, seeds from {FIRST_SEED}: {GROUP} accounts over {DAYS} days, each with one "
        f"change; everybody's rate has a day's and a week's rhythm, a trend, {CAMPAIGNS} days of campaigns at 4 to 12 "
        "times the rate, and gamma noise by day and hour. False: worlds without a burst in which one is raised. Found: "
        "worlds in which so many changes were moved into one hour, at any time of day, and that hour is raised."
    )
    yield ""
    head = ["what else is known", "false, per hour", "false, per day", *(f"{burst} found" for burst in PLANTED)]
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    for setting in SETTINGS:
        per_day = f"{false_bursts(worlds, DAY, setting):.1%}" if setting.others else "not asked"
        shares = " | ".join(f"{found(worlds, burst, setting):.0%}" for burst in PLANTED)
        yield f"| {setting.name} | {false_bursts(worlds, HOUR, setting):.1%} | {per_day} | {shares} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=200)
    PART.offer(parser)
    asked = parser.parse_args()
    PART.show(report(asked.worlds), asked.write)


if __name__ == "__main__":
    main()
