"""``eyeline note``: what a person writes about an account or a case."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.actions import said
from companion.cli.options import Whole, json_option, setting_options
from companion.cli.terminal import printable, show_rows

if TYPE_CHECKING:
    from companion.store.action_log import Action


@click.group("note")
def command() -> None:
    """Notes on accounts and cases."""


@command.command("list")
@setting_options("data")
@json_option
def list_notes(data: Path, as_json: bool) -> None:
    """List the notes, the newest last."""
    from companion.store.annotations import every_note
    from companion.store.db import Store

    with Store.existing(data) as store:
        found = store.read_here(every_note)
    show_rows(
        found,
        as_json,
        'No notes yet. Write one: eyeline note add "TEXT" --account instagram:handle:ana',
        f"{'note':>6}  {'written':<18}{'on':<32}text",
        lambda note: (
            f"{note.note:>6}  {note.added_at[:16].replace('T', ' '):<18}{printable(note.on):<32}"
            f"{printable(' '.join(note.text.split()))}"
        ),
    )


@command.command("add")
@setting_options("data")
@click.argument("text")
@click.option("--account", metavar="ACCOUNT", help="On this account, by its number or as instagram:handle:ana.")
@click.option("--case", metavar="NAME", help="On this case.")
def add(data: Path, text: str, account: str | None, case: str | None) -> None:
    """Write TEXT down about an account or a case. `eyeline undo` takes it back."""
    from companion.store import accounts, actions, cases
    from companion.store.db import Store
    from companion.store.times import now

    if (account is None) == (case is None):
        raise click.UsageError("Say what the note is on: --account or --case.")

    def write(conn: sqlite3.Connection) -> Action:
        if account is not None:
            return actions.note_account(conn, accounts.number_of(conn, account), text, now())
        return actions.note_case(conn, cases.number_of(conn, case or ""), text, now())

    with Store.existing(data) as store:
        click.echo(said(store.submit(write).result()))


@command.command("remove")
@setting_options("data")
@click.argument("note", type=Whole(1))
def remove(data: Path, note: int) -> None:
    """Remove the note of this number. Can be undone."""
    from companion.store import actions
    from companion.store.db import Store
    from companion.store.times import now

    with Store.existing(data) as store:
        click.echo(said(store.submit(lambda conn: actions.remove_note(conn, note, now())).result()))
