"""The command line's options for settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from companion.settings import SETTINGS, Setting


def setting_options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of the named settings, or of all; each can also be given as ``EYELINE_NAME`` in the environment."""
    chosen = [setting for setting in SETTINGS if not names or setting.name in names]

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for setting in reversed(chosen):
            command = click.option(
                f"--{setting.name.replace('_', '-')}",
                setting.name,
                type=_type_of(setting),
                default=setting.default,
                show_default=True,
                envvar=f"EYELINE_{setting.name.upper()}",
                help=setting.help,
            )(command)
        return command

    return decorate


def _type_of(setting: Setting) -> click.ParamType[Any]:
    if setting.choices:
        return click.Choice(setting.choices)
    if setting.kind is int:
        return click.IntRange(setting.low, setting.high)
    if setting.kind is Path:
        return click.Path(file_okay=False, path_type=Path)
    return click.STRING
