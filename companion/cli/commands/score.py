"""``eyeline score``: measure pictures without any browser."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.measuring import is_unread, make_engine_ready, pictures_argument, say_left_out, say_unread
from companion.cli.options import setting_options
from companion.cli.terminal import lines_above_a_bar, printable
from companion.vision.native_notices import native_notices_hidden

if TYPE_CHECKING:
    from companion.core.models import Measured
    from companion.core.wire.evidence import Evidence


@click.command("score")
@pictures_argument
@click.option(
    "--json", "--jsonl", "as_json", is_flag=True, help="Print JSON for programs, one object a line. Both are the same."
)
@click.option("--threads", type=click.IntRange(1, 64), default=None, help="Default: one per core.")
@setting_options("data")
def command(pictures: tuple[Path, ...], as_json: bool, threads: int | None, data: Path) -> None:
    """Measure how closely faces sit to the StyleGAN alignment. Folders are searched for pictures, recursively.

    The score is the log10 of a likelihood ratio: higher means closer. It is evidence about a position, no verdict.
    Where a picture is missing or cannot be read, the others are measured and the exit code is 1.
    """
    from companion.core.models import json_line
    from companion.vision.files import default_threads, picture_files
    from companion.workers.bulk import measure_in_processes

    make_engine_ready(data)
    paths, left_out = picture_files(pictures)
    done = unread = 0
    line_of = json_line if as_json else _table_line

    if not as_json and paths:
        click.echo(_TABLE_HEAD)
    try:
        with (
            native_notices_hidden(),
            lines_above_a_bar(len(paths), "Measuring") as show,
            contextlib.closing(measure_in_processes(paths, threads or default_threads(), data)) as results,
        ):
            for path, measured in results:
                show(line_of(str(path), measured))
                done += 1
                unread += is_unread(measured.evidence)
    except KeyboardInterrupt:
        click.echo(f"Stopped after {done:,} of {len(paths):,} pictures.", err=True)
        sys.exit(130)
    if not paths:
        click.echo("There are no pictures in what was named.", err=True)
    say_unread(unread)
    if say_left_out(pictures, left_out) or unread:
        sys.exit(1)


_TABLE_HEAD = f"{'evidence':<10}{'score':>8}  {'ordinary pictures that sit so':<36}picture"


def _table_line(path: str, measured: Measured) -> str:
    found = measured.evidence
    name = printable(path)
    if found.status.value != "scored" or found.score is None or found.level is None:
        return f"{found.status.value.replace('_', ' '):<20}{(found.message or ''):<35} {name}"
    remark = f"  ({found.message})" if found.message else ""
    return f"{found.level.value:<10}{found.score:>8.2f}  {_rarity_words(found):<35} {name}{remark}"


def _rarity_words(found: Evidence) -> str:
    rarity = found.rarity
    if rarity is None or rarity.one_in == 1:
        return "most of them"
    words = f"{'fewer than' if rarity.at_least else 'at most'} 1 in {rarity.one_in:,}"
    return words if found.cropped is None else f"{words}, cropped to {found.cropped:.0%}"
