"""The command table: each file in :mod:`companion.cli.commands` is one command, found by its name."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys

import click

from companion import __version__
from companion.cli import commands
from companion.errors import CompanionError


class CommandTable(click.Group):
    """Finds ``commands/NAME.py`` and its ``command`` only when it is asked for, so that start-up is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"companion.cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


@click.command(cls=CommandTable, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="eyeline")
def eyeline() -> None:
    """Shows which profile pictures sit exactly where StyleGAN puts a face, and which accounts hang together."""


def main() -> None:
    """The console script. A known error is one sentence on stderr and its own exit code."""
    # A thread of ours on each core measures pictures; numpy's own threads would only spin beside them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        eyeline(prog_name="eyeline")
    except CompanionError as error:
        click.echo(f"eyeline: {error.message}", err=True)
        sys.exit(error.exit_code)
