"""``eyeline report``: a case as one page, to read, print and keep."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import output_option, setting_options
from companion.cli.terminal import printable, progress_bar
from companion.cli.whole_files import written
from companion.texts.catalogue import SOURCE, languages
from companion.vision.native_notices import native_notices_hidden


@click.command("report")
@setting_options("data")
@click.argument("case")
@output_option("The .html file to write.", required=True)
@click.option(
    "--language", type=click.Choice(list(languages())), default=SOURCE, show_default=True, help="The report's language."
)
@click.option("--figure", "figures", multiple=True, metavar="NAME", help="Only this figure; can be given again.")
@click.option(
    "--section", "sections", multiple=True, metavar="NAME", help="This analysis, folded below; can be given again."
)
@click.option("--all-sections", is_flag=True, help="Every analysis, folded below the figures.")
def command(
    data: Path,
    case: str,
    output: Path,
    language: str,
    figures: tuple[str, ...],
    sections: tuple[str, ...],
    all_sections: bool,
) -> None:
    """Write the report of CASE: one page of HTML that stands by itself, with findings and the figures that show them.

    Its figures are those that were put into the report in the window, or all where none was. With --figure or --section
    it has only what is named, and analyses are in it only where you name them, or with --all-sections. Headings and
    notes are those that were written in the window. docs/report.md says what each section has.
    """
    from companion.core.wire.report import ReportRequest
    from companion.reports.report import write
    from companion.store import cases
    from companion.store.db import Store
    from companion.store.times import now

    if output.suffix.lower() not in (".html", ".htm"):
        raise click.BadParameter("the file's name must end in .html", param_hint="--output")
    asked = ReportRequest(
        language=language,
        figures=list(figures) if figures or sections else None,
        sections=None if all_sections else list(sections),
    )
    with (
        Store.existing(data) as store,
        written(output) as unfinished,
        native_notices_hidden(),
        progress_bar("Writing") as progress,
    ):
        number = store.read_here(lambda conn: cases.number_of(conn, case))
        made = store.read_here(lambda conn: write(conn, number, asked, now(), unfinished, progress))
    counts = ((made.figures, "figure"), (made.sections, "section"))
    parts = ", ".join(f"{count:,} {what}{'s' if count != 1 else ''}" for count, what in counts)
    click.echo(f"{printable(output)}: {parts}, {made.bytes / 2**20:,.1f} MB")
