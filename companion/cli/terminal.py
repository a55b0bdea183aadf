"""What a person sees on a terminal: tables, and how far something long is."""

from __future__ import annotations

import codecs
import contextlib
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

import click

from companion.core.progress import Progress, unobserved

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


def printable(text: object) -> str:
    """A name from elsewhere may carry control characters; a terminal must not obey them."""
    return "".join(letter if letter.isprintable() else "�" for letter in str(text))


def escape_what_cannot_be_printed() -> None:
    """Letters that the output's encoding lacks, and bytes of names that are no text, are written as JSON escapes them.

    So each name can be printed, and a line of JSON with it is one that can be read.
    """
    codecs.register_error("json escape", _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="json escape")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def show_rows(rows: Sequence[Row], as_json: bool, none_yet: str, head: str, line: Callable[[Row], str]) -> None:
    """A table of dataclasses below its head, the sentence where there are none, or one JSON object a line."""
    if as_json:
        for each in rows:
            click.echo(json.dumps(asdict(each), ensure_ascii=False))
    elif not rows:
        click.echo(none_yet)
    else:
        click.echo(head)
        for each in rows:
            click.echo(line(each))


@contextlib.contextmanager
def counted(count: int, label: str) -> Iterator[Callable[[], None]]:
    """A function to call after each of ``count`` steps; a bar shows them where stderr is a terminal."""
    if count < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=count, label=label, file=sys.stderr, show_pos=True) as bar:
        yield lambda: bar.update(1)


@contextlib.contextmanager
def lines_above_a_bar(count: int, label: str) -> Iterator[Callable[[str], None]]:
    """A function that prints a line of output, one for each of ``count`` steps, above such a bar."""
    with counted(count, label) as step:

        def show(line: str) -> None:
            if sys.stderr.isatty() and sys.stdout.isatty():
                click.echo("\r\x1b[K", err=True, nl=False)
            click.echo(line)
            step()

        yield show


@contextlib.contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Something to say how far it is to; a bar shows it where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield unobserved
        return
    with contextlib.ExitStack() as shown:
        bar = None

        def show(done: int, of: int) -> None:
            nonlocal bar
            if bar is None:
                bar = shown.enter_context(click.progressbar(length=of, label=label, file=sys.stderr, show_pos=True))
            bar.update(done - bar.pos)

        yield show
