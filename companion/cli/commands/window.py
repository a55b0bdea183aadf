"""``eyeline window``: the companion's pages in a window of their own."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import click

from companion.cli.commands.serve import companion_at
from companion.cli.options import setting_options
from companion.desktop.entrance import new_code
from companion.desktop.window import check_ours, show
from companion.errors import NotFoundError
from companion.store.folder import LOCK


@click.command("window")
@click.argument("url", required=False)
@setting_options("port", "data")
@click.option("--code", is_flag=True, help="Print a code to type at URL/app/ in a browser, and open nothing.")
def command(url: str | None, port: int, data: Path, code: bool) -> None:
    """Show the running companion in a window, or the one at URL, which must serve the same data folder.

    Where there is no display or no web view, it opens in the default browser.
    """
    there = url or running_companion(data, port)
    if code:
        check_ours(there)
        click.echo(new_code(data))
        click.echo(f"Type it at {there.rstrip('/')}/app/ within two minutes.", err=True)
    else:
        show(there, data)


def running_companion(data: Path, port: int) -> str:
    """The URL of the companion that serves this data folder, else of the one at this port.

    Raises :class:`NotFoundError` where there is none.
    """
    for candidate in (_told_port(data), port):
        if candidate and (url := companion_at(candidate)):
            return url
    raise NotFoundError("running.none")


def _told_port(data: Path) -> int | None:
    """The port that the last companion of this folder wrote down; it may have ended since."""
    try:
        return urlsplit(str(json.loads((data / LOCK).read_bytes())["url"])).port
    except (OSError, ValueError, KeyError, TypeError):
        return None
