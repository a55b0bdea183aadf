"""``eyeline repair``: what can still be read of a damaged database."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import alone_with_data, setting_options


@click.command("repair")
@setting_options("data")
def command(data: Path) -> None:
    """Read what can be read of a damaged database into a new one, and say what is missing; end the companion first.

    The damaged one is set aside with its log, never deleted. With a good backup, eyeline restore is the better way.
    """
    from companion.errors import NotFoundError
    from companion.operations.repair import repair
    from companion.store.folder import DATABASE
    from companion.store.times import now

    if not (data / DATABASE).is_file():
        raise NotFoundError("database.nothing_there", folder=data)
    with alone_with_data():
        found, aside = repair(data, now())
    click.echo(f"{'':<20}{'read':>12}{'unreadable':>12}{'left out':>12}")
    for each in found:
        if each.read or each.unreadable or each.dangling:
            name = each.table.replace("_", " ")
            click.echo(f"{name:<20}{each.read:>12,}{each.unreadable:>12,}{each.dangling:>12,}")
    click.echo("Left out is what belonged to something unreadable. Edges were worked out anew from the lists.")
    click.echo(f"The damaged database is in {aside}.")
