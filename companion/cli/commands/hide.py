"""``eyeline hide``: accounts that a person does not want to see."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import AskedSelection, selection_options, setting_options


@click.command("hide")
@setting_options("data")
@selection_options
@click.option("--no-more", "shown", is_flag=True, help="Show them again.")
def command(data: Path, asked: AskedSelection, shown: bool) -> None:
    """Leave the selected accounts out of every selection that is not made with --hidden. Can be undone."""
    from dataclasses import replace

    from companion.cli.actions import act_on_selected
    from companion.store import actions

    if shown:
        act_on_selected(data, replace(asked, hidden=True), actions.show)
    else:
        act_on_selected(data, asked, actions.hide)
