"""``eyeline forget``: deletes what was collected."""

from __future__ import annotations

from pathlib import Path

import click

from companion.core.wire import Span
from companion.options import setting_options


@click.command("forget")
@setting_options("data")
@click.option("--last", "span", type=click.Choice([span.value for span in Span]), required=True, help="How far back.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(data: Path, span: str, yes: bool) -> None:
    """Delete what was collected: accounts, observations and pictures. Pairings stay."""
    from companion.store.db import Store
    from companion.store.forgetting import SPANS, compact, forget
    from companion.store.times import now

    with Store(data) as store:
        length = SPANS[span]
        since = now() - length if length else None
        what = "everything that was collected" if since is None else f"what was collected in the last {span}"
        if not yes:
            click.confirm(f"Delete {what} from {store.path}? This cannot be undone.", abort=True)
        forgotten = store.submit(lambda conn: forget(conn, since)).result()
        compact(store.path)
    click.echo(
        f"Deleted: {forgotten.observations} observations, {forgotten.accounts} accounts, {forgotten.pictures} pictures."
    )
