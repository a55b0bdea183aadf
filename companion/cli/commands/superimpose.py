"""``eyeline superimpose``: pictures laid on each other."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.measuring import existing_pictures, pictures_or_none_argument
from companion.cli.options import AskedSelection, output_option, selection_options, setting_options
from companion.cli.terminal import counted, printable, progress_bar
from companion.cli.whole_files import written

SHOWN = ("mean", "median", "agreement", "all")


@click.command("superimpose")
@pictures_or_none_argument
@setting_options("data")
@selection_options
@output_option("A .png or .gif file.", required=True)
@click.option(
    "--show",
    type=click.Choice(SHOWN),
    default="mean",
    show_default=True,
    help="What the PNG shows; agreement is a map of where the pictures are sharp together. A GIF shows the build-up.",
)
@click.option("--size", "side", type=click.IntRange(32, 1024), default=256, show_default=True, help="Pixels of a side.")
@click.option("--title", default="", help="A line above, with --show all.")
def command(
    pictures: tuple[Path, ...], data: Path, asked: AskedSelection, output: Path, show: str, side: int, title: str
) -> None:
    """Lay pictures on each other: what they share stays sharp.

    Folders are searched. Without any picture, those that a selection of accounts wears are used, as: --case NAME.
    """
    from companion.core.wire.faces import SheetFormat
    from companion.operations.sheets import draw_selection, superimposed_picture
    from companion.vision import superimpose
    from companion.vision.cells import Unreadable, read_cells, readable

    kind = output.suffix.lower()
    if kind not in (".png", ".gif"):
        raise click.BadParameter("the file's name must end in .png or .gif", param_hint="--output")
    shown = SheetFormat.gif if kind == ".gif" else SheetFormat.figure if show == "all" else SheetFormat(show)
    if not pictures:
        with written(output) as unfinished, progress_bar("Superimposing") as progress:
            count = draw_selection(data, asked.selection, shown, title, unfinished, progress)
        click.echo(f"{output}: {count:,} pictures")
        return
    paths, missing = existing_pictures(pictures)
    if not paths:
        raise click.ClickException("There is no picture to superimpose.")
    unreadable: list[Unreadable] = []
    try:
        with written(output) as unfinished:
            with counted(len(paths), "Superimposing") as step:
                result = superimpose.superimpose(readable(read_cells(paths, side), step, unreadable), len(paths))
            if kind == ".gif":
                superimpose.build_up_gif(result, unfinished)
            else:
                superimposed_picture(result, shown, title).save(unfinished)
    finally:
        for each in unreadable:
            click.echo(f"{printable(each.label)}: {each.message}", err=True)
    click.echo(f"{output}: {result.count:,} pictures")
    if missing or unreadable:
        raise SystemExit(1)
