"""``eyeline backup``: a checked copy of the database in one file."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import setting_options


@click.command("backup")
@setting_options("data")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(data: Path, file: Path) -> None:
    """Copy the database to FILE, also while the companion runs; check the copy, and write its SHA-256 beside it.

    eyeline restore FILE goes back to it.
    """
    from companion.store.backup import back_up
    from companion.store.db import Store

    with Store.existing(data) as store:
        made = back_up(store.path, file)
    click.echo(f"{made.file}: {made.size / 1e6:,.1f} MB, opened and found sound.")
    click.echo(f"SHA-256 {made.sha256}, also in {made.digest_file.name}")
