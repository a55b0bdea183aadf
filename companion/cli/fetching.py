"""Packages that a command needs and that come when they are first asked for: said, and shown as they come."""

from __future__ import annotations

import click

from companion.cli.terminal import progress_bar
from companion.installing.late import LatePart, need


def have(part: LatePart | None) -> None:
    """Fetch the part unless it is here, or there is none. Raises PackagesError."""
    if part is None or part.is_here():
        return
    click.echo(f"Fetching {part.title} for {part.purpose}, once (about {part.megabytes} MB) ...", err=True)
    with progress_bar("Fetching") as progress:
        need(part, progress)
