"""``eyeline export FORMAT``: a selection of accounts, and what is between them, as files for other programs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.options import AskedSelection, selection_options, setting_options
from companion.output import written, written_folder
from companion.terminal import printable, progress_bar

if TYPE_CHECKING:
    from companion.core.naming import Naming
    from companion.exports.format import Format
    from companion.store.db import Store


class FormatTable(click.Group):
    """Each file of :mod:`companion.exports` is one command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from companion.exports.format import names

        return names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from companion.exports.format import format_named

        return _command(format_named(cmd_name)) if cmd_name in self.list_commands(ctx) else None


@click.command("export", cls=FormatTable)
def command() -> None:
    """Write a selection of accounts, and what is between them, for other programs. docs/files.md says what is where."""


def _command(wanted: Format) -> click.Command:
    def run(
        data: Path,
        asked: AskedSelection,
        output: Path,
        pseudonyms: str | None,
        key_file: Path | None,
        neighbours: bool,
    ) -> None:
        from companion.exports.format import Asked, write
        from companion.store.db import Store

        target = _target(wanted, output)
        with Store(data) as store, target as unfinished, progress_bar("Writing") as progress:
            naming = _naming(store, pseudonyms, key_file)

            exported = store.read_here(
                lambda conn: write(
                    conn, wanted.name, asked.selection(conn), unfinished, Asked(naming, neighbours), progress=progress
                )
            )
        counts = ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in exported.rows.items())
        click.echo(f"{printable(output)}: {counts}")
        for limit in exported.limits:
            click.echo(f"Note: {limit.text}", err=True)

    made: Callable[..., Any] = setting_options("data")(selection_options(run))
    for option in reversed(_OPTIONS):
        made = option(made)
    kind = "folder" if wanted.is_folder else f"{' or '.join(wanted.suffixes)} file"
    made = click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help=f"The {kind} to write.")(
        made
    )
    return click.command(wanted.name, help=wanted.summary)(made)


_OPTIONS = (
    click.option(
        "--pseudonyms",
        metavar="CASE",
        help="No names, handles, ids, addresses or texts: pseudonyms by the key of this case, made where it has none.",
    ),
    click.option(
        "--key-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The same by the key in this file, as `eyeline case key` writes it.",
    ),
    click.option("--neighbours", is_flag=True, help="Also the accounts that have an edge with one of these."),
)


def _target(wanted: Format, output: Path) -> contextlib.AbstractContextManager[Path]:
    """Where to write so that it is there whole or not at all."""
    if wanted.is_folder:
        return written_folder(output, wanted.files)
    if output.suffix.lower() not in wanted.suffixes:
        raise click.BadParameter(f"the file's name must end in {' or '.join(wanted.suffixes)}", param_hint="--output")
    return written(output)


def _naming(store: Store, pseudonyms: str | None, key_file: Path | None) -> Naming:
    from companion.core.naming import Naming, parse_key
    from companion.store import cases, pseudonym_keys

    if pseudonyms is not None and key_file is not None:
        raise click.UsageError("Give --pseudonyms or --key-file, not both.")
    if key_file is not None:
        return Naming(parse_key(key_file.read_text(encoding="ascii", errors="replace")))
    if pseudonyms is None:
        return Naming()
    return Naming(store.submit(lambda conn: pseudonym_keys.key_of(conn, cases.number_of(conn, pseudonyms))).result())
