"""``eyeline import FORMAT FILE``: what other programs, and other people, collected."""  # noqa: N999 - the command's name

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.fetching import have
from companion.cli.main import CommandTable
from companion.cli.options import Moment, json_option, setting_options
from companion.cli.terminal import printable, progress_bar
from companion.core.kinds import EdgeKind, ListKind

if TYPE_CHECKING:
    from companion.imports.format import Format, Imported
    from companion.registry import Registry

OBJECTS = ("post", "link", "page", "picture", "text")


def _registry() -> Registry[Format]:
    from companion.imports.format import FORMATS

    return FORMATS


def _command(wanted: Format) -> click.Command:
    may_be_file = wanted.may_be_file or not wanted.is_folder
    kind = click.Path(exists=True, dir_okay=wanted.is_folder, file_okay=may_be_file, path_type=Path)
    shown = "|".join(["FILE"] * may_be_file + ["FOLDER"] * wanted.is_folder)
    return _made(wanted.name, wanted.summary, wanted.accepted_options, kind, f"{shown}…")


def _made(name: str, summary: str, accepted: Sequence[str], kind: click.Path, shown: str) -> click.Command:
    """The command of one format, or of whichever a file turns out to be."""

    def run(data: Path, files: tuple[Path, ...], as_json: bool, preview: bool, **options: Any) -> None:
        from companion.core.wire.observations import ObjectKind
        from companion.imports.format import preview_file, read_file, recognised
        from companion.imports.reading.asked import Asked
        from companion.store.db import Store

        if "objects" in options:
            options["objects"] = ObjectKind(options["objects"])
        if options.get("listed"):
            options["listed"] = ListKind(options["listed"])
        asked = Asked(**options)
        if preview:
            for file in files:
                form = recognised(file) if name == ANY else name
                have(_registry().named(form).needs)
                with progress_bar(f"Looking at {printable(file.name)}") as progress:
                    found = preview_file(form, file, asked, progress=progress)
                _say_json(found) if as_json else _show(found)
            return
        with Store(data) as store:
            for file in files:
                form = recognised(file) if name == ANY else name
                have(_registry().named(form).needs)
                with progress_bar(f"Reading {printable(file.name)}") as progress:
                    done = read_file(store, form, file, asked, progress=progress)
                _say_json(done) if as_json else _say(done)

    made: Callable[..., Any] = setting_options("data")(run)
    made = json_option(made)
    made = click.option("--preview", is_flag=True, help="Only say what would be read of it; nothing is stored.")(made)
    for each in reversed(accepted):
        made = _OPTIONS[each](made)
    made = click.argument("files", nargs=-1, required=True, type=kind, metavar=shown)(made)
    return click.command(name, help=summary)(made)


ANY = "any"
"""In place of a format's name: each file is of the format that its content says."""


class _ImportTable(CommandTable):
    """A command for each format; where the first word is none, the files are read as what they turn out to be."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_named = not args or args[0] in ("-h", "--help", *self.list_commands(ctx))
        if not is_named and (args[0].startswith("-") or Path(args[0]).exists()):
            args = [ANY, *args]
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != ANY:
            return super().get_command(ctx, cmd_name)
        kind = click.Path(exists=True, path_type=Path)
        return _made(ANY, "Files of whichever format they turn out to be.", list(_OPTIONS), kind, "FILE…")


@click.command("import", cls=_ImportTable, registry=_registry, command_of=_command)
def command() -> None:
    """Read what other programs collected: of a format that you name, or of the one that the file's content says.

    The same file counts once; docs/files.md says what is read of each. With --preview nothing is stored.
    """


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
    "source": click.option("--source", metavar="COLUMN", help="The column, by name or number, of who is tied."),
    "target": click.option("--target", metavar="COLUMN", help="The column of whom they are tied to."),
    "account": click.option("--account", metavar="COLUMN", help="The column that names accounts, or who posted."),
    "time": click.option("--time", metavar="COLUMN", help="The column that says when."),
    "owner": click.option(
        "--owner", metavar="ACCOUNT", help="Whose list it is, where the file is one: a handle, or as x:id:123."
    ),
    "listed": click.option(
        "--list",
        "listed",
        type=click.Choice([each.value for each in ListKind]),
        help="Which list of the owner's it is.",
    ),
    "objects": click.option(
        "--objects",
        type=click.Choice(OBJECTS),
        default="post",
        show_default=True,
        help="What is shared. A link is taken for the same with or without tracking marks; all else as it is written.",
    ),
}


def _say_json(done: Imported) -> None:
    said = asdict(done)
    said["first_left_out"] = [{"row": each.row, "error": each.reason} for each in done.first_left_out]
    said["reasons"] = [{"count": each.count, "reason": each.error.message} for each in done.reasons]
    click.echo(json.dumps(said, default=str, ensure_ascii=False))


def _show(found: Imported) -> None:
    """A preview."""
    from companion.imports.format import UNCLEAR, shown

    taken = found.taken_for
    click.echo(f"{printable(found.file)}: {found.format}{f', {taken.kind}' if taken.kind else ''}. Nothing is stored.")
    for name, role in taken.columns:
        click.echo(f"  column {printable(name) or '…'}: {role or 'not read'}")
    if taken.kind == UNCLEAR:
        raise found.reasons[0].error
    click.echo(f"  {found.rows_read:,} rows: {_counts(found)}.")
    for example in taken.examples:
        click.echo(f"  for example: {printable(shown(example))}")
    for reason in found.reasons:
        click.echo(f"  left out, {reason.count:,} rows as: {printable(reason.error.message)}")


def _say(done: Imported) -> None:
    name = printable(done.file)
    if done.before is not None:
        click.echo(f"{name}: imported already, on {done.before[:10]}. Nothing was done.")
        return
    click.echo(f"{name}: {done.rows_read:,} rows read. New are {_counts(done)}.")
    if done.rows_left_out:
        click.echo(
            f"Note: {done.rows_left_out:,} rows cannot be read and are in {printable(done.side_file)}:", err=True
        )
        for each in done.first_left_out:
            click.echo(f"  row {each.row:,}: {printable(each.reason)}", err=True)


def _counts(done: Imported) -> str:
    counts = {
        "accounts": done.accounts,
        "edges": done.edges,
        "lists": done.captures,
        "activities": done.activities,
    }
    return ", ".join(f"{count:,} {what}" for what, count in counts.items())
