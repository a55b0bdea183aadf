"""``eyeline forget``: deletes what was collected."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.options import setting_options
from companion.cli.terminal import printable
from companion.core.wire.forgetting import Span

if TYPE_CHECKING:
    from companion.core.wire.forgetting import ForgettingRequest

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
    "--import", "imported", metavar="FILE", help="What this imported file brought, by its name or its SHA-256."
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

    Say what: --last, --older-than, --case, --account or --import; or --pictures for all pictures. The file is
    written anew afterwards, so that nothing of it stays in it; backups that you made keep it.
    """
    from companion.operations.forget import deletion, finish, forget
    from companion.store.db import Store

    given = [name for name in ("span", "days", "case", "named", "imported") if options[name] not in (None, ())]
    if len(given) > 1 or (not given and not pictures):
        raise click.UsageError("Say what to forget, by one of --last, --older-than, --case, --account and --import.")
    if options["with_accounts"] and "case" not in given:
        raise click.UsageError("--accounts goes with --case.")
    with Store.existing(data) as store:
        finish(store)
        asked = store.read_here(lambda conn: _asked(conn, pictures, **options))
        delete = store.read_here(lambda conn: deletion(conn, asked))
        if not yes:
            what = f"the pictures of {_words(**options)}" if pictures else _words(**options)
            click.confirm(f"Delete {what} from {store.path}? This cannot be undone.", abort=True)
        gone = forget(store, delete)
    if pictures:
        click.echo(f"Deleted: {gone.pictures:,} pictures. What was measured on them is kept.")
    else:
        click.echo(f"Deleted: {gone.observations} observations, {gone.accounts} accounts, {gone.pictures} pictures.")
    if gone.message:
        click.echo(f"Note: {gone.message}", err=True)


def _asked(  # noqa: PLR0913, PLR0917 - the options, each once
    conn: sqlite3.Connection,
    pictures: bool,
    span: str | None,
    days: int | None,
    case: str | None,
    named: tuple[str, ...],
    imported: str | None,
    with_accounts: bool,
) -> ForgettingRequest:
    """What the options name. Raises NotFoundError for a case, an account or an import that there is not."""
    from companion.core.wire.forgetting import ForgettingRequest
    from companion.store import accounts, cases
    from companion.store import imported as imports

    return ForgettingRequest(
        last=None if span is None else Span(span),
        older_than_days=days,
        case=None if case is None else cases.number_of(conn, case),
        accounts=[accounts.number_of(conn, name) for name in named] or None,
        imported=None if imported is None else imports.number_of(conn, imported),
        with_accounts=with_accounts,
        pictures=pictures,
        dry_run=False,
    )


def _words(
    span: str | None,
    days: int | None,
    case: str | None,
    named: tuple[str, ...],
    imported: str | None,
    with_accounts: bool,
) -> str:
    from companion.store.times import now

    if imported is not None:
        return f"what the imported file {printable(imported)} brought"
    if named:
        return f"all that is known of {', '.join(printable(name) for name in named)}"
    if case is not None:
        known = ", with all that is known of its accounts" if with_accounts else ""
        return f"the case {printable(case)} and what was recorded into it{known}"
    if days is not None:
        return f"what was seen before {now() - timedelta(days=days):%Y-%m-%d %H:%M} UTC"
    return "everything that was collected" if span in (None, "ever") else f"what was collected in the last {span}"
