"""What figures of whom a selection follows, and of what it likes, share: the table, its title, bars and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from companion.core.naming import name_of
from companion.core.number_words import ratio
from companion.core.wire.findings.followed import Followed, FollowedMost, FollowedTable, Relation
from companion.core.wire.selection import Selection
from companion.reports.drawn_bars import BarRow, Sign
from companion.reports.figures.figure import Asked, Drawn, Part, Table, TooLittle, basis
from companion.store.selecting import account_ids
from companion.texts.catalogue import Translator, site_name, texts

LEAST_LIFT = 2.0
"""What others have as often is no finding: shown is what the selection has so many times as often as others, surely."""
MOST_TIED = 1000
"""So many accounts are named that have a target: as many as the analysis names at most."""
_BEFORE = ("https://", "http://", "www.")


@dataclass(frozen=True)
class Ranked:
    """Of the finding the table that is drawn, and its rows but for accounts that somebody hid.

    ``every`` are the rows that the selection has surely :data:`LEAST_LIFT` times as often as others, or all where there
    is nobody to compare with, that first which most have; ``rows`` the first of them, which are drawn.
    """

    finding: FollowedMost
    table: FollowedTable
    every: list[Followed]
    rows: list[Followed]
    t: Translator
    """What is said of any such ranking."""

    @property
    def title(self) -> str:
        """How many of the selection, and of others, have the first target."""
        row = self.rows[0]
        return self.t(
            "title",
            relation=self.table.relation.value,
            inside=row.inside,
            lists=self.table.lists_inside,
            name=target(row),
            is_compared=str(row.lift is not None).lower(),
            outside=row.outside,
            others=self.table.lists_outside,
        )

    @property
    def bars(self) -> list[BarRow]:
        """The selection's share of each, marked at everyone else's, with the lift."""
        return [
            BarRow(target(row), row.share_inside, None if row.lift is None else row.share_outside, self._said(row))
            for row in self.rows
        ]

    @property
    def signs(self) -> list[Sign]:
        """The bars' legend."""
        own = Sign("bar", "own", self.t("inside", count=self.table.lists_inside))
        others = Sign("mark", "", self.t("outside", count=self.table.lists_outside))
        return [own, others] if any(row.lift is not None for row in self.rows) else [own]

    @property
    def order(self) -> str:
        """What stands above the bars."""
        return "" if self.rows[0].lift is None else self.t("order")

    @property
    def shown(self) -> str:
        """How many of how many are drawn, and how many are left out as no finding."""
        counts = {"shown": len(self.rows), "all": len(self.every), "least": LEAST_LIFT}
        if self.rows[0].lift is None:
            return self.t("shown_uncompared", **counts)
        return self.t("shown", **counts, rest=self.table.compared - len(self.every))

    def drawn(self, drawing: Markup) -> Drawn:
        """The figure that shows it so."""
        others = [each for each in self.finding.tables if each is not self.table and each.rows]
        there = {each.platform for each in others if each.relation is self.table.relation}
        elsewhere = (
            self.t("elsewhere", platforms=self.t.listed([site_name(each) for each in sorted(there)])) if there else ""
        )
        cut = self.t("tied_cut", most=MOST_TIED) if any(row.inside > len(row.by) for row in self.rows) else ""
        reading = "" if self.rows[0].lift is None else self.t("reading", least=LEAST_LIFT)
        having = [[account.account for account in row.by] for row in self.rows]
        return Drawn(
            self.title,
            drawing,
            self._numbers(),
            basis(self.finding, sample=[cut, elsewhere], method=[reading], limits=[self.t("limit")]),
            {account for accounts in having for account in accounts},
            [
                Part(f"{target(row)} ({self.t.number(row.inside)})", accounts)
                for row, accounts in zip(self.rows, having, strict=True)
            ],
            site=self.table.platform,
        )

    def _numbers(self) -> Table:
        here = self.table
        return Table(
            (
                *("platform", "relation", "target", "inside", "lists_inside", "outside", "lists_outside"),
                *("lift", "low", "high", "q_value"),
            ),
            [
                (
                    *(here.platform, here.relation.value, row.object.key if row.object else target(row)),
                    *(row.inside, here.lists_inside, row.outside, here.lists_outside),
                    *(row.lift, row.low, row.high, row.q_value),
                )
                for row in self.rows
            ],
        )

    def _said(self, row: Followed) -> str:
        if row.lift is None:
            return self.t("count", count=row.inside, share=row.share_inside)
        return self.t("lift", count=row.inside, share=row.share_inside, lift=ratio(row.lift, self.t))


def ranked(asked: Asked, relations: Sequence[Relation], most: int) -> Ranked | TooLittle | None:
    """Of the first of these relations that has any target, the platform of which most lists were seen.

    None where nothing was seen; too little where nothing is had surely more often than others have it.

    Targets are accounts outside the selection, unless it is all that there is.
    """
    t = texts(asked.t.language).below("report.most_followed")
    compared = 0
    for inside in (False, True):
        finding: FollowedMost = asked.finding("followed", inside=inside)
        seen = _seen(asked, finding)
        for relation in relations:
            for table in sorted(finding.tables, key=lambda each: -each.lists_inside):
                if table.relation is not relation:
                    continue
                rows = [row for row in table.rows if row.account is None or row.account.account in seen]
                more = [row for row in rows if row.low is None or row.low >= LEAST_LIFT]
                more.sort(key=lambda row: -row.inside)
                if more:
                    return Ranked(finding, table, more, more[:most], t)
                compared += len(rows)
    return TooLittle(t("nothing_more", count=compared, least=LEAST_LIFT)) if compared else None


def _seen(asked: Asked, finding: FollowedMost) -> set[int]:
    """Accounts among the targets that nobody hid."""
    keys = [row.account.account for table in finding.tables for row in table.rows if row.account]
    return set(account_ids(asked.conn, Selection(accounts=keys)).tolist())


def target(row: Followed) -> str:
    """An account's name, or an address without what all addresses begin with."""
    if row.account is not None:
        return name_of(row.account)
    key = row.object.key if row.object else ""
    for before in _BEFORE:
        key = key.removeprefix(before)
    return key
