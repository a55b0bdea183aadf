"""``eyeline uninstall``: what is Eyeline's on this computer, and its removal."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import alone_with_data, setting_options
from companion.cli.terminal import printable


@click.command("uninstall")
@setting_options("data")
@click.option("--data-too", is_flag=True, help="Delete what was collected, too. You are asked once more.")
@click.option("--yes", is_flag=True, help="Do not ask, for scripts.")
def command(data: Path, data_too: bool, yes: bool) -> None:
    """Say what there is of Eyeline on this computer, and remove it. What was collected stays, unless you say otherwise.

    The files of a checkout stay, but for what its set-up made.
    """
    from companion.host import registering
    from companion.operations.uninstalling import (
        check_is_ours,
        check_not_running,
        installation,
        remove,
        remove_data,
        run,
    )

    data = data.resolve()
    with alone_with_data():
        check_not_running(data)
    if data_too:
        check_is_ours(data)
    found, told = installation(), registering.registered()
    click.echo("This removes:")
    if told:
        click.echo(f"  what lets {', '.join(told)} start Eyeline")
    for folder in found.folders:
        click.echo(f"  {folder}")
    if found.command:
        click.echo(f"  the installed package, by: {' '.join(found.command)}")
    click.echo(f"  everything that was collected, in {data}" if data_too else f"What was collected stays, in {data}.")
    click.echo("The extension is removed in each browser, on its page of extensions.")
    if not yes:
        click.confirm("Go on?", abort=True)
        if data_too:
            click.confirm(f"Really delete everything in {data}?", abort=True)
    registering.unregister(data)
    if data_too and (stays := remove_data(data)):
        click.echo(f"Left in {data}, since Eyeline did not make it or it is in use: {printable(', '.join(stays))}.")
    # Last what runs this: nothing can be imported afterwards.
    left = [folder for folder in found.folders if not remove(folder)]
    if left:
        click.echo(f"Left, since it is in use: {', '.join(map(str, left))}. Delete it yourself.")
    if found.command and not run(found.command):
        raise click.ClickException(f"The package is still there. Remove it by: {' '.join(found.command)}")
    if not left:
        click.echo("Done.")
