"""``eyeline restore``: back to a copy that ``eyeline backup`` made."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import alone_with_data, setting_options
from companion.cli.terminal import progress_bar


@click.command("restore")
@setting_options("data")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def command(data: Path, file: Path) -> None:
    """Put a copy of the backup FILE in the place of the database; end the companion first.

    FILE is checked before anything is touched. The former database is set aside with its log, never deleted.
    """
    from companion.operations.restore import restore
    from companion.store.times import now

    with alone_with_data(), progress_bar("Checking") as progress:
        aside = restore(data, file, now(), progress)
    click.echo(f"{file} was found sound, and its data is in {data} now.")
    if aside is not None:
        click.echo(f"What was there before is in {aside}: delete it once you are sure.")
