"""How well ``shared`` and ``communities`` find the operation of a simulated world, and whom else they name.

The selection is everyone whose profile was opened: the operation, the people that it befriended, whole clubs, strangers
and hubs. An account is *flagged* where it is in a community of `shared` that stands out by its aligned pictures. To be
in a community alone is no flag: people of one village, class or club share friends, and rightly make communities.

Two ways that take every neighbour for equally popular are judged on the same lists, by the same rules: the
hypergeometric test, and the raw number of shared neighbours with as many pairs as Eyeline names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu
from scipy.stats import hypergeom

from companion.analyses.analysis import run
from companion.analyses.communities import DENSE
from companion.core.communities import communities, more_than
from companion.core.false_discovery import benjamini_hochberg
from companion.core.graph import IntArray
from companion.core.kinds import EdgeKind
from companion.core.models import FloatArray
from companion.core.progress import unobserved
from companion.core.wire.findings.communities import Communities
from companion.core.wire.selection import Selection
from companion.demo.world.shape import Shape
from companion.demo.world.world import World
from companion.network.projections import Found, Projection, find
from companion.store.connection import connect
from companion.store.current_avatars import CurrentAvatars, current_avatars
from companion.store.folder import DATABASE
from scripts.simulate import simulate

FDR = 0.05
SHARE = 0.1
LEAST = 3
WAYS = ("Eyeline", "hypergeometric", "raw count")
RELATIONS = ("same operator", "same club", "same village", "strangers", "strangers, one a hub")

Named = list[tuple[Projection, IntArray, IntArray, FloatArray]]
Mask = NDArray[np.bool_]


@dataclass
class Counts:
    """Sums over worlds. ``pairs`` and ``pairs_named`` by relation; ``precision`` and ``recall`` are each world's."""

    planted: int = 0
    planted_flagged: int = 0
    innocent: int = 0
    innocent_flagged: int = 0
    innocent_in_communities: int = 0
    hubs: int = 0
    hubs_flagged: int = 0
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    pairs: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RELATIONS, 0))
    pairs_named: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RELATIONS, 0))


@dataclass(frozen=True, eq=False)
class Truth:
    """What is true of accounts by their key in the database (n + 1,)."""

    opened: IntArray
    planted: Mask
    hub: Mask
    operator: IntArray
    village: IntArray
    club: IntArray


def measure(shape: Shape, seed: int, folder: Path, into: dict[str, Counts]) -> None:
    """Simulate one world in the (empty) folder and add what each way finds to the counts."""
    made = simulate(folder, shape, seed)
    with closing(connect(folder / DATABASE)) as conn:
        truth = _truth(conn, made, json.loads((folder / "truth.json").read_text()))
        found = find(conn, truth.opened, list(EdgeKind), FDR, None, unobserved)
        finding = run(
            conn,
            "communities",
            Selection(accounts=truth.opened.tolist()),
            {"fdr": FDR, "share": SHARE, "least": LEAST, "most": 10_000, "members": 200_000},
        )
        wearing = current_avatars(conn)
    assert isinstance(finding, Communities)
    ours = [(each.members, each.stands_out) for each in finding.communities]
    groups = [(np.array([member.account for member in members]), flagged) for members, flagged in ours]
    every = _every_pair(truth, found)
    _add(into["Eyeline"], truth, groups, _eyeline(found), every)
    for name, named in (("hypergeometric", _hypergeometric(found)), ("raw count", _raw_count(found))):
        _add(into[name], truth, list(_groups(named, wearing)), named, every)


