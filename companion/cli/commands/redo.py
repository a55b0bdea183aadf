"""``eyeline redo``: does again what was undone."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.actions import said
from companion.cli.options import setting_options


@click.command("redo")
@setting_options("data")
def command(data: Path) -> None:
    """Do again what `eyeline undo` took back last."""
    from companion.store import action_log
    from companion.store.db import Store

    with Store.existing(data) as store:
        click.echo(f"Done again: {said(store.submit(action_log.redo).result())}")
