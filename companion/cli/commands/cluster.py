"""``eyeline cluster``: large work on the workers of a Dask scheduler."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.options import output_option
from companion.cli.terminal import counted, lines_above_a_bar, printable, progress_bar
from companion.cli.whole_files import written
from companion.vision.native_notices import native_notices_hidden

if TYPE_CHECKING:
    from distributed import Client

    from companion.core.models import Measured

_scheduler = click.option(
    "--scheduler", metavar="ADDRESS", help="As tcp://HOST:8786. Without it the work is done in this process."
)


@click.group("cluster")
def command() -> None:
    """Do large work on several machines, by Dask. The results are those of one machine. docs/scale.md says more."""


@command.command("score")
@click.argument(
    "pictures", metavar="FOLDER|MANIFEST...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@_scheduler
@output_option("Where the lines go, instead of here. What has a line in it already is not measured again.")
def score(pictures: tuple[Path, ...], scheduler: str | None, output: Path | None) -> None:
    """Measure an archive of pictures, with the lines of `eyeline score --jsonl`, in the same order.

    A MANIFEST is a .txt file with one path a line, or a .csv file with a column `path`; its paths count from where it
    is. Every worker must be able to read the pictures by the same paths as this machine.
    """
    from companion.cli.measuring import say_left_out
    from companion.cluster.archive import archive
    from companion.core.models import json_line

    paths, left_out = archive(pictures)
    done = 0
    with contextlib.ExitStack() as opened:
        left, show = opened.enter_context(_lines(paths, output))
        if len(left) < len(paths):
            click.echo(f"{len(paths) - len(left):,} of {len(paths):,} pictures have their lines already.", err=True)
        try:
            for path, measured in opened.enter_context(contextlib.closing(_measurements(left, scheduler))):
                show(json_line(str(path), measured))
                done += 1
        except KeyboardInterrupt:
            click.echo(f"Stopped after {done:,} of {len(left):,} pictures.", err=True)
            sys.exit(130)
    if not paths:
        click.echo("There are no pictures in what was named.", err=True)
    say_left_out(pictures, left_out)


@contextlib.contextmanager
def _lines(paths: Sequence[Path], output: Path | None) -> Iterator[tuple[Sequence[Path], Callable[[str], None]]]:
    """Which pictures are to be measured, and where a line of one goes."""
    from companion.cluster.resumed import resumed

    with native_notices_hidden():
        if output is None:
            with lines_above_a_bar(len(paths), "Measuring") as show:
                yield paths, show
            return
        try:
            with resumed(output, paths) as (left, append), counted(len(left), "Measuring") as step:

                def show(line: str) -> None:
                    append(line)
                    step()

                yield left, show
        except OSError as error:
            raise click.ClickException(f"{output} cannot be written: {error.strerror or error}.") from error


def _measurements(paths: Sequence[Path], scheduler: str | None) -> Generator[tuple[Path, Measured], None, None]:
    if scheduler is None or not paths:
        from companion.cli.measuring import make_engine_ready
        from companion.settings import default_data_folder
        from companion.vision.bulk import measure_files
        from companion.vision.files import default_threads

        make_engine_ready(default_data_folder())
        yield from measure_files(paths, default_threads())
        return
    with _connected(scheduler) as client:
        from companion.cluster.pictures import measure_on

        yield from measure_on(client, paths)


@command.command("shared")
@click.argument(
    "folders",
    metavar="PARQUET_FOLDER...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@_scheduler
@click.option("--fdr", type=click.FloatRange(0, 0.5, min_open=True), default=0.05, show_default=True)
@output_option("A .parquet or .jsonl file to write, instead of lines here.")
def shared(folders: tuple[Path, ...], scheduler: str | None, fdr: float, output: Path | None) -> None:
    """Find the accounts of many collections that share more friends, follows or groups than chance has it.

    Each PARQUET_FOLDER is what `eyeline export parquet` wrote; accounts are joined by their ref, and those compared are
    the selected ones of each. The method is that of `eyeline analyse shared`, and --fdr its false discovery rate.
    """
    from companion.cli.fetching import have
    from companion.installing.late import PARQUET

    have(PARQUET)
    from companion.cluster import shared as sharing
    from companion.cluster.collections import read

    if output is not None and output.suffix.lower() not in (".parquet", ".jsonl"):
        raise click.BadParameter("the file's name must end in .parquet or .jsonl", param_hint="--output")
    collections = read(folders)
    with contextlib.ExitStack() as opened:
        spread = sharing.one_by_one
        if scheduler is not None:
            spread = _on(opened.enter_context(_connected(scheduler)))
        progress = opened.enter_context(progress_bar("Comparing"))
        found = sharing.shared(collections, fdr, spread, progress)
    if output is None:
        for row in found.table.to_pylist():
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        with written(output) as unfinished:
            _write(found.table, unfinished)
    if collections.loose:
        click.echo(
            f"Note: {collections.loose:,} edges lead to accounts that are not in the exports and were left out.",
            err=True,
        )
    where = "" if output is None else f"{printable(output)}: "
    click.echo(
        f"{where}{found.table.num_rows:,} of {found.tested:,} pairs share more than chance has it "
        f"(p up to {found.threshold:.2g}; among them about {fdr:.0%} by chance).",
        err=True,
    )


def _on(client: Client) -> Any:
    from companion.cluster.scheduler import Work

    def spread(work: Callable[..., Any], parts: Sequence[int], common: tuple[Any, ...]) -> Iterator[Any]:
        return (result for _, result in Work[int, Any](client, work, common).in_order(parts))

    return spread


def _write(table: Any, path: Path) -> None:
    if path.suffix.lower() == ".parquet":
        from pyarrow import parquet

        parquet.write_table(table, path, compression="zstd")
        return
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in table.to_pylist())


def _connected(address: str) -> contextlib.AbstractContextManager[Client]:
    try:
        from companion.cluster.scheduler import connected
    except ImportError:
        raise click.ClickException(
            "--scheduler needs Dask's distributed, which is not installed: pip install 'eyeline[cluster]'."
        ) from None
    return connected(address)
