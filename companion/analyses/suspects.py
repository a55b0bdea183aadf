"""``suspects``: who of the selection hangs together with accounts that you marked: where to look next, never a
verdict.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
from pydantic import Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray
from companion.core.naming import name_of
from companion.core.progress import Progress
from companion.core.propagation import Ranked, Surroundings
from companion.core.wire.base import ShortText, Wire
from companion.core.wire.findings.suspects import Reason, Suspect, Suspects
from companion.core.wire.selection import AccountName
from companion.store import network
from companion.store.arrays import integers
from companion.store.selecting import names
from companion.texts.catalogue import Translator

SHARED_SHOWN = 5


class Options(Wire):
    marked: ShortText = Field("marked", description="The tag of the accounts to start from.")
    most: int = Field(50, ge=1, le=1000, description="How many are ranked at most.")
    reasons: int = Field(5, ge=1, le=50, description="How many marked accounts are given for each rank at most.")
    restart: float = Field(0.15, ge=0.05, le=0.95, description="How probably the walk goes back at each step.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Suspects:
    query = "SELECT DISTINCT account FROM account_tags WHERE tag = ? ORDER BY account"
    marked = integers(conn, query, (options.marked,)).ravel()
    follows, friends = network.load(conn, ("follows",)), network.load(conn, ("friend",))
    everything = _together(follows, friends)
    marks = everything.positions(marked)
    limits = [*selected.limits]
    if len(marks) < len(marked):
        limits.append(selected.limit("marked_without_edges", missing=len(marked) - len(marks), marked=len(marked)))
    ranked: list[Suspect] = []
    if len(marks):
        around = Surroundings(everything)
        candidates = everything.positions(selected.accounts)
        found = around.rank(marks, candidates, restart=options.restart, most=options.most, progress=progress)
        ranked = _Reasons(conn, everything, follows, friends, around).of(found, marks, options.reasons)
    return Suspects(
        analysis="suspects",
        sample=selected.sample,
        method=selected.t("method"),
        null_model=selected.t("null_model"),
        limits=limits,
        too_little=_too_little(selected.t, options.marked, len(marked), len(marks), len(ranked)),
        tag=options.marked,
        marked=len(marked),
        marked_in_network=len(marks),
        ranked=ranked,
    )


def _together(one: Network, other: Network) -> Network:
    parts = (one, other)
    return Network.of_keys(
        np.concatenate([part.accounts[part.sources] for part in parts]),
        np.concatenate([part.accounts[part.targets] for part in parts]),
    )


class _Reasons:
    """Opens ranks: who of the marked stands behind each, and by which edges."""

    def __init__(
        self, conn: sqlite3.Connection, everything: Network, follows: Network, friends: Network, around: Surroundings
    ) -> None:
        self._conn = conn
        self._accounts = everything.accounts
        self._follows = _Edges(follows)
        self._friends = _Edges(friends)
        self._around = around

    def of(self, found: Ranked, marks: IntArray, most: int) -> list[Suspect]:
        opened = [
            [self._between(int(account), int(marks[at]), float(parts[at])) for at in _largest(parts, most)]
            for account, parts in zip(found.accounts, found.parts, strict=True)
        ]
        used = set(found.accounts.tolist())
        for reasons in opened:
            for mark, _, shared, path in reasons:
                used.update((mark, *shared[:SHARED_SHOWN], *path))
        named = names(self._conn, self._accounts[sorted(used)].tolist())
        return [
            Suspect(
                account=named[self._key(account)],
                lift=float(found.lift[place]),
                low=float(found.low[place]),
                marks_behind=float(found.marks_behind[place]),
                edges=self._around.neighbours(account),
                reasons=[self._reason(named, account, *reason) for reason in opened[place]],
            )
            for place, account in enumerate(found.accounts.tolist())
        ]

    def _between(self, account: int, mark: int, part: float) -> tuple[int, float, list[int], list[int]]:
        shared = self._around.between(account, mark).tolist()
        path = [] if shared or self._around.are_linked(account, mark) else self._around.path(account, mark)
        return mark, part, shared, path

    def _reason(
        self,
        named: dict[int, AccountName],
        account: int,
        mark: int,
        part: float,
        shared: list[int],
        path: list[int],
    ) -> Reason:
        key, other = self._key(account), self._key(mark)
        return Reason(
            mark=named[other],
            part=part,
            follows=self._follows.has(key, other),
            followed=self._follows.has(other, key),
            friends=self._friends.has(key, other),
            shared_count=len(shared),
            shared=[named[self._key(each)] for each in shared[:SHARED_SHOWN]],
            path=[named[self._key(each)] for each in path],
        )

    def _key(self, position: int) -> int:
        return int(self._accounts[position])


class _Edges:
    """Whether there is an edge between two keys."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def has(self, source: int, target: int) -> bool:
        ends = self._network.positions(np.array([source, target]))
        return len(ends) == 2 and bool(self._network.matrix[ends[0], ends[1]])


def _largest(parts: FloatArray, most: int) -> list[int]:
    order = np.lexsort((np.arange(len(parts)), -np.round(parts, 12)))[:most]
    return [int(at) for at in order if parts[at] > 0]


def _too_little(t: Translator, tag: str, marked: int, in_network: int, ranked: int) -> str | None:
    if not marked:
        return t("too_little.no_tag", tag=tag)
    if not in_network:
        return t("too_little.no_edge", tag=tag)
    return None if ranked else t("too_little.none_nearer")


def words(found: Suspects) -> Iterator[str]:
    yield f'From {found.marked_in_network:,} of {found.marked:,} accounts with the tag "{found.tag}":'
    for place, each in enumerate(found.ranked, 1):
        yield (
            f"{place:>4}. {name_of(each.account)}: lift {each.lift:.1f} (at least {each.low:.1f}), resting on "
            f"{each.marks_behind:.1f} marked accounts, {each.edges:,} edges"
        )
        for reason in each.reasons:
            yield f"        {reason.part:.0%} {name_of(reason.mark)}: {_ways(reason)}"


def _ways(reason: Reason) -> str:
    direct = {"follows it": reason.follows, "is followed by it": reason.followed, "is its friend": reason.friends}
    ways = [way for way, there in direct.items() if there]
    if reason.shared_count:
        ways.append(f"shares {reason.shared_count:,} ({', '.join(map(name_of, reason.shared))})")
    if reason.path:
        ways.append(" – ".join(map(name_of, reason.path)))
    return ", ".join(ways)


ANALYSIS = Analysis(Options, run, words)
