"""``eyeline standard``: pictures that are a site's own, and nobody's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.actions import said
from companion.cli.options import json_option, setting_options
from companion.cli.terminal import printable, show_rows

if TYPE_CHECKING:
    from companion.store.action_log import Action


@click.group("standard")
def command() -> None:
    """Sites' own standard pictures: they are no evidence of anything that their wearers do."""


@command.command("list")
@setting_options("data")
@json_option
def list_pictures(data: Path, as_json: bool) -> None:
    """List them: found by who wears them, or named by a person."""
    from companion.store.db import Store
    from companion.store.standard_pictures import standard_pictures

    with Store.existing(data) as store:
        found = store.read_here(standard_pictures)
    show_rows(
        found,
        as_json,
        "No picture is held to be a site's own. Name one by an account that wears it: "
        "eyeline standard add instagram:handle:ana",
        f"{'picture':>8}{'accounts':>10}  {'site':<12}",
        lambda each: (
            f"{each.picture:>8}{each.accounts:>10,}  {printable(each.platform):<12}"
            f"{'named by a person' if each.said else 'found by who wears it'}"
        ),
    )


@command.command("add")
@setting_options("data")
@click.argument("account")
def add(data: Path, account: str) -> None:
    """Name the picture that ACCOUNT wears (its number, or as instagram:handle:ana) the site's own. Can be undone."""
    from companion.store.actions import call_standard

    _say(data, account, call_standard)


@command.command("remove")
@setting_options("data")
@click.argument("account")
def remove(data: Path, account: str) -> None:
    """Say that the picture which ACCOUNT wears is not the site's own, whoever wears it. Can be undone."""
    from companion.store.actions import call_own

    _say(data, account, call_own)


def _say(data: Path, account: str, call: Callable[[sqlite3.Connection, int, datetime], Action | None]) -> None:
    from companion.store import accounts
    from companion.store.db import Store
    from companion.store.standard_pictures import picture_worn
    from companion.store.times import now

    def work(conn: sqlite3.Connection) -> Action | None:
        return call(conn, picture_worn(conn, accounts.number_of(conn, account)), now())

    with Store.existing(data) as store:
        action = store.submit(work).result()
    click.echo("It is so already." if action is None else f"{said(action)}. `eyeline undo` takes it back.")
