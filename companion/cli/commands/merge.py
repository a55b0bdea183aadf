"""``eyeline merge OTHER.db``: another Eyeline database joined into this one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.options import json_option, setting_options
from companion.cli.terminal import printable, progress_bar

if TYPE_CHECKING:
    from companion.core.wire.files import MergeResult
    from companion.store.folder import FolderLock


@click.command("merge")
@setting_options("data")
@click.argument("other", type=click.Path(exists=True, path_type=Path), metavar="OTHER.db")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@json_option
def command(data: Path, other: Path, dry_run: bool, as_json: bool) -> None:
    """Join the database OTHER.db, or that of another data folder, into this one.

    Accounts are one by their stable id, else by their handle where no id contradicts. Nothing counts twice, and the
    notes of both are kept. OTHER.db is not changed, whichever version wrote it. While a companion serves the data
    folder, this is done in its window.
    """
    from companion.operations.merge import merge
    from companion.store.db import Store
    from companion.store.folder import is_held

    if dry_run and not is_held(data):
        Store.existing(data).close()
    with _served_by_nobody(data), Store(data) as store, progress_bar("Merging") as progress:
        merged = merge(store, other, dry_run=dry_run, progress=progress)
    if as_json:
        click.echo(json.dumps(merged.model_dump(), ensure_ascii=False))
        return
    _say(merged)


def _served_by_nobody(data: Path) -> FolderLock:
    """Keeps companions from the folder: one that serves it could write nothing until the merge, of minutes, has ended.

    Raises :class:`AlreadyRunningError`.
    """
    from companion.errors import AlreadyRunningError
    from companion.store.folder import FolderLock, make_folder

    try:
        return FolderLock(make_folder(data))
    except AlreadyRunningError as error:
        if error.url is None:
            raise
        raise AlreadyRunningError("running.instead", url=error.url, running=error) from None


def _say(merged: MergeResult) -> None:
    shown = [table for table, count in merged.together.items() if count or merged.there[table]]
    click.echo(f"{'':<16}{'here':>12}{'there':>12}{'together':>12}")
    for table in shown:
        counts = (merged.here[table], merged.there[table], merged.together[table])
        click.echo(f"{table.replace('_', ' '):<16}" + "".join(f"{count:>12,}" for count in counts))
    click.echo(
        f"{merged.accounts_joined:,} of the other's {merged.there['accounts']:,} accounts were known here, "
        f"and {merged.batches_shared:,} of its {merged.there['batches']:,} batches."
    )
    for name in merged.other_keys:
        click.echo(f"Note: the case {printable(name)} has another key there; the one here stays.", err=True)
    if merged.dry_run:
        click.echo("This is what would happen; nothing was changed.")
