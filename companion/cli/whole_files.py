"""Files that commands write: whole or not at all."""

from __future__ import annotations

import contextlib
import secrets
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

import click


@contextlib.contextmanager
def written(output: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of ``output`` once all went well. What lay there stays until then.

    Raises click.ClickException with a sentence where it cannot be written.
    """
    unfinished = output.with_name(f".{secrets.token_hex(8)}{output.suffix}")
    try:
        unfinished.touch(exist_ok=False)
        yield unfinished
        unfinished.replace(output)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextlib.contextmanager
def written_folder(output: Path, files: Collection[str]) -> Iterator[Path]:
    """A new folder to write to, which takes the place of ``output`` once all went well.

    What lies there is replaced only where it is nothing but files of these names. Raises click.ClickException with a
    sentence where it is more, or where it cannot be written.
    """
    output = output.absolute()
    try:
        if output.is_dir() and (strangers := sorted({path.name for path in output.iterdir()} - set(files))):
            raise click.ClickException(f"{output} has other files in it, as {strangers[0]}: name a new folder.")
        if output.exists() and not output.is_dir():
            raise click.ClickException(f"{output} is a file: name a new folder.")
        with tempfile.TemporaryDirectory(prefix=".", dir=output.parent, ignore_cleanup_errors=True) as beside:
            unfinished = Path(beside) / "new"
            unfinished.mkdir()
            yield unfinished
            before = Path(beside) / "old"
            if output.exists():
                output.rename(before)
            try:
                unfinished.rename(output)
            except OSError:
                if before.exists():
                    before.rename(output)
                raise
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror or error}.") from error
