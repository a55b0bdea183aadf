"""How many of those that `suspects` ranks first are of the planted group, beside other orders of the same walks.

--write puts the table into docs/network.md.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from companion.core.graph import IntArray
from companion.core.models import FloatArray
from companion.core.propagation import Surroundings
from companion.demo.world.shape import Shape
from companion.store.connection import connect
from companion.store.network import load
from scripts.research.measuring.documents import Part
from scripts.simulate import simulate

PART = Part("network.md", "scripts/bench.py suspects --write")
FIRST_SEED = 900
RESTART = 0.15
FIRST = (20, 50, 200)
Orders = dict[str, list[list[float]]]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py suspects", description=__doc__)
    parser.add_argument("--worlds", type=int, default=5)
    parser.add_argument("--accounts", type=int, default=32_000, help="ordinary accounts in each world")
    parser.add_argument("--marked", type=int, default=20, help="accounts of the group that are marked")
    PART.offer(parser)
    chosen = parser.parse_args(arguments)
    orders: Orders = {}
    shares = []
    for seed in range(FIRST_SEED, FIRST_SEED + chosen.worlds):
        shares.append(_world(seed, chosen.accounts, chosen.marked, orders))
        print(".", end="", flush=True)
    print()
    PART.show(report(orders, float(np.mean(shares)), chosen), chosen.write)
    return 0


def _world(seed: int, accounts: int, marked: int, orders: Orders) -> float:
    """Adds the world's precisions to the orders; gives the group's share of all accounts that have an edge."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "world"
        simulate(folder, Shape().of_accounts(accounts), seed)
        planted = [
            handle
            for handles in json.loads((folder / "truth.json").read_text())["planted"].values()
            for handle in handles
        ]
        with closing(connect(folder / "eyeline.db")) as conn:
            network = load(conn)
            rows = conn.execute(
                "SELECT id FROM accounts WHERE handle IN (SELECT value FROM json_each(?)) ORDER BY id",
                (json.dumps(planted),),
            )
            group = network.positions(np.array([row["id"] for row in rows], dtype=np.int64))
    marks = np.sort(np.random.default_rng(seed).choice(group, marked, replace=False))
    around = Surroundings(network)
    is_planted = np.isin(np.arange(len(network.accounts)), group)
    for name, order in _orders(around, marks).items():
        orders.setdefault(name, []).append([float(is_planted[order[:first]].mean()) for first in FIRST])
    return (len(group) - marked) / len(network.accounts)


def _orders(around: Surroundings, marks: IntArray) -> dict[str, IntArray]:
    starts = np.zeros(len(around.weights))
    starts[marks] = 1 / len(marks)
    near = around.walk(starts, RESTART)
    links = np.maximum(around.weights, 1.0)

    def ordered(score: FloatArray) -> IntArray:
        order = np.argsort(-score, kind="stable")
        return order[~np.isin(order, marks)]

    everyone = np.arange(len(links))
    return {
        "nearness alone (personalised PageRank)": ordered(near),
        "nearness over links (as SybilRank)": ordered(near / links),
        "nearness over √links (Zhou et al.)": ordered(near / np.sqrt(links)),
        "`suspects`": around.rank(marks, everyone, restart=RESTART, most=max(FIRST)).accounts,
    }


def report(orders: Orders, share: float, chosen: argparse.Namespace) -> Iterator[str]:
    yield (
        f"{chosen.worlds} simulated worlds of {chosen.accounts:,} ordinary accounts (seeds from {FIRST_SEED}), "
        f"{chosen.marked} accounts of the planted group marked: how many of the first are of the group, which is "
        f"{share:.1%} of all."
    )
    yield ""
    yield f"| order | {' | '.join(f'first {first}' for first in FIRST)} |"
    yield f"|---|{'---:|' * len(FIRST)}"
    for name, precisions in orders.items():
        yield f"| {name} | {' | '.join(f'{value:.0%}' for value in np.mean(precisions, axis=0))} |"
