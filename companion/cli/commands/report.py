"""``eyeline report``: a case as one page, to read, print and keep."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import setting_options
from companion.cli.terminal import native_notices_hidden, printable, progress_bar
from companion.cli.whole_files import written
from companion.texts.catalogue import SOURCE, languages


@click.command("report")
@setting_options("data")
@click.argument("case")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The .html file to write."
)
@click.option(
    "--language", type=click.Choice(list(languages())), default=SOURCE, show_default=True, help="The report's language."
)
@click.option("--section", "names", multiple=True, metavar="NAME", help="Only this section; can be given again.")
def command(data: Path, case: str, output: Path, language: str, names: tuple[str, ...]) -> None:
    """Write the report of CASE: one page of HTML that stands by itself, with every figure, its method and its limits.

    Headings and notes are those that were written in the window. docs/report.md says what each section has.
    """
    from companion.core.wire.report import ReportRequest
    from companion.reports.report import write
    from companion.store import cases
    from companion.store.db import Store
    from companion.store.times import now

    if output.suffix.lower() not in (".html", ".htm"):
        raise click.BadParameter("the file's name must end in .html", param_hint="--output")
    asked = ReportRequest(language=language, sections=list(names) or None)
    with (
        Store.existing(data) as store,
        written(output) as unfinished,
        native_notices_hidden(),
        progress_bar("Writing") as progress,
    ):
        number = store.read_here(lambda conn: cases.number_of(conn, case))
        count = store.read_here(lambda conn: write(conn, number, asked, now(), unfinished, progress))
    size = output.stat().st_size
    click.echo(f"{printable(output)}: {count:,} section{'s' if count != 1 else ''}, {size / 2**20:,.1f} MB")
