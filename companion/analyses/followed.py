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
from companion.store import captured, objects
from companion.store.selecting import names

LISTS = {Relation.follows: CaptureKind.following, Relation.friend: CaptureKind.friends}
LIKES = {Relation.likes_page: ObjectKind.page, Relation.likes_post: ObjectKind.post}
LEAST_INSIDE = 5
LEAST_OUTSIDE = 5
MUCH_LONGER = 2.0

METHOD = (
    "Of the accounts whose list (of whom they follow, of friends, of what they like) was captured at all, the share "
    "that has each target: the selection's over everyone else's. Both shares have Jeffreys' prior, so that small "
    "counts say little; the lift's interval of 95 % is made of theirs (MOVER: Zou and Donner 2008), and the order is "
    "by its lower end. q-values: hypergeometric tail, Benjamini–Hochberg within a table. Whoever was once seen in a "
    "list counts, also if it left later."
)
NULL_MODEL = "The selection's lists are lists like everyone else's: drawn from all that were captured on the platform."


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
                limits += _limits(platform, relation, found, options)
                tables.append(_table(conn, platform, relation, found, listed, selected, options))
    progress(len(Relation), len(Relation))
    return FollowedMost(
        analysis="followed",
        sample=selected.sample,
        method=METHOD,
        null_model=NULL_MODEL,
        limits=limits,
        tables=tables,
        too_little=None
        if tables
        else f"Of fewer than {LEAST_INSIDE} accounts of the selection it was captured whom they follow, are friends "
        "with, or what they like. Open such lists of its accounts.",
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
    liked = objects.keys(conn, shown.tolist()) if relation in LIKES else {}
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


def _limits(platform: str, relation: Relation, found: MostFollowed, options: Options) -> Iterator[Limit]:
    where = {"platform": platform, "relation": relation.value}
    if found.lifts is None and found.compared:
        yield Limit(
            code="nothing_to_compare_with",
            values={**where, "lists": found.lists_outside, "least": LEAST_OUTSIDE},
            text=f"Lists of only {found.lists_outside} accounts outside the selection were captured ({platform}, "
            f"{WORDS[relation]}): too few to compare with, so these are ranked by their number alone.",
        )
    shorter, longer = sorted((found.length_inside, found.length_outside))
    if found.lifts is not None and longer > MUCH_LONGER * shorter:
        yield Limit(
            code="lists_of_other_length",
            values={**where, "inside": round(found.length_inside, 1), "outside": round(found.length_outside, 1)},
            text=f"The selection's lists have {found.length_inside:.0f} entries on average and the others' "
            f"{found.length_outside:.0f} ({platform}, {WORDS[relation]}): longer lists have more of everything.",
        )
    if found.compared > options.most:
        yield Limit(
            code="rows_cut",
            values={**where, "shown": options.most, "of": found.compared},
            text=f"{options.most:,} of {found.compared:,} are listed ({platform}, {WORDS[relation]}).",
        )


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


ANALYSIS = Analysis(
    "followed",
    "Whom the selection follows, and what it likes, more than everyone else who was seen.",
    Options,
    run,
    words,
)
