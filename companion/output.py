"""Files that commands write: whole or not at all."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
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
