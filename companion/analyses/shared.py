"""``shared``: which accounts share more friends, or follow more of the same accounts, than chance would have it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
from pydantic import AwareDatetime, Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.graph import IntArray
from companion.core.kinds import EdgeKind
from companion.core.naming import name_of
from companion.core.number_words import probability
from companion.core.progress import Progress
from companion.core.shared_neighbours import neighbours_in_common
from companion.core.wire.base import Key, Wire
from companion.core.wire.findings.finding import Limit
from companion.core.wire.findings.shared import Shared, SharedBetween, SharedHere, SharedNeighbour, SharedPair
from companion.network.projections import MOST_LISTS, Found, Projection, find
from companion.store.captured import captures_of
from companion.store.selecting import names
from companion.texts.catalogue import Translator


class Options(Wire):
    kinds: list[EdgeKind] = Field(list(EdgeKind), min_length=1, description="What is shared.")
    fdr: float = Field(0.05, gt=0, le=0.5, description="The share of the pairs that may be there by chance.")
    most: int = Field(200, ge=0, le=10_000_000, description="How many pairs are listed at most.")
    examples: int = Field(3, ge=0, le=50, description="How many shared accounts are named for each pair.")
    at: AwareDatetime | None = Field(None, description="As far as was known then; by default everything that was seen.")
    pair: list[Key] | None = Field(
        None, min_length=2, max_length=2, description="Two accounts' numbers, of whom all that they share is opened."
    )


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Shared:
    found = find(conn, selected.accounts, options.kinds, options.fdr, options.at, progress)
    lists = sum(len(each.rows) for each in found.projections)
    here = [_here(found, number, options.fdr) for number in range(len(found.projections)) if found.tested]
    return Shared(
        analysis="shared",
        sample=selected.sample,
        method=selected.t("method"),
        null_model=selected.t("null_model"),
        limits=[*selected.limits, *_limits(conn, selected, found, options)],
        too_little=None if found.tested else selected.t("too_little.one" if lists else "too_little.none"),
        fdr=options.fdr,
        pairs_tested=found.tested,
        pair_count=len(found.position),
        threshold=found.held.threshold,
        meaning=_meaning(selected.t, found, here, options.fdr) if found.tested else "",
        here=here,
        pairs=_pairs(conn, found, options),
        between=[] if options.pair is None else _between(conn, found, *sorted(options.pair)),
    )


def _here(found: Found, number: int, fdr: float) -> SharedHere:
    one = found.projections[number]
    held = found.of(number)
    lengths = np.diff(one.network.matrix.indptr)
    own = lengths[one.rows]
    middle = int(np.argsort(own, kind="stable")[len(own) // 2])
    kind = int(one.pairs.chance.kind[middle])
    ends = np.concatenate([one.pairs.first[held], one.pairs.second[held]])
    return SharedHere(
        platform=one.platform,
        kind=one.kind,
        lists=len(one.rows),
        others=int(np.count_nonzero(lengths)) - len(one.rows),
        pairs_tested=one.pairs.tested,
        pair_count=len(held),
        account_count=len(np.unique(ends)),
        middle_list=int(own[middle]),
        expected=float(one.pairs.chance.mean[kind, kind]),
        least=one.pairs.chance.least(kind, kind, found.held.threshold or fdr / found.tested),
    )


def _meaning(t: Translator, found: Found, here: Sequence[SharedHere], fdr: float) -> str:
    count = len(found.position)
    if not count:
        return t("meaning.none", tested=found.tested, bound=probability(fdr / found.tested, t))
    most = max(here, key=lambda each: each.pair_count)
    return t(
        "meaning.some",
        tested=found.tested,
        count=count,
        threshold=probability(found.held.threshold, t),
        fdr=fdr,
        false=fdr * count,
        length=most.middle_list,
        platform=most.platform,
        expected=most.expected,
        least=most.least,
    )


def _pairs(conn: sqlite3.Connection, found: Found, options: Options) -> list[SharedPair]:
    listed = list(zip(found.projection.tolist(), found.position.tolist(), found.held.q.tolist(), strict=True))[
        : options.most
    ]
    rows = []
    for number, position, q_value in listed:
        one = found.projections[number]
        first, second = (int(one.rows[ends[position]]) for ends in (one.pairs.first, one.pairs.second))
        common = _rarest(one, neighbours_in_common(one.network.matrix, first, second))[: options.examples]
        keys = one.network.accounts[[first, second, *common]].tolist()
        rows.append((one, position, q_value, keys))
    named = names(conn, {key for *_, keys in rows for key in keys})
    return [
        SharedPair(
            first=named[keys[0]],
            second=named[keys[1]],
            kind=one.kind,
            shared=int(one.pairs.shared[position]),
            expected=float(one.pairs.expected[position]),
            p_value=float(one.pairs.p[position]),
            q_value=q_value,
            accounts=[named[key] for key in keys[2:]],
        )
        for one, position, q_value, keys in rows
    ]


def _rarest(one: Projection, neighbours: IntArray) -> IntArray:
    """These positions, those that fewest lists have first."""
    return np.asarray(neighbours[np.argsort(_popularity(one)[neighbours], kind="stable")])


def _popularity(one: Projection) -> IntArray:
    return np.bincount(one.network.matrix.indices, minlength=len(one.network.accounts))


def _between(conn: sqlite3.Connection, found: Found, first: int, second: int) -> list[SharedBetween]:
    opened = []
    for one in found.projections:
        ends = np.flatnonzero(np.isin(one.keys, [first, second]))
        if len(ends) < 2:
            continue
        rows = one.rows[ends]
        common = _rarest(one, neighbours_in_common(one.network.matrix, int(rows[0]), int(rows[1])))
        keys = one.network.accounts[common].tolist()
        captures = [captures_of(conn, one.kind.value, account, keys) for account in (first, second)]
        kinds = one.pairs.chance.kind[ends]
        shared = np.array([len(common)])
        named = names(conn, keys)
        seen_with = _popularity(one)
        opened.append(
            SharedBetween(
                kind=one.kind,
                shared=len(common),
                expected=float(one.pairs.chance.mean[kinds[0], kinds[1]]),
                p_value=float(one.pairs.chance.at_least(shared, kinds[:1], kinds[1:])[0]),
                neighbours=[
                    SharedNeighbour(
                        account=named[key],
                        seen_with=int(seen_with[at]),
                        displayed=None if np.isnan(one.displayed[at]) else int(one.displayed[at]),
                        first_captures=captures[0].get(key, []),
                        second_captures=captures[1].get(key, []),
                    )
                    for key, at in zip(keys, common.tolist(), strict=True)
                ],
            )
        )
    return opened


def _limits(conn: sqlite3.Connection, selected: Selected, found: Found, options: Options) -> Iterator[Limit]:
    seen = np.unique(np.concatenate([each.keys for each in found.projections] or [np.empty(0, np.int64)]))
    if len(seen) < len(selected.accounts):
        without = len(selected.accounts) - len(seen)
        yield selected.limit("without_neighbours", without=without, accounts=len(selected.accounts))
    for one in found.projections:
        if len(one.rows) == MOST_LISTS:
            yield selected.limit("lists_cut", platform=one.platform, most=MOST_LISTS)
        seen_lists = int(np.count_nonzero(np.diff(one.network.matrix.indptr)))
        if seen_lists < 2 * len(one.rows):
            where = {"platform": one.platform, "kind": one.kind.value}
            yield selected.limit("few_others", **where, lists=len(one.rows), seen=seen_lists)
    if len(found.position) > options.most:
        yield selected.limit("pairs_cut", shown=options.most, pairs=len(found.position))


def words(found: Shared) -> Iterator[str]:
    yield found.meaning
    for here in found.here:
        yield (
            f"{here.platform}, {_KINDS[here.kind]}: {here.lists:,} accounts, and {here.others:,} others; "
            f"{here.pair_count:,} of {here.pairs_tested:,} pairs, of {here.account_count:,} accounts."
        )
    for pair in found.pairs:
        some = ", ".join(map(name_of, pair.accounts))
        yield (
            f"  {name_of(pair.first)} and {name_of(pair.second)} share {pair.shared:,} {_KINDS[pair.kind]}, expected "
            f"{pair.expected:.1f} (q {pair.q_value:.2g}){f': {some} …' if some else ''}"
        )
    for opened in found.between:
        yield (
            f"The pair shares {opened.shared:,} {_KINDS[opened.kind]}, expected {opened.expected:.1f} "
            f"(p {opened.p_value:.2g}):"
        )
        for each in opened.neighbours:
            yield (
                f"    {name_of(each.account)}, seen with {each.seen_with:,}; captures "
                f"{', '.join(map(str, each.first_captures))} and {', '.join(map(str, each.second_captures))}"
            )


_KINDS = {
    EdgeKind.friend: "friends",
    EdgeKind.follows: "accounts that both follow",
    EdgeKind.member: "groups",
}


ANALYSIS = Analysis(Options, run, words)
