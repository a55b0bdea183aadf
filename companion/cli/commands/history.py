"""``eyeline history``: what held at a time, what changed between two, and where it is known from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.options import AskedSelection, Moment, json_option, selection_options, setting_options
from companion.cli.terminal import printable
from companion.core.kinds import EdgeKind
from companion.core.naming import name_of

if TYPE_CHECKING:
    from companion.core.wire.base import Wire
    from companion.core.wire.history import AccountHistory, AsOf, Difference, EdgeEvidence, EdgeSeen, Scope
    from companion.store.db import Store

TIME = Moment(end_of_day=True)
VERBS = {EdgeKind.follows: "follows", EdgeKind.friend: "is a friend of", EdgeKind.member: "is a member of"}


@click.group("history")
def command() -> None:
    """Show the network at a time, what changed between two times, and how an account changed. Times are UTC."""


def edge_options(decorated: Callable[..., Any]) -> Callable[..., Any]:
    """Which edges are meant and how many are listed."""
    for option in (
        json_option,
        click.option("--most", type=click.IntRange(0, 20_000), default=50, show_default=True, help="Edges to list."),
        click.option("--kind", "kinds", multiple=True, type=click.Choice(sorted(EdgeKind)), help="Default: all."),
        click.option("--around", metavar="ACCOUNT", help="The edges of this account and those between its neighbours."),
        click.option("--touching", is_flag=True, help="Also edges with one end only among the selected accounts."),
        selection_options,
        setting_options("data"),
    ):
        decorated = option(decorated)
    return decorated


@command.command("at")
@click.argument("time", type=TIME)
@edge_options
def at(data: Path, time: datetime, as_json: bool, most: int, **scope: Any) -> None:
    """Show the edges that held at TIME, as 2020-12-01: seen by then, and not known to be gone."""
    from companion.core.wire.history import Rows
    from companion.store.db import Store
    from companion.store.history import as_of

    with Store.existing(data) as store:
        wanted = _scope(store, **scope)
        found = store.read_here(lambda conn: as_of(conn, wanted, time, Rows(most=most)))
    _print(found, as_json, _held(found))


@command.command("between")
@click.argument("since", type=TIME)
@click.argument("until", type=TIME)
@edge_options
def between(data: Path, since: datetime, until: datetime, as_json: bool, most: int, **scope: Any) -> None:
    """Show which edges appeared and ended between SINCE and UNTIL, as 2020-06-01 2020-12-01."""
    from companion.core.wire.history import Rows
    from companion.store.db import Store
    from companion.store.history import difference

    with Store.existing(data) as store:
        wanted = _scope(store, **scope)
        found = store.read_here(lambda conn: difference(conn, wanted, since, until, Rows(most=most)))
    _print(found, as_json, _changed(found))


@command.command("of")
@setting_options("data")
@click.argument("account")
@json_option
def of(data: Path, account: str, as_json: bool) -> None:
    """Show how ACCOUNT, a number or instagram:handle:ana, changed: handles, pictures, displayed numbers."""
    from companion.store.account_history import account_history
    from companion.store.accounts import number_of
    from companion.store.db import Store

    with Store.existing(data) as store:
        found = store.read_here(lambda conn: account_history(conn, number_of(conn, account)))
    _print(found, as_json, _life(found))


@command.command("captures")
@setting_options("data")
@click.argument("one")
@click.argument("other")
@json_option
def captures(data: Path, one: str, other: str, as_json: bool) -> None:
    """Show every captured list that shows, or seen whole lacks, an edge between the accounts ONE and OTHER."""
    from companion.store.accounts import number_of
    from companion.store.db import Store
    from companion.store.history import evidence

    with Store.existing(data) as store:
        found = store.read_here(lambda conn: evidence(conn, number_of(conn, one), number_of(conn, other)))
    for edge in found:
        _print(edge, as_json, _evidence(edge))


def _scope(
    store: Store, asked: AskedSelection, around: str | None, touching: bool, kinds: tuple[EdgeKind, ...]
) -> Scope:
    from companion.core.wire.history import Between, Scope
    from companion.store.accounts import number_of

    if around is not None and not (asked.is_everyone and not touching):
        raise click.UsageError("--around names the accounts by itself: give it without a selection.")
    return Scope(
        selection=store.read_here(asked.selection),
        between=Between.touching if touching else Between.inside,
        around=None if around is None else store.read_here(lambda conn: number_of(conn, around)),
        kinds=list(kinds or EdgeKind),
    )


def _print(found: Wire, as_json: bool, words: Iterable[str]) -> None:
    if as_json:
        click.echo(found.model_dump_json())
        return
    for line in words:
        click.echo(printable(line))


def _held(found: AsOf) -> Iterable[str]:
    yield (
        f"Edges that held at {_moment(found.at)}: {found.count:,}. Of them, {found.certain:,} seen then or later too, "
        f"{found.count - found.certain:,} last seen before and not known to be gone."
    )
    if found.only_later:
        yield f"First seen later, and nobody knows whether they held then: {found.only_later:,} more."
    yield from _edges(found.edges, found.count)


def _changed(found: Difference) -> Iterable[str]:
    yield f"Edges that hold at {_moment(found.since)} and at {_moment(found.until)}: {found.unchanged:,}."
    if found.gone_between:
        yield f"Of them, gone for a while between: {found.gone_between:,}."
    if found.only_between:
        yield f"Came and went between, and hold at neither time: {found.only_between:,} more."
    for title, edges, count in (
        ("Appeared, since a list seen whole lacked them", found.appeared, found.appeared_count),
        ("Ended, since a list seen whole lacks them", found.ended, found.ended_count),
        ("Only first seen since then, not known to be new", found.first_seen, found.first_seen_count),
    ):
        yield ""
        yield f"{title}: {count:,}"
        yield from _edges(edges, count)


def _edges(edges: list[EdgeSeen], count: int) -> Iterable[str]:
    if not edges:
        return
    yield f"{'first seen':<18}{'last seen':<18}{'gone by':<18}edge"
    for edge in edges:
        said = f"{name_of(edge.source)} {VERBS[edge.kind]} {name_of(edge.target)}"
        for spell in edge.spells:
            gone = _moment(spell.gone_by) if spell.gone_by else ""
            yield f"{_moment(spell.first_seen):<18}{_moment(spell.last_seen):<18}{gone:<18}{said}"
            said = "  and again"
    if len(edges) < count:
        yield f"Showing {len(edges):,} of {count:,}; --most lists more."


def _life(found: AccountHistory) -> Iterable[str]:
    yield f"{name_of(found.account)} ({found.account.platform}, account {found.account.account})"
    for title, texts in (("handles", found.handles), ("names", found.names), ("descriptions", found.descriptions)):
        if texts:
            yield from ("", title)
            yield from (f"{_span(each)}{' '.join(each.text.split())}" for each in texts)
    if found.avatars:
        yield from ("", "pictures")
        for avatar in found.avatars:
            change = f", put on after {_moment(avatar.changed_after)}" if avatar.changed_after else ""
            yield f"{_span(avatar)}{_picture(avatar)}{change}"
    if found.stated_changes:
        yield from ("", "changes of the picture, as the site says")
        for stated in found.stated_changes:
            yield f"  {_moment(stated.time) if stated.time else 'time unknown':<18}{stated.object or ''}"
    if found.counts:
        yield from ("", "displayed numbers")
        yield from (f"{_span(each)}{each.of:<12}{each.count:>14,}" for each in found.counts)


def _picture(avatar: Any) -> str:
    if avatar.picture is None:
        return "a picture that was not fetched"
    if avatar.evidence is None:
        return f"picture {avatar.picture}, not measured yet"
    level = f", evidence {avatar.evidence.level.value}" if avatar.evidence.level else ""
    return f"picture {avatar.picture}, {avatar.evidence.status.value.replace('_', ' ')}{level}"


def _evidence(found: EdgeEvidence) -> Iterable[str]:
    yield from _edges([found.edge], 1)
    yield ""
    yield f"{'number':>8}  {'time':<18}{'in it':<7}{'list':<12}{'of':<24}{'seen':>8}{'displayed':>11}  {'whole':<7}page"
    for capture in found.captures:
        displayed = "" if capture.displayed_count is None else f"{capture.displayed_count:,}"
        yield (
            f"{capture.capture:>8}  {_moment(capture.seen_at or capture.ended_at):<18}"
            f"{'yes' if capture.seen_at else 'no':<7}{capture.kind.value:<12}"
            f"{name_of(capture.owner):<24}{capture.seen_count:>8,}{displayed:>11}  "
            f"{'yes' if capture.complete else 'no':<7}{capture.page}"
        )


def _span(each: Any) -> str:
    return f"  {_moment(each.first_seen)} – {_moment(each.last_seen)}  "


def _moment(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M")
