"""The command table: each file in :mod:`companion.cli.commands` is one command, found by its name."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

import click

from companion import __version__
from companion.cli import commands
from companion.cli.terminal import escape_what_cannot_be_printed
from companion.errors import CompanionError
from companion.host.starting import LANGUAGE
from companion.registry import Registry
from companion.texts.catalogue import SOURCE

COMMANDS: Registry[click.Command] = Registry(commands, "command", "command")


class CommandTable(click.Group):
    """A command for each thing of a registry, which is asked only when it has to be, so that start-up is quick."""

    def __init__(
        self,
        *arguments: Any,
        registry: Callable[[], Registry[Any]],
        command_of: Callable[[Any], click.Command],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self._registry = registry
        self._command_of = command_of

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._registry().names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        registry = self._registry()
        return self._command_of(registry.named(cmd_name)) if cmd_name in registry.names() else None


@click.command(
    cls=CommandTable,
    registry=lambda: COMMANDS,
    command_of=lambda command: command,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="eyeline")
def eyeline() -> None:
    """Shows which profile pictures sit exactly where StyleGAN puts a face, and which accounts hang together."""


def main() -> None:
    """The console script. A known error is one sentence on stderr and its own exit code."""
    # A thread of ours on each core measures pictures; numpy's own threads would only spin beside them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    escape_what_cannot_be_printed()
    try:
        eyeline(prog_name="eyeline")
    except Exception as error:
        if (known := _known(error)) is None:
            raise
        if isinstance(error, OSError):
            _print_no_more()
        click.echo(f"eyeline: {known.said_in(os.environ.get(LANGUAGE, SOURCE))}", err=True)
        sys.exit(known.exit_code)


def _print_no_more() -> None:
    """Python would try once more at the end to print what could not be printed, and say so in words of its own."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _known(error: Exception) -> CompanionError | None:
    """What is said instead of a traceback: of what the disk, the system or another program refuses."""
    if isinstance(error, CompanionError):
        return error
    if isinstance(error, OSError):
        return CompanionError("internal.system", reason=error)
    if isinstance(error, sqlite3.Error):
        from companion.store.refusals import told_by

        return told_by(error)
    return None
