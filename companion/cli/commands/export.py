"""``eyeline export FORMAT``: a selection of accounts, and what is between them, as files for other programs."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.options import AskedSelection, selection_options, setting_options
from companion.cli.terminal import printable, progress_bar
from companion.cli.whole_files import written, written_folder

if TYPE_CHECKING:
    from companion.core.naming import Naming
    from companion.core.wire.selection import Selection
    from companion.exports.format import Asked, Exported, Format
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
        communities: str | None = None,
    ) -> None:
        from companion.exports.format import write
        from companion.store.db import Store, one_moment

        def export(conn: sqlite3.Connection) -> Exported:
            with one_moment(conn):
                selection = asked.selection(conn)
                how = _how(conn, selection, naming, neighbours, communities)
                return write(conn, wanted.name, selection, unfinished, how, progress=progress)

        target = _target(wanted, output)
        with Store(data) as store, target as unfinished, progress_bar("Writing") as progress:
            naming = _naming(store, pseudonyms, key_file)
            exported = store.read_here(export)
        counts = ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in exported.rows.items())
        click.echo(f"{printable(output)}: {counts}")
        for limit in exported.limits:
            click.echo(f"Note: {limit.text}", err=True)

    made: Callable[..., Any] = setting_options("data")(selection_options(run))
    options = (*_OPTIONS, _COMMUNITIES) if "accounts" in wanted.tables else _OPTIONS
    for option in reversed(options):
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
_COMMUNITIES = click.option(
    "--communities",
    is_flag=False,
    flag_value="shared",
    type=click.Choice(["shared", "links"]),
    help="Also the community of each account of the selection, as `eyeline analyse communities` numbers them: by what "
    "accounts share more than chance, or with `links` by who follows and befriends whom.",
)


def _how(
    conn: sqlite3.Connection, selection: Selection, naming: Naming, neighbours: bool, communities: str | None
) -> Asked:
    """What is asked of the export; where communities are, they are found here, and it is said where there are none."""
    from companion.exports.format import Asked

    if communities is None:
        return Asked(naming, neighbours)
    from companion.core.wire.findings.communities import Ties
    from companion.operations.communities import communities_of

    ties = Ties(communities)
    with progress_bar("Grouping") as progress:
        found = communities_of(conn, selection, ties, progress)
    if not found:
        why = f"`eyeline analyse communities --ties {ties.value}` says why"
        click.echo(f"Note: no communities were found; {why}.", err=True)
    return Asked(naming, neighbours, ties, found)


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
