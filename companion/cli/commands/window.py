"""``eyeline window``: the companion's pages in a window of their own."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import setting_options
from companion.errors import NotFoundError
from companion.store.folder import serving


@click.command("window")
@click.argument("url", required=False)
@setting_options("data")
@click.option("--code", is_flag=True, help="Print a code to type at URL/app/ in a browser, and open nothing.")
def command(url: str | None, data: Path, code: bool) -> None:
    """Show the running companion in a window, or the one at URL, which must serve the same data folder.

    Where there is no display or no web view, it opens in the default browser.
    """
    from companion.desktop.entrance import new_code
    from companion.desktop.window import check_ours, show

    there = url or serving(data)
    if there is None:
        raise NotFoundError("running.none")
    if code:
        check_ours(there, data)
        click.echo(new_code(data))
        click.echo(f"Type it at {there.rstrip('/')}/app/ within two minutes.", err=True)
    else:
        show(there, data)
