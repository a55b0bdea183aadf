"""What commands share that do something to accounts: whom, and what is said of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.options import AskedSelection
from companion.cli.terminal import printable

if TYPE_CHECKING:
    from companion.store.action_log import Action

SAID = {
    "tag": "Tagged {rows} with {subject}",
    "untag": "Took the tag {subject} off {rows}",
    "note": "Noted: {subject}",
    "remove_note": "Removed the note: {subject}",
    "collect": "Collected {rows} into {subject}",
    "take_out": "Took {rows} out of {subject}",
    "hide": "Hid {rows}",
    "show": "Showed {rows} again",
    "standard": "Named the picture its site's own",
    "not_standard": "Said that the picture is not its site's own",
}
LONGEST_SUBJECT = 60


def act_on_selected(
    data: Path,
    asked: AskedSelection,
    act: Callable[[sqlite3.Connection, list[int], datetime], Action | None],
    otherwise: str = "It is so already for all that were selected.",
) -> None:
    """Do it to the selected accounts, of which there must be a condition, and say what was done, or otherwise that."""
    from companion.store.db import Store
    from companion.store.selecting import account_ids
    from companion.store.times import now

    if asked.is_everyone:
        raise click.UsageError("Say which accounts are meant, as by --account, --search, --tag or --case.")

    def work(conn: sqlite3.Connection) -> tuple[int, Action | None]:
        accounts = account_ids(conn, asked.selection(conn)).tolist()
        return len(accounts), act(conn, accounts, now()) if accounts else None

    with Store.existing(data) as store:
        selected, action = store.submit(work).result()
    if action is not None:
        click.echo(f"{said(action)}. `eyeline undo` takes it back.")
    elif selected:
        click.echo(f"Nothing to do. {otherwise}")
    else:
        raise click.ClickException("No account meets these conditions.")


def said(action: Action) -> str:
    """What was done, in words."""
    subject = " ".join(action.subject.split())
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1] + "…"
    rows = f"{action.rows:,} account" + ("" if action.rows == 1 else "s")
    return SAID[action.what.value].format(rows=rows, subject=printable(subject))
