"""``eyeline undo``: takes back what was done last."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.actions import said
from companion.cli.options import setting_options


@click.command("undo")
@setting_options("data")
@click.option("--list", "listed", is_flag=True, help="Only show what was done last, the newest first.")
def command(data: Path, listed: bool) -> None:
    """Take back the last tag, note, collecting or hiding; again, the one before. `eyeline redo` does it again."""
    from companion.store import action_log
    from companion.store.db import Store
    from companion.store.times import now

    with Store.existing(data) as store:
        if not listed:
            click.echo(f"Undone: {said(store.submit(lambda conn: action_log.undo(conn, now())).result())}")
            return
        found = store.read_here(lambda conn: action_log.last_actions(conn, 20))
    for action in found:
        undone = " (undone)" if action.undone_at else ""
        click.echo(f"{action.done_at[:16].replace('T', ' ')}  {said(action)}{undone}")
    if not found:
        click.echo("Nothing was done yet.")
