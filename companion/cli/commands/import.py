"""``eyeline import FORMAT FILE``: what other programs, and other people, collected."""  # noqa: N999 - the command's name

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.main import CommandTable
from companion.cli.options import Moment, setting_options
from companion.cli.terminal import printable, progress_bar
from companion.core.kinds import EdgeKind

if TYPE_CHECKING:
    from companion.imports.format import Format, Imported
    from companion.registry import Registry

OBJECTS = ("post", "link", "page", "picture", "text")


def _registry() -> Registry[Format]:
    from companion.imports.format import FORMATS

    return FORMATS


def _command(wanted: Format) -> click.Command:
    def run(data: Path, files: tuple[Path, ...], as_json: bool, **options: Any) -> None:
        from companion.core.wire.observations import ObjectKind
        from companion.imports.format import read_file
        from companion.imports.reading.reading import Asked
        from companion.store.db import Store

        if "objects" in options:
            options["objects"] = ObjectKind(options["objects"])
        asked = Asked(**options)
        with Store(data) as store:
            for file in files:
                with progress_bar(f"Reading {printable(file.name)}") as progress:
                    done = read_file(store, wanted.name, file, asked, progress=progress)
                if as_json:
                    click.echo(json.dumps(asdict(done), default=str, ensure_ascii=False))
                else:
                    _say(done)

    made: Callable[..., Any] = setting_options("data")(run)
    made = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file, for programs.")(made)
    for name in reversed(wanted.accepted_options):
        made = _OPTIONS[name](made)
    kind = click.Path(exists=True, dir_okay=wanted.is_folder, file_okay=not wanted.is_folder, path_type=Path)
    made = click.argument(
        "files", nargs=-1, required=True, type=kind, metavar="FOLDER…" if wanted.is_folder else "FILE…"
    )(made)
    return click.command(wanted.name, help=wanted.summary)(made)


@click.command("import", cls=CommandTable, registry=_registry, command_of=_command)
def command() -> None:
    """Read what other programs collected. The same file counts once; docs/files.md says what is read of each."""


def _platform(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from companion.core.identity import REF

    if value is not None and REF.fullmatch(f"{value}:id:1") is None:
        raise click.BadParameter("a site is named by small letters, as instagram")
    return value


_OPTIONS: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {
    "platform": click.option(
        "--platform",
        metavar="SITE",
        callback=_platform,
        help="Where the accounts are, as: instagram, x. Where the file does not say it and this neither, `imported`.",
    ),
    "by_id": click.option("--ids", "by_id", is_flag=True, help="Plain names are stable ids, not handles."),
    "kind": click.option(
        "--kind",
        type=click.Choice(sorted(EdgeKind)),
        help="What an edge is where the file does not say it; else follows, or friend where it has no direction.",
    ),
    "seen": click.option(
        "--seen", type=Moment(), help="When it was collected (UTC), where the file does not say it; else now."
    ),
    "objects": click.option(
        "--objects",
        type=click.Choice(OBJECTS),
        default="post",
        show_default=True,
        help="What is shared. A link is taken for the same with or without tracking marks; all else as it is written.",
    ),
}


def _say(done: Imported) -> None:
    name = printable(done.file)
    if done.before is not None:
        click.echo(f"{name}: imported already, on {done.before[:10]}. Nothing was done.")
        return
    more = ", ".join(
        f"{count:,} {what}"
        for count, what in (
            (done.accounts, "accounts"),
            (done.edges, "edges"),
            (done.captures, "lists"),
            (done.activities, "activities"),
        )
    )
    click.echo(f"{name}: {done.rows_read:,} rows read. New are {more}.")
    if done.rows_left_out:
        click.echo(
            f"Note: {done.rows_left_out:,} rows cannot be read and are in {printable(done.side_file)}:", err=True
        )
        for each in done.first_left_out:
            click.echo(f"  row {each.row:,}: {printable(each.reason)}", err=True)
