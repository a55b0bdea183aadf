"""``communities``: groups of the selection that hang together, named by their words, with their share of aligned
faces.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from pydantic import AwareDatetime, Field
from scipy.sparse import csr_array

from companion.analyses.analysis import Analysis, Selected
from companion.core.communities import both_ways, communities_of, inner_density, more_than
from companion.core.false_discovery import benjamini_hochberg
from companion.core.graph import IntArray, Network
from companion.core.kinds import EdgeKind
from companion.core.naming import name_of
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.findings.communities import Communities, Community, Ties
from companion.core.wire.findings.finding import Limit
from companion.network.group_words import words_of
from companion.network.projections import weighed_pairs
from companion.store import network
from companion.store.current_avatars import current_avatars
from companion.store.selecting import names
from companion.texts.catalogue import Translator, texts

DENSE = 0.05
"""A part belongs to a community of ``shared`` where at least so many of the pairs are tied, as typical ties weigh."""


class Options(Wire):
    ties: Ties = Field(Ties.shared, description="What ties accounts: neighbours that they share, or direct links.")
    kinds: list[EdgeKind] = Field(list(EdgeKind), min_length=1, description="The kinds of edges that count.")
    fdr: float = Field(0.05, gt=0, le=0.5, description="Of the shared pairs, and of the communities that stand out.")
    aligned: Literal["some", "strong"] = Field("some", description="The least level that counts as aligned.")
    share: float = Field(
        0.1, gt=0, lt=1, description="A community stands out where more than this share of its pictures is aligned."
    )
    least: int = Field(3, ge=2, le=10_000, description="The least size of a community.")
    most: int = Field(50, ge=1, le=10_000, description="How many communities are listed at most.")
    members: int = Field(50, ge=0, le=200_000, description="How many accounts of each are listed at most.")
    at: AwareDatetime | None = Field(None, description="As far as was known then; by default everything that was seen.")
    seed: int = Field(0, ge=0, le=2**31 - 1, description="Of the order in which accounts are tried.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Communities:
    accounts, both, labels, count = _grouped(conn, selected.accounts, options, progress)
    described = _Described(conn, accounts, both, labels, options)
    found = described.communities(range(count))
    tied = int((labels >= 0).sum())
    return Communities(
        analysis="communities",
        sample=selected.sample,
        method=selected.t("method", dense=DENSE),
        null_model=texts(selected.t.language)("analyses.shared.null_model")
        if options.ties is Ties.shared
        else selected.t("null_of_links"),
        seed=options.seed,
        limits=[*selected.limits, *_limits(selected, count, found, described, options)],
        too_little=None if count else _too_little(selected.t, tied, options),
        ties=options.ties,
        tied=tied,
        community_count=count,
        in_communities=int(((labels >= 0) & (labels < count)).sum()),
        aligned_share=options.share,
        communities=found,
    )


def numbers(conn: sqlite3.Connection, accounts: IntArray, ties: Ties, progress: Progress) -> dict[int, int]:
    """The number, as in the finding, of the community of each of these accounts (keys, rising) that is in one."""
    tied, _, labels, count = _grouped(conn, accounts, Options(ties=ties), progress)
    inside = (labels >= 0) & (labels < count)
    return dict(zip(tied[inside].tolist(), (labels[inside] + 1).tolist(), strict=True))


def _grouped(
    conn: sqlite3.Connection, accounts: IntArray, options: Options, progress: Progress
) -> tuple[IntArray, csr_array, IntArray, int]:
    """The accounts (n,) that may be tied, links both ways, labels (n,), and how many of these are communities."""
    shared = options.ties is Ties.shared
    if shared:
        tied, links = weighed_pairs(conn, accounts, options.kinds, options.fdr, options.at, progress)
    else:
        tied, links = _links(conn, accounts, options)
    both = both_ways(links)
    del links  # in a large network much memory
    labels = communities_of(both, options.seed, DENSE if shared else None)
    return tied, both, labels, int((np.bincount(labels[labels >= 0]) >= options.least).sum())


def _links(conn: sqlite3.Connection, selected: IntArray, options: Options) -> tuple[IntArray, csr_array]:
    whole = network.load(conn, [kind.value for kind in options.kinds], options.at)
    inside: Network = whole.within(selected)
    return inside.accounts, inside.matrix


class _Described:
    """What is told of each community; ``accounts`` (n,) are keys, ``labels`` (n,) their communities."""

    def __init__(
        self, conn: sqlite3.Connection, accounts: IntArray, both: csr_array, labels: IntArray, options: Options
    ) -> None:
        self._conn, self._accounts, self._labels, self._options = conn, accounts, labels, options
        self._both = both
        self._density = inner_density(both, labels)
        wearing = current_avatars(conn)
        self._measured = wearing.accounts
        self._aligned = wearing.level >= (2 if options.aligned == "strong" else 1)
        self.all_aligned = False

    def communities(self, numbers: Sequence[int]) -> list[Community]:
        """Those of these labels, the ones that stand out first, then by size; at most as asked."""
        members = [self._accounts[self._labels == number] for number in numbers]
        measured = [np.isin(self._measured, keys) for keys in members]
        of = np.array([mask.sum() for mask in measured], dtype=np.int64)
        aligned = np.array([self._aligned[mask].sum() for mask in measured], dtype=np.int64)
        q_values = np.ones(len(members))
        everyone = np.isin(self._measured, np.concatenate([*members, self._accounts[:0]]))
        self.all_aligned = bool(everyone.any() and self._aligned[everyone].all())
        if not self.all_aligned:
            held = benjamini_hochberg(more_than(self._options.share, aligned, of), len(members), 1.0)
            q_values[held.kept] = held.q
        order = np.lexsort((np.arange(len(members)), q_values > self._options.fdr))[: self._options.most]
        words = words_of(self._conn, [members[number] for number in order])
        return [
            self._community(int(number), *words[place], int(of[number]), int(aligned[number]), q)
            for place, (number, q) in enumerate(zip(order, q_values[order].tolist(), strict=True))
        ]

    def _community(
        self, number: int, words: list[str], described: int, measured: int, aligned: int, q_value: float
    ) -> Community:
        inside = np.flatnonzero(self._labels == number)
        strength = np.asarray(self._both[inside][:, inside].sum(axis=1, dtype=np.float64)).ravel()
        members = self._accounts[inside]
        listed = members[np.argsort(-strength, kind="stable")][: self._options.members].tolist()
        named = names(self._conn, listed)
        return Community(
            number=number + 1,
            size=len(members),
            density=float(self._density[number]),
            words=words,
            described=described,
            measured=measured,
            aligned=aligned,
            expected=measured * float(self._aligned.mean()) if measured else 0.0,
            q_value=q_value,
            stands_out=q_value <= self._options.fdr,
            members=[named[key] for key in listed],
        )


def _limits(
    selected: Selected, count: int, found: Sequence[Community], described: _Described, options: Options
) -> Iterator[Limit]:
    if count > len(found):
        yield selected.limit("communities_cut", shown=len(found), communities=count)
    longest = max((each.size for each in found), default=0)
    if longest > options.members:
        yield selected.limit("members_cut", shown=options.members, largest=longest)
    if described.all_aligned:
        yield selected.limit("all_aligned")


def _too_little(t: Translator, tied: int, options: Options) -> str:
    if tied:
        return t("too_little.small", least=options.least)
    return t("too_little.shared" if options.ties is Ties.shared else "too_little.links")


def words(found: Communities) -> Iterator[str]:
    yield (
        f"{found.tied:,} accounts are tied, {found.in_communities:,} of them in {found.community_count:,} communities."
    )
    for each in found.communities:
        name = ", ".join(each.words) or "no words of their own"
        yield (
            f"{'*' if each.stands_out else ' '} {each.number}: {each.size:,} accounts, {each.density:.0%} of the pairs "
            f"tied; {name}"
        )
        yield (
            f"     aligned pictures: {each.aligned:,} of {each.measured:,} measured, expected {each.expected:.1f} "
            f"(q {each.q_value:.2g} of no more than {found.aligned_share:.0%})"
        )
        yield f"     {', '.join(map(name_of, each.members))}"
    if any(each.stands_out for each in found.communities):
        yield "* More of its pictures are aligned than a few who mix with others could bring."


ANALYSIS = Analysis(Options, run, words)
