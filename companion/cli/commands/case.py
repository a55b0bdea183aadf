"""``eyeline case``: collections with a name."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from companion.cli.options import AskedSelection, json_option, output_option, selection_options, setting_options
from companion.cli.terminal import printable, show_rows

REPLACE_KEY = "The case has another key, and what was exported with it can no more be joined. Replace it?"


@click.group("case")
def command() -> None:
    """Cases: collections with a name, of what was recorded into them and of accounts that were collected."""


@command.command("list")
@setting_options("data")
@json_option
def list_cases(data: Path, as_json: bool) -> None:
    """List the cases."""
    from companion.store.cases import every_case
    from companion.store.db import Store

    with Store.existing(data) as store:
        found = store.read_here(every_case)
    show_rows(
        found,
        as_json,
        'No cases yet. Make one: eyeline case new "Winter". Or record into one in the extension.',
        f"{'accounts':>10}{'pages':>8}  {'first seen':<12}{'last seen':<12}name",
        lambda case: (
            f"{case.accounts:>10,}{case.recorded:>8,}  {(case.first_seen or '')[:10]:<12}"
            f"{(case.last_seen or '')[:10]:<12}{printable(case.name)}"
        ),
    )


@command.command("show")
@setting_options("data")
@click.argument("name")
@json_option
def show(data: Path, name: str, as_json: bool) -> None:
    """Show the case NAME with its notes and accounts."""
    from companion.core.wire.selection import Selection
    from companion.store import cases
    from companion.store.db import Store
    from companion.store.selecting import account_ids, names

    with Store.existing(data) as store:
        number = store.read_here(lambda conn: cases.number_of(conn, name))
        case = store.read_here(lambda conn: cases.case(conn, number))
        notes = store.read_here(lambda conn: cases.notes(conn, number))
        keys = store.read_here(lambda conn: account_ids(conn, Selection(case=number, hidden=True)))
        accounts = store.read_here(lambda conn: names(conn, keys))
    if as_json:
        known = asdict(case) | {"notes": [asdict(note) for note in notes]}
        listed = [each.model_dump(mode="json") for each in accounts.values()]
        click.echo(json.dumps(known | {"members": listed}, ensure_ascii=False))
        return
    seen = (
        f", {case.recorded:,} pages from {case.first_seen[:10]} to {(case.last_seen or '')[:10]}"
        if case.first_seen
        else ""
    )
    click.echo(f"{printable(case.name)}, made {case.created_at[:10]}: {case.accounts:,} accounts{seen}")
    for note in notes:
        number_shown = f" (note {note.note})" if note.note else ""
        click.echo(f"  {note.at[:16].replace('T', ' ')}  {printable(' '.join(note.text.split()))}{number_shown}")
    for each in accounts.values():
        shown = each.handle or each.account_id or ""
        click.echo(f"{each.account:>10}  {each.platform:<12}{printable(shown):<32}{printable(each.display_name or '')}")


@command.command("new")
@setting_options("data")
@click.argument("name")
def new(data: Path, name: str) -> None:
    """Make an empty case NAME."""
    from companion.store import cases
    from companion.store.db import Store
    from companion.store.times import now, text_of

    with Store(data) as store:
        store.submit(lambda conn: cases.new(conn, name, text_of(now()))).result()
    shown = printable(name.strip())
    click.echo(f'{shown} is there. Collect into it, as by: eyeline case add "{shown}" --search TEXT')


@command.command("rename")
@setting_options("data")
@click.argument("name")
@click.argument("new_name")
def rename(data: Path, name: str, new_name: str) -> None:
    """Call the case NAME by NEW_NAME from now on."""
    from companion.store import cases
    from companion.store.db import Store

    with Store.existing(data) as store:
        store.submit(lambda conn: cases.rename(conn, cases.number_of(conn, name), new_name)).result()
    click.echo(f"{printable(name)} is called {printable(new_name.strip())} now.")


@command.command("add")
@setting_options("data")
@click.argument("name")
@selection_options
def add(data: Path, name: str, asked: AskedSelection) -> None:
    """Collect the selected accounts into the case NAME. `eyeline undo` takes it back."""
    from companion.cli.actions import act_on_selected
    from companion.store import actions, cases

    act_on_selected(
        data, asked, lambda conn, accounts, at: actions.collect(conn, cases.number_of(conn, name), accounts, at)
    )


@command.command("remove")
@setting_options("data")
@click.argument("name")
@selection_options
def remove(data: Path, name: str, asked: AskedSelection) -> None:
    """Take the selected accounts out of the case NAME; those that were recorded into it stay. Can be undone."""
    from companion.cli.actions import act_on_selected
    from companion.store import actions, cases

    act_on_selected(
        data,
        asked,
        lambda conn, accounts, at: actions.take_out(conn, cases.number_of(conn, name), accounts, at),
        otherwise="None of those selected was collected into it, and what was recorded into it stays.",
    )


@command.command("key")
@setting_options("data")
@click.argument("name")
@output_option("Write it to this new file.")
@click.option("--set", "given", is_flag=True, help="Take a key over: it is asked for, or read from standard input.")
@click.option("--yes", is_flag=True, help="Do not ask before another key is replaced.")
def key(data: Path, name: str, output: Path | None, given: bool, yes: bool) -> None:
    """Show the key by which exports of the case NAME make pseudonyms; it is made when it is first asked for.

    Two researchers with the same key give the same pseudonyms, so that they can join what they found. Whoever has the
    key can try out names, so hand it over as you would a password.
    """
    from companion.core.naming import parse_key
    from companion.store import cases
    from companion.store.db import Store

    with Store(data) as store:
        case = store.read_here(lambda conn: cases.number_of(conn, name))
        if given:
            typed = parse_key(_asked())
            if not yes and store.read_here(lambda conn: cases.has_other_key(conn, case, typed)):
                click.confirm(REPLACE_KEY, abort=True, err=True)
            store.submit(lambda conn: cases.set_key(conn, case, typed)).result()
            click.echo(f"{name} has this key now.")
            return
        shown = store.submit(lambda conn: cases.key_of(conn, case)).result().hex()
    if output is None:
        click.echo(shown)
        return
    _write_private(output, shown + "\n")
    click.echo(f"{output}: the key of {name}")


def _asked() -> str:
    """A key as a person types it, unseen, or as a program gives it."""
    return str(click.prompt("Key", hide_input=True, err=True)) if sys.stdin.isatty() else sys.stdin.read()


def _write_private(path: Path, text: str) -> None:
    """A new file that only its owner may read."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(text)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from error
