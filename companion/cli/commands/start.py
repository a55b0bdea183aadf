"""``eyeline start``: what a person types who installed the wheel, as ``scripts/start.py`` in a checkout."""

from __future__ import annotations

from typing import Any

import click

from companion.cli.commands import serve
from companion.cli.options import setting_options


@click.command("start")
@setting_options()
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON with url, pid and data, for programs.")
@click.option("--window/--no-window", default=True, show_default=True, help="Open the companion's window.")
@click.pass_context
def command(ctx: click.Context, /, **values: Any) -> None:
    """Fetch what is not here yet, let the browsers here start the companion, start it and open its window."""
    ctx.invoke(serve.command, register=True, **values)
