"""``eyeline pair``: codes that pair a browser, and the browsers that are paired."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.options import Whole, json_option, setting_options
from companion.cli.terminal import printable, show_rows
from companion.errors import NotFoundError

if TYPE_CHECKING:
    from companion.store.pairings import Pairing


@click.command("pair")
@setting_options("data")
@click.option("--list", "listing", is_flag=True, help="List the paired browsers.")
@json_option
@click.option("--revoke", type=Whole(1), metavar="N", help="End the pairing with this number.")
def command(data: Path, listing: bool, as_json: bool, revoke: int | None) -> None:
    """Print a six-digit code to type in the extension, under Pair this browser, also while the companion runs."""
    from companion.store import pairings
    from companion.store.db import Store
    from companion.store.times import now, uptime

    wants_code = revoke is None and not listing
    with Store(data) if wants_code else Store.existing(data) as store:
        if revoke is not None:
            if not store.submit(lambda conn: pairings.revoke(conn, revoke, now())).result():
                raise NotFoundError("pairing.unknown_number", number=str(revoke))
            click.echo(f"Pairing {revoke} is revoked: that browser must be paired anew.")
        elif listing:
            _print(store.submit(pairings.listed).result(), as_json)
        else:
            click.echo(store.submit(lambda conn: pairings.new_code(conn, uptime())).result())
            minutes = pairings.CODE_SECONDS // 60
            click.echo(f"Click Eyeline's icon, Pair this browser, and type it within {minutes} minutes.", err=True)


def _print(pairings: list[Pairing], as_json: bool) -> None:
    show_rows(
        pairings,
        as_json,
        "No browser is paired. eyeline pair makes a code.",
        f"{'number':>6}  {'paired':<24}  {'state':<32}  browser",
        lambda each: (
            f"{each.number:>6}  {each.paired_at:<24}  "
            f"{f'revoked {each.revoked_at}' if each.revoked_at else 'in force':<32}  {printable(each.browser)}"
        ),
    )
