"""``eyeline sheet``: the contact sheet with the lines through the eyes."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from companion.cli.measuring import existing_pictures, pictures_or_none_argument
from companion.cli.options import AskedSelection, output_option, selection_options, setting_options
from companion.cli.terminal import counted, printable, progress_bar
from companion.cli.whole_files import written
from companion.vision.native_notices import native_notices_hidden

KINDS = ("png", "svg", "html")


@click.command("sheet")
@pictures_or_none_argument
@setting_options("data")
@selection_options
@output_option("A .png, .svg or .html file.", required=True)
@click.option("--columns", type=click.IntRange(1, 500), help="Cells in a row. Default: about 1.6 times the rows.")
@click.option("--cell", "side", type=click.IntRange(24, 1024), help="Pixels of a cell. Default: by their number.")
@click.option("--title", default="", help="A line above the sheet.")
def command(
    pictures: tuple[Path, ...],
    data: Path,
    asked: AskedSelection,
    output: Path,
    columns: int | None,
    side: int | None,
    title: str,
) -> None:
    """Lay pictures on an exact grid, with yellow lines where the eyes of the set sit.

    Folders are searched. Without any picture, those that a selection of accounts wears are shown, as: --case NAME.
    """
    from companion.core.wire.faces import SheetFormat
    from companion.operations.sheets import SHEETS, draw_selection
    from companion.vision.cells import Unreadable, measured_cells, readable
    from companion.vision.files import default_threads
    from companion.vision.sheet import Grid

    kind = output.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise click.BadParameter("the file's name must end in .png, .svg or .html", param_hint="--output")
    if not pictures:
        with written(output) as unfinished, progress_bar("Drawing") as progress:
            count = draw_selection(data, asked.selection, SheetFormat(kind), title, unfinished, progress)
        click.echo(f"{output}: {count:,} pictures")
        return
    paths, missing = existing_pictures(pictures)
    if not paths:
        raise click.ClickException("There is no picture to show.")
    grid = Grid.of(len(paths), columns, side)
    unreadable: list[Unreadable] = []
    with (
        written(output) as unfinished,
        native_notices_hidden(),
        counted(len(paths), "Measuring") as step,
        contextlib.closing(measured_cells(paths, grid.side, default_threads())) as cells,
    ):
        SHEETS[SheetFormat(kind)](readable(cells, step, unreadable), grid, title, unfinished)
        for each in unreadable:
            click.echo(f"{printable(each.label)}: {each.message}", err=True)
        if len(unreadable) == len(paths):
            raise click.ClickException("There is no picture to show.")
    click.echo(f"{output}: {len(paths) - len(unreadable):,} pictures")
    if missing or unreadable:
        raise SystemExit(1)
