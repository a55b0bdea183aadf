"""``eyeline figures``: what analysts draw of a selection, each as a file of its own with its numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.options import AskedSelection, selection_options, setting_options
from companion.cli.terminal import printable
from companion.cli.whole_files import written_folder
from companion.errors import BadRequestError
from companion.texts.catalogue import SOURCE, languages
from companion.vision.native_notices import native_notices_hidden

if TYPE_CHECKING:
    import sqlite3

    from companion.core.wire.figures import FigureDrawn

ENDINGS = (".svg", ".csv", ".gif")


@click.command("figures")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@setting_options("data")
@selection_options
@click.option("--figure", "names", multiple=True, metavar="NAME", help="Only this figure; can be given again.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="OPTION=VALUE",
    help="How the one figure is drawn, as least=10 or since=2020-08-01; can be given again.",
)
@click.option(
    "--language", type=click.Choice(list(languages())), default=SOURCE, show_default=True, help="The figures' language."
)
def command(
    folder: Path,
    data: Path,
    asked: AskedSelection,
    names: tuple[str, ...],
    settings: tuple[str, ...],
    language: str,
) -> None:
    """Draw the figures of a selection into FOLDER, as: --case NAME.

    NAME.svg is each figure, with its title and sample; NAME.csv has its numbers, and what moves is a GIF, too. A figure
    for which too little was seen is left out, and it is said what to browse. docs/figures.md says what each shows.
    """
    from companion.reports.contents import figures
    from companion.reports.figures.figure import drawn
    from companion.store.db import Store

    chosen = figures(list(names) or None)
    options = dict(_parted(each) for each in settings)
    if options and len(chosen) != 1:
        raise click.BadParameter("it takes one --figure", param_hint="--set")
    files = [each.name + ending for each in chosen for ending in ENDINGS]
    with (
        Store.existing(data) as store,
        written_folder(folder, files) as unfinished,
        native_notices_hidden(),
    ):

        def draw(conn: sqlite3.Connection) -> None:
            selection = asked.selection(conn)
            for each in chosen:
                made = drawn(conn, each.name, selection, options, language=language)
                _write(conn, made, unfinished)
                click.echo(printable(f"{each.name}: {made.too_little or made.title}"))

        store.read_here(draw)


def _parted(setting: str) -> tuple[str, str]:
    option, equals, value = setting.partition("=")
    if not equals:
        raise BadRequestError("analyses.command_option", option="--set", problem="OPTION=VALUE")
    return option, value


def _write(conn: sqlite3.Connection, made: FigureDrawn, folder: Path) -> None:
    from companion.core.wire.faces import SheetFormat
    from companion.operations.sheets import draw
    from companion.reports.whole_file import contents
    from companion.store.selecting import account_ids

    if made.too_little is not None:
        return
    whole = made.before + contents(made.drawing) + made.after
    (folder / f"{made.name}.svg").write_text(whole, encoding="utf-8", newline="\n")
    (folder / f"{made.name}.csv").write_text(made.table, encoding="utf-8", newline="")
    if made.moves is not None:
        draw(conn, account_ids(conn, made.moves), SheetFormat.gif, "", folder / f"{made.name}.gif")