def _truth(conn: Any, made: World, told: dict[str, Any]) -> Truth:
    key = {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
    size = max(key.values()) + 1

    def mark(handles: list[str]) -> Mask:
        marked = np.zeros(size, bool)
        marked[[key[handle] for handle in handles if handle in key]] = True
        return marked

    seen = [(key[handle], number) for number, handle in enumerate(made.handles) if handle in key]
    keys, numbers = np.array(seen).T
    labels = np.full((3, size), -1)
    labels[:, keys] = np.stack([made.operator, made.village, made.club])[:, numbers]
    return Truth(
        np.array(sorted(key[handle] for handle in told["opened"])),
        mark(told["planted"]["facebook"] + told["planted"]["instagram"]),
        mark(told["hubs"] + told["seller"] + told["politicians"]),
        *labels,
    )


def _every_pair(truth: Truth, found: Found) -> dict[str, int]:
    """How many pairs of the selection's lists there are of each relation."""
    counted = dict.fromkeys(RELATIONS, 0)
    for one in found.projections:
        keys = one.keys
        first, second = np.triu_indices(len(keys), 1)
        for relation, is_so in _relations(truth, keys[first], keys[second]):
            counted[relation] += int(is_so.sum())
    return counted


def _add(
    counts: Counts, truth: Truth, groups: list[tuple[IntArray, bool]], named: Named, every: dict[str, int]
) -> None:
    inside, flagged = np.zeros(len(truth.planted), bool), np.zeros(len(truth.planted), bool)
    for members, stands_out in groups:
        inside[members] = True
        flagged[members] = stands_out
    opened = np.zeros(len(truth.planted), bool)
    opened[truth.opened] = True
    planted, innocent = opened & truth.planted, opened & ~truth.planted
    hits, misses = int((flagged & planted).sum()), int((flagged & innocent).sum())
    counts.planted += int(planted.sum())
    counts.planted_flagged += hits
    counts.innocent += int(innocent.sum())
    counts.innocent_flagged += misses
    counts.innocent_in_communities += int((inside & innocent).sum())
    counts.hubs += int((innocent & truth.hub).sum())
    counts.hubs_flagged += int((flagged & innocent & truth.hub).sum())
    counts.precision.append(hits / (hits + misses) if hits + misses else 1.0)
    counts.recall.append(hits / max(1, int(planted.sum())))
    for relation, number in every.items():
        counts.pairs[relation] += number
    for one, first, second, _ in named:
        for relation, is_so in _relations(truth, one.keys[first], one.keys[second]):
            counts.pairs_named[relation] += int(is_so.sum())


def _relations(truth: Truth, first: IntArray, second: IntArray) -> Iterator[tuple[str, Mask]]:
    both_innocent = ~truth.planted[first] & ~truth.planted[second]
    near = both_innocent & (truth.village[first] == truth.village[second])
    club = near & (truth.club[first] == truth.club[second])
    hub = truth.hub[first] | truth.hub[second]
    yield "same operator", (truth.operator[first] >= 0) & (truth.operator[first] == truth.operator[second])
    yield "same club", club
    yield "same village", near & ~club
    yield "strangers", both_innocent & ~near
    yield "strangers, one a hub", both_innocent & ~near & hub


def _eyeline(found: Found) -> Named:
    named: Named = []
    for number, one in enumerate(found.projections):
        held = found.of(number)
        named.append((one, one.pairs.first[held], one.pairs.second[held], one.pairs.p[held]))
    return named


def _hypergeometric(found: Found) -> Named:
    """Each pair against lists of the same lengths filled with any neighbours alike, by the same correction."""
    rows = []
    for one in found.projections:
        first, second, shared, lengths = _shared(one)
        neighbours = len(np.unique(one.network.matrix.indices))
        ends = np.sort(np.stack([lengths[first], lengths[second]]), axis=0)
        alike, which = np.unique(np.stack([shared, *ends]), axis=1, return_inverse=True)
        p = _hypergeometric_tail(alike[0], neighbours, alike[1], alike[2])[which.ravel()]
        rows.append((one, first, second, p))
    held = benjamini_hochberg(np.concatenate([p for *_, p in rows]), found.tested, FDR)
    return [
        (one, first[p <= held.threshold], second[p <= held.threshold], p[p <= held.threshold])
        for one, first, second, p in rows
    ]


def _hypergeometric_tail(shared: IntArray, neighbours: int, short: IntArray, long: IntArray) -> FloatArray:
    """The probability of so many or more, summed term by term: scipy's own takes minutes for so many."""
    term = np.exp(hypergeom.logpmf(shared, neighbours, short, long))
    total = term.copy()
    for more in range(int((short - shared).max(initial=0))):
        at = shared + more
        term = term * np.maximum(short - at, 0) * (long - at) / ((at + 1) * (neighbours - short - long + at + 1))
        total += term
        if (term <= 1e-9 * total).all():
            break
    return np.asarray(np.clip(total, 1e-300, 1.0))


def _raw_count(found: Found) -> Named:
    """The pairs that share most, as many as Eyeline names; the more they share, the smaller the stand-in for p."""
    named: Named = []
    for number, one in enumerate(found.projections):
        first, second, shared, _ = _shared(one)
        most = np.argsort(-shared, kind="stable")[: len(found.of(number))]
        named.append((one, first[most], second[most], 10.0 ** -np.minimum(shared[most], 300)))
    return named


def _shared(one: Projection) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    lists = one.network.matrix[one.rows]
    counted = triu(lists @ csr_array(lists.T), k=1).tocoo()
    ends = counted.row.astype(np.int64), counted.col.astype(np.int64)
    return *ends, counted.data.astype(np.int64), np.diff(lists.indptr)


def _groups(named: Named, wearing: CurrentAvatars) -> Iterator[tuple[IntArray, bool]]:
    """The communities of these pairs, and which stand out, by the rules of ``communities``."""
    ends = np.concatenate([one.keys[np.stack([first, second])] for one, first, second, _ in named], axis=1)
    if not ends.size:
        return
    improbable = [-np.log10(p) for *_, p in named]
    weight = np.concatenate([each / np.median(each) if len(each) else each for each in improbable])
    accounts, at = np.unique(ends, return_inverse=True)
    first, second = at.reshape(2, -1)
    labels = communities(csr_array((weight, (first, second)), shape=(len(accounts),) * 2), 0, DENSE)
    groups = [accounts[labels == number] for number in np.flatnonzero(np.bincount(labels[labels >= 0]) >= LEAST)]
    measured = [np.isin(wearing.accounts, group) for group in groups]
    aligned = np.array([(wearing.level[mask] >= 1).sum() for mask in measured])
    p = more_than(SHARE, aligned, np.array([mask.sum() for mask in measured]))
    out = set(benjamini_hochberg(p, len(p), FDR).kept.tolist())
    yield from ((group, number in out) for number, group in enumerate(groups))
