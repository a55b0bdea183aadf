"""``eyeline tag``: words that a person puts on accounts."""

from __future__ import annotations

import json
from pathlib import Path

import click

from companion.cli.options import AskedSelection, json_option, selection_options, setting_options
from companion.cli.terminal import printable


@click.group("tag")
def command() -> None:
    """Tags: words that you put on accounts, by which you can select them."""


@command.command("list")
@setting_options("data")
@json_option
def list_tags(data: Path, as_json: bool) -> None:
    """List the tags."""
    from companion.store.annotations import every_tag
    from companion.store.db import Store

    with Store.existing(data) as store:
        found = store.read_here(every_tag)
    if as_json:
        for tag, accounts in found.items():
            click.echo(json.dumps({"tag": tag, "accounts": accounts}, ensure_ascii=False))
    elif not found:
        click.echo("No tags yet. Put one on accounts: eyeline tag add seller --search TEXT")
    else:
        click.echo(f"{'accounts':>10}  tag")
        for tag, accounts in found.items():
            click.echo(f"{accounts:>10,}  {printable(tag)}")


@command.command("add")
@setting_options("data")
@click.argument("tag")
@selection_options
def add(data: Path, tag: str, asked: AskedSelection) -> None:
    """Put TAG on the selected accounts. `eyeline undo` takes it back."""
    from companion.cli.actions import act_on_selected
    from companion.store import actions

    act_on_selected(data, asked, lambda conn, accounts, at: actions.tag(conn, accounts, tag, at))


@command.command("remove")
@setting_options("data")
@click.argument("tag")
@selection_options
def remove(data: Path, tag: str, asked: AskedSelection) -> None:
    """Take TAG off the selected accounts. Can be undone."""
    from companion.cli.actions import act_on_selected
    from companion.store import actions

    act_on_selected(data, asked, lambda conn, accounts, at: actions.untag(conn, accounts, tag, at))
