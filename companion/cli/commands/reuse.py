"""``eyeline reuse``: pictures that several accounts wear."""

from __future__ import annotations

import json
from pathlib import Path

import click

from companion.cli.options import AskedSelection, json_option, selection_options, setting_options
from companion.cli.terminal import printable


@click.command("reuse")
@setting_options("data")
@selection_options
@json_option
def command(data: Path, asked: AskedSelection, as_json: bool) -> None:
    """List the pictures that several accounts wear, up to mirroring, recompression, resizing, filters and small crops.

    People use one picture on several sites; a group on one site is the rarer thing. With a selection, the groups of
    which one of its accounts is a member.
    """
    from companion.store.db import Store
    from companion.store.reuse import worn_groups
    from companion.store.selecting import account_ids
    from companion.store.standard_pictures import standard_pictures
    from companion.workers.reuse import Reuse

    with Store.existing(data) as store:
        Reuse(store).catch_up()
        of = None if asked.is_everyone else store.read_here(lambda conn: account_ids(conn, asked.selection(conn)))
        groups = store.read_here(lambda conn: worn_groups(conn, None if of is None else set(of.tolist())))
        standard = store.read_here(standard_pictures)
    if as_json:
        for wearers in groups:
            click.echo(json.dumps({"accounts": wearers}, ensure_ascii=False))
        return
    if not groups:
        click.echo(
            "No picture was seen on more than one account so far."
            if asked.is_everyone
            else "No picture of these accounts was seen on more than one account so far."
        )
    for number, wearers in enumerate(groups, 1):
        click.echo(f"Group {number}: {len(wearers):,} accounts")
        for each in wearers:
            name = each["handle"] or each["account_id"]
            click.echo(f"  {each['platform']:<12}{printable(name):<32}{printable(each['display_name'] or '')}")
    for left_out in standard:
        click.echo(
            f"Left out: the standard picture of {printable(left_out.platform)} (picture {left_out.picture}), which "
            f"{left_out.accounts:,} accounts wear or wore. `eyeline standard list` shows which."
        )
