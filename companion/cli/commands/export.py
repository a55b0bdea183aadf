"""``eyeline export FORMAT``: a selection of accounts, and what is between them, as files for other programs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.fetching import have
from companion.cli.main import CommandTable
from companion.cli.options import AskedSelection, selection_options, setting_options
from companion.cli.terminal import printable, progress_bar
from companion.cli.whole_files import written, written_folder

if TYPE_CHECKING:
    from companion.exports.format import Format
    from companion.registry import Registry


def _registry() -> Registry[Format]:
    from companion.exports.format import FORMATS

    return FORMATS


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
        from companion.core.wire.files import ExportRequest
        from companion.core.wire.findings.communities import Ties
        from companion.exports.format import exported_accounts
        from companion.operations.export import NO_COMMUNITIES, export, naming_by
        from companion.store.cases import number_of
        from companion.store.db import Store

        if pseudonyms is not None and key_file is not None:
            raise click.UsageError("Give --pseudonyms or --key-file, not both.")
        have(wanted.needs)
        key = None if key_file is None else key_file.read_text(encoding="ascii", errors="replace")
        with Store.existing(data) as store, _target(wanted, output) as unfinished:
            case = None if pseudonyms is None else store.read_here(lambda conn: number_of(conn, pseudonyms))
            request = ExportRequest(
                selection=store.read_here(asked.selection),
                format=wanted.name,
                neighbours=neighbours,
                communities=None if communities is None else Ties(communities),
            )
            accounts, _ = store.read_here(lambda conn: exported_accounts(conn, request.selection, neighbours))
            with progress_bar(f"Writing {len(accounts):,} accounts") as progress:
                exported = export(store, request, naming_by(store, case, key), unfinished, progress)
        counts = ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in exported.rows.items())
        click.echo(f"{printable(output)}: {counts}")
        for limit in exported.limits:
            click.echo(f"Note: {limit.text}", err=True)
        if any(limit.code == NO_COMMUNITIES for limit in exported.limits):
            click.echo(f"`eyeline analyse communities --ties {communities}` says why.", err=True)

    made: Callable[..., Any] = setting_options("data")(selection_options(run))
    options = (*_OPTIONS, _COMMUNITIES) if "accounts" in wanted.tables else _OPTIONS
    for option in reversed(options):
        made = option(made)
    kind = "folder" if wanted.is_folder else f"{' or '.join(wanted.suffixes)} file"
    made = click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help=f"The {kind} to write.")(
        made
    )
    return click.command(wanted.name, help=wanted.summary)(made)


@click.command("export", cls=CommandTable, registry=_registry, command_of=_command)
def command() -> None:
    """Write a selection of accounts, and what is between them, for other programs. docs/files.md says what is where."""


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


def _target(wanted: Format, output: Path) -> contextlib.AbstractContextManager[Path]:
    """Where to write so that it is there whole or not at all."""
    if wanted.is_folder:
        return written_folder(output, wanted.files)
    if output.suffix.lower() not in wanted.suffixes:
        raise click.BadParameter(f"the file's name must end in {' or '.join(wanted.suffixes)}", param_hint="--output")
    return written(output)
