"""``eyeline forget``: deletes what was collected."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.options import setting_options
from companion.cli.terminal import printable
from companion.core.kinds import Span
from companion.errors import AlreadyRunningError

if TYPE_CHECKING:
    from companion.core.wire.forgetting import ForgettingRequest

LONGEST_DAYS = 36_500


@dataclass(frozen=True)
class Named:
    """What the options name, each as it was typed."""

    span: str | None
    days: int | None
    case: str | None
    named: tuple[str, ...]
    imported: str | None
    with_accounts: bool

    def asked(self, conn: sqlite3.Connection, pictures: bool) -> ForgettingRequest:
        """Raises NotFoundError for a case, an account or an import that there is not."""
        from companion.core.wire.forgetting import ForgettingRequest
        from companion.store import accounts, cases
        from companion.store import imported as imports

        return ForgettingRequest(
            last=None if self.span is None else Span(self.span),
            older_than_days=self.days,
            case=None if self.case is None else cases.number_of(conn, self.case),
            accounts=[accounts.number_of(conn, name) for name in self.named] or None,
            imported=None if self.imported is None else imports.number_of(conn, self.imported),
            with_accounts=self.with_accounts,
            pictures=pictures,
            dry_run=False,
        )

    def words(self) -> str:
        """As a person is asked about it."""
        from companion.store.times import now

        if self.imported is not None:
            return f"what the imported file {printable(self.imported)} brought"
        if self.named:
            return f"all that is known of {', '.join(printable(name) for name in self.named)}"
        if self.case is not None:
            known = ", with all that is known of its accounts" if self.with_accounts else ""
            return f"the case {printable(self.case)} and what was recorded into it{known}"
        if self.days is not None:
            return f"what was seen before {now() - timedelta(days=self.days):%Y-%m-%d %H:%M} UTC"
        if self.span in (None, "ever"):
            return "everything that was collected"
        return f"what was collected in the last {self.span}"


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
    from companion.store.folder import FolderLock

    named = Named(**options)
    given = [name for name in ("span", "days", "case", "named", "imported") if getattr(named, name) not in (None, ())]
    if len(given) > 1 or (not given and not pictures):
        raise click.UsageError("Say what to forget, by one of --last, --older-than, --case, --account and --import.")
    if named.with_accounts and "case" not in given:
        raise click.UsageError("--accounts goes with --case.")
    with Store.existing(data) as store:
        with suppress(AlreadyRunningError), FolderLock(store.folder):
            pass  # what a killed repair or merge left is removed
        finish(store)
        asked = store.read_here(lambda conn: named.asked(conn, pictures))
        delete = store.read_here(lambda conn: deletion(conn, asked))
        if not yes:
            what = f"the pictures of {named.words()}" if pictures else named.words()
            click.confirm(f"Delete {what} from {store.path}? This cannot be undone.", abort=True)
        gone = forget(store, delete)
    if pictures:
        click.echo(f"Deleted: {gone.pictures:,} pictures. What was measured on them is kept.")
    else:
        click.echo(f"Deleted: {gone.observations} observations, {gone.accounts} accounts, {gone.pictures} pictures.")
    if gone.message:
        click.echo(f"Note: {gone.message}", err=True)
