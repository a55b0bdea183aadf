"""``eyeline forget``: deletes what was collected."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.options import setting_options
from companion.cli.terminal import printable
from companion.core.wire.forgetting import Span

if TYPE_CHECKING:
    from companion.store.forgetting.following import Forgotten

LONGEST_DAYS = 36_500


@click.command("forget")
@setting_options("data")
@click.option("--last", "span", type=click.Choice([span.value for span in Span]), help="What came in since then.")
@click.option(
    "--older-than", "days", type=click.IntRange(1, LONGEST_DAYS), metavar="DAYS", help="What was seen so long ago."
)
@click.option("--case", metavar="NAME", help="This case, and what was recorded into it and no other.")
@click.option(
    "--account",
    "named",
    multiple=True,
    metavar="ACCOUNT",
    help="All that is known of this account, by its number or as instagram:handle:ana; can be given again.",
)
@click.option(
    "--accounts", "with_accounts", is_flag=True, help="With --case: also all else that is known of its accounts."
)
@click.option(
    "--pictures", is_flag=True, help="Only the pictures, thumbnails and landmarks; what was measured on them stays."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(data: Path, pictures: bool, yes: bool, **options: Any) -> None:
    """Delete what was collected: accounts, observations and pictures. Pairings stay.

    Say what: --last, --older-than, --case or --account; or --pictures for all pictures. The file is written anew
    afterwards, so that nothing of it stays in it; backups that you made keep it.
    """
    from companion.store.db import Store
    from companion.store.forgetting.compacting import compact

    given = [name for name in ("span", "days", "case", "named") if options[name] not in (None, ())]
    if len(given) > 1 or (not given and not pictures):
        raise click.UsageError("Say what to forget, by one of --last, --older-than, --case and --account.")
    if options["with_accounts"] and "case" not in given:
        raise click.UsageError("--accounts goes with --case.")
    with Store(data) as store:
        target = store.read_here(lambda conn: _target(conn, **options))
        what = f"the pictures of {target.words}" if pictures else target.words
        if not yes:
            click.confirm(f"Delete {what} from {store.path}? This cannot be undone.", abort=True)
        if pictures:
            said = f"{store.submit(target.pictures).result():,} pictures. What was measured on them is kept"
        else:
            gone = store.submit(target.facts).result()
            said = f"{gone.observations} observations, {gone.accounts} accounts, {gone.pictures} pictures"
        compact(store.path)
    click.echo(f"Deleted: {said}.")


@dataclass(frozen=True)
class Target:
    """What is to be forgotten: in words, the work that forgets all of it, and the work that forgets its pictures."""

    words: str
    facts: Callable[[sqlite3.Connection], Forgotten]
    pictures: Callable[[sqlite3.Connection], int]


def _target(
    conn: sqlite3.Connection,
    span: str | None,
    days: int | None,
    case: str | None,
    named: tuple[str, ...],
    with_accounts: bool,
) -> Target:
    """What the options name. Raises NotFoundError for a case or account that there is not."""
    from companion.core.wire.selection import Selection
    from companion.store import accounts, cases
    from companion.store.forgetting import by_account, by_batch, pictures_only
    from companion.store.selecting import account_ids
    from companion.store.times import now

    if named:
        keys = [accounts.number_of(conn, name) for name in named]
        return Target(
            f"all that is known of {', '.join(printable(name) for name in named)}",
            lambda conn: by_account.forget_accounts(conn, keys),
            lambda conn: pictures_only.forget_pictures_of(conn, keys),
        )
    if case is not None:
        number = cases.number_of(conn, case)
        known = ", with all that is known of its accounts" if with_accounts else ""
        return Target(
            f"the case {printable(case)} and what was recorded into it{known}",
            lambda conn: by_batch.forget_case(conn, number, with_accounts),
            lambda conn: pictures_only.forget_pictures_of(conn, account_ids(conn, Selection(case=number, hidden=True))),
        )
    if days is not None:
        before = now() - timedelta(days=days)
        return Target(
            f"what was seen before {before:%Y-%m-%d %H:%M} UTC",
            lambda conn: by_batch.forget_older(conn, before),
            lambda conn: pictures_only.forget_pictures_before(conn, before),
        )
    length = by_batch.SPANS[span or "ever"]
    since = now() - length if length else None
    return Target(
        "everything that was collected" if since is None else f"what was collected in the last {span}",
        lambda conn: by_batch.forget(conn, since),
        lambda conn: pictures_only.forget_pictures_since(conn, since or datetime.min.replace(tzinfo=timezone.utc)),
    )
