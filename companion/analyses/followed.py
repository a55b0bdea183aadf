"""``followed``: whom the selection follows, and what it likes, more than everyone else who was seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
from pydantic import Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.followed import MostFollowed, most_followed
from companion.core.graph import IntArray
from companion.core.naming import name_of
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.findings.finding import Limit
from companion.core.wire.findings.followed import Followed, FollowedMost, FollowedTable, LikedObject, Relation
from companion.core.wire.observations import CaptureKind, ObjectKind
from companion.store import activity_objects, captured
from companion.store.selecting import names

LISTS = {Relation.follows: CaptureKind.following, Relation.friend: CaptureKind.friends}
LIKES = {Relation.likes_page: ObjectKind.page, Relation.likes_post: ObjectKind.post}
LEAST_INSIDE = 5
LEAST_OUTSIDE = 5
MUCH_LONGER = 2.0


class Options(Wire):
    most: int = Field(50, ge=1, le=2000, description="How many are listed at most, in each table.")
    least: int = Field(3, ge=1, description="In how many of the selection's lists something must stand.")
    least_share: float = Field(0.05, ge=0, le=1, description="In which share of the selection's lists, 0..1.")
    inside: bool = Field(False, description="Also those that are themselves of the selection.")
    examples: int = Field(10, ge=0, le=1000, description="How many of the accounts that follow or like it are named.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> FollowedMost:
    tables: list[FollowedTable] = []
    limits = [*selected.limits]
    for step, relation in enumerate(Relation):
        progress(step, len(Relation))
        owners, targets = _pairs(conn, relation)
        for platform, on_platform in captured.platforms(conn, np.unique(owners)).items():
            here = np.isin(owners, on_platform)
            if relation in LISTS and not options.inside:
                here &= ~(np.isin(targets, selected.accounts) & np.isin(owners, selected.accounts))
            listed = owners[here], targets[here]
            found = most_followed(
                *listed,
                selected.accounts,
                least=options.least,
                least_share=options.least_share,
                least_outside=LEAST_OUTSIDE,
            )
            if found.lists_inside >= LEAST_INSIDE:
                limits += _limits(selected, platform, relation, found, options)
                tables.append(_table(conn, platform, relation, found, listed, selected, options))
    progress(len(Relation), len(Relation))
    return FollowedMost(
        analysis="followed",
        sample=selected.sample,
        method=selected.t("method"),
        null_model=selected.t("null_model"),
        limits=limits,
        tables=tables,
        too_little=None if tables else selected.t("too_little", least=LEAST_INSIDE),
    )


def _pairs(conn: sqlite3.Connection, relation: Relation) -> tuple[IntArray, IntArray]:
    if relation in LISTS:
        return captured.listed(conn, LISTS[relation])
    return captured.liked(conn, LIKES[relation].value)


def _table(
    conn: sqlite3.Connection,
    platform: str,
    relation: Relation,
    found: MostFollowed,
    listed: tuple[IntArray, IntArray],
    selected: Selected,
    options: Options,
) -> FollowedTable:
    shown = found.targets[: options.most]
    by = _examples(*listed, selected.accounts, shown, options.examples)
    named = names(conn, {key for keys in by for key in keys} | (set(shown.tolist()) if relation in LISTS else set()))
    liked = activity_objects.keys(conn, shown.tolist()) if relation in LIKES else {}
    rows = []
    for place, (target, accounts) in enumerate(zip(shown.tolist(), by, strict=True)):
        lift = found.lifts
        rows.append(
            Followed(
                account=named[target] if relation in LISTS else None,
                object=LikedObject(kind=LIKES[relation], key=liked[target]) if relation in LIKES else None,
                in_selection=relation in LISTS and bool(np.isin(target, selected.accounts)),
                inside=int(found.inside[place]),
                outside=int(found.outside[place]),
                share_inside=int(found.inside[place]) / found.lists_inside,
                share_outside=int(found.outside[place]) / found.lists_outside if found.lists_outside else None,
                lift=None if lift is None else float(lift.lift[place]),
                low=None if lift is None else float(lift.low[place]),
                high=None if lift is None else float(lift.high[place]),
                q_value=None if found.q_value is None else float(found.q_value[place]),
                by=[named[account] for account in accounts],
            )
        )
    return FollowedTable(
        platform=platform,
        relation=relation,
        lists_inside=found.lists_inside,
        lists_outside=found.lists_outside,
        length_inside=found.length_inside,
        length_outside=found.length_outside,
        compared=found.compared,
        rows=rows,
    )


def _examples(
    owners: IntArray, targets: IntArray, members: IntArray, shown: IntArray, most: int
) -> list[Sequence[int]]:
    """The first few members that have each target."""
    kept = np.isin(owners, members) & np.isin(targets, shown)
    owners, targets = owners[kept], targets[kept]
    return [owners[targets == target][:most].tolist() for target in shown]


def _limits(
    selected: Selected, platform: str, relation: Relation, found: MostFollowed, options: Options
) -> Iterator[Limit]:
    where = {"platform": platform, "relation": relation.value}
    if found.lifts is None and found.compared:
        yield selected.limit("nothing_to_compare_with", **where, lists=found.lists_outside, least=LEAST_OUTSIDE)
    shorter, longer = sorted((found.length_inside, found.length_outside))
    if found.lifts is not None and longer > MUCH_LONGER * shorter:
        lengths = {"inside": round(found.length_inside, 1), "outside": round(found.length_outside, 1)}
        yield selected.limit("lists_of_other_length", **where, **lengths)
    if found.compared > options.most:
        yield selected.limit("rows_cut", **where, shown=options.most, of=found.compared)


WORDS = {
    Relation.follows: "followed accounts",
    Relation.friend: "friends",
    Relation.likes_page: "liked pages",
    Relation.likes_post: "liked posts",
}


def words(found: FollowedMost) -> Iterator[str]:
    for table in found.tables:
        yield (
            f"{table.platform}, {WORDS[table.relation]}: {table.lists_inside:,} accounts of the selection against "
            f"{table.lists_outside:,} others."
        )
        for row in table.rows:
            if row.lift is None:
                compared = ""
            else:
                compared = f", {row.outside:,} others; lift {row.lift:.1f} ({row.low:.1f} to {row.high:.1f})"
            yield f"  {_name(row)}: {row.inside:,} ({row.share_inside:.0%}){compared}"


def _name(row: Followed) -> str:
    if row.object is not None:
        return row.object.key
    assert row.account is not None
    return name_of(row.account)


ANALYSIS = Analysis(Options, run, words)
