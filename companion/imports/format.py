"""What a format that can be read is, how one is found by its name, and how a file is read into the store."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from companion import imports
from companion.core.progress import Progress, unobserved
from companion.errors import BadRequestError, NotFoundError
from companion.imports.reading.asked import Asked
from companion.imports.reading.reading import Reading, TakenFor
from companion.imports.reading.reasons import UnclearTableError
from companion.imports.reading.rejected_rows import Reason, RejectedRow, SideFile
from companion.imports.reading.start import Start, never
from companion.installing.late import LatePart, need
from companion.registry import Registry
from companion.store import imported
from companion.store.db import Store, interruptible
from companion.store.times import now

NOTHING_ASKED = Asked()
OF_GRAPHS = ("platform", "by_id", "kind", "seen")
"""What a graph may leave to be said of it."""
OF_TABLES = (*OF_GRAPHS, "source", "target", "account", "time", "owner", "listed")
"""And a table, of which also its columns."""


@dataclass(frozen=True)
class Format:
    """One format: the file ``companion/imports/NAME.py`` has it as ``FORMAT``.

    ``accepted_options`` are the fields of :class:`Asked` that it takes. ``is_folder``: it is a folder, and else a file;
    ``may_be_file``: one of its files is read by itself, too.
    ``recognises``: whether a file that begins so is of this format. ``needs`` is fetched when one is first read.
    """

    name: str
    summary: str
    read: Callable[[Reading], None]
    accepted_options: Sequence[str] = ()
    is_folder: bool = False
    may_be_file: bool = False
    recognises: Callable[[Start], bool] = never
    needs: LatePart | None = None


@dataclass(frozen=True)
class Imported:
    """What came of a file. ``before``: when this very file was imported already, so that nothing was done now.

    ``accounts``, ``edges``, ``captures`` and ``activities``: how many there are more. ``first_left_out``: the first
    rows that were left out, each with its reason; ``side_file`` has all of them. ``reasons``: why, and how often.
    ``taken_for``: what the file was taken for.
    """

    file: str
    format: str
    sha256: str
    rows_read: int = 0
    rows_left_out: int = 0
    accounts: int = 0
    edges: int = 0
    captures: int = 0
    activities: int = 0
    first_left_out: Sequence[RejectedRow] = ()
    side_file: Path | None = None
    before: str | None = None
    reasons: Sequence[Reason] = ()
    taken_for: TakenFor = field(default_factory=TakenFor)


FORMATS: Registry[Format] = Registry(imports, "FORMAT", "format")


def read_file(
    store: Store,
    name: str,
    path: Path,
    asked: Asked = NOTHING_ASKED,
    *,
    progress: Progress = unobserved,
    at: datetime | None = None,
) -> Imported:
    """Read a file (or folder) of the format of this name into the store, whole or not at all.

    The same file is imported once. Rows that cannot be read are left out: counted, and written to a side file in the
    data folder. Raises :class:`BadRequestError` where it is no such file or nothing in it can be read,
    :class:`NotFoundError` where there is no such file or format, PackagesError where what it needs cannot be fetched,
    and
    :class:`companion.core.progress.Cancelled` where ``progress`` does.
    """
    wanted = FORMATS.named(name)
    _check(wanted, path)
    if wanted.needs is not None:
        need(wanted.needs, progress)
    sha256 = _digest(path)
    if (before := store.read_here(lambda conn: imported.when(conn, sha256))) is not None:
        return Imported(path.name, name, sha256, before=before)
    started = at or now()
    # What is asked for shapes what is stored, so other wishes give other batches.
    form = json.dumps([name, asked.named()])
    with SideFile(imported.side_file(store.folder, path.name, sha256)) as side_file:

        def work(conn: sqlite3.Connection, watched: Progress) -> Imported:
            counts = imported.counts(conn)
            number = imported.begin(conn, sha256, path.name, name, started)
            reading = Reading(conn, path, f"{sha256} {form}", number, asked, started, watched, side_file)
            wanted.read(reading)
            reading.further(1.0)
            if not reading.rows_read and not reading.has_kept:
                raise _nothing(path.name, wanted, side_file)
            imported.finish(conn, number, reading.rows_read, side_file.count)
            accounts, edges, captures, activities = (
                count - counts[table] for table, count in imported.counts(conn).items()
            )
            return Imported(
                path.name,
                name,
                sha256,
                reading.rows_read,
                side_file.count,
                accounts,
                edges,
                captures,
                activities,
                side_file.first,
                side_file.keep(),
                reasons=sorted(side_file.reasons.values(), key=lambda each: -each.count),
                taken_for=reading.taken_for,
            )

        try:
            return interruptible(lambda watched: store.submit(lambda conn: work(conn, watched)), progress)
        except UnicodeDecodeError:
            raise BadRequestError("imports.no_text", file=path.name) from None


def preview_file(name: str, path: Path, asked: Asked = NOTHING_ASKED, *, progress: Progress = unobserved) -> Imported:
    """What :func:`read_file` would make of the file by itself: it is read into a store that is gone afterwards.

    Raises likewise, but for a table of unknown columns: it is taken for ``unclear``, and its columns are named.
    """
    with (
        tempfile.TemporaryDirectory(prefix="eyeline-", ignore_cleanup_errors=True) as folder,
        Store(Path(folder)) as store,
    ):
        try:
            return replace(read_file(store, name, path, asked, progress=progress), side_file=None)
        except UnclearTableError as error:
            taken = TakenFor(UNCLEAR, [(column, "") for column in error.columns])
            return Imported(path.name, name, "", reasons=[Reason(error, 1)], taken_for=taken)


UNCLEAR = "unclear"
LONGEST_SHOWN = 200


def shown(row: object) -> str:
    """A row as an example of what is read: its text, cut where it is long."""
    text = row if isinstance(row, str) else json.dumps(row, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def recognised(path: Path) -> str:
    """The name of the format that a file or folder is of, by its content; a text of no other is taken for a table.

    Raises :class:`BadRequestError` where it is of none, and :class:`NotFoundError` where there is no such file.
    """
    if not path.exists():
        raise NotFoundError("imports.no_such_file", file=path)
    start = Start.of(path)
    found = next((each.name for each in FORMATS.every() if each.recognises(start)), None)
    why = "of_no_format" if path.is_dir() else start.why_no_table
    if found is None and why is not None:
        raise BadRequestError(f"imports.{why}", file=path.name)
    return found or "csv"


def _check(wanted: Format, path: Path) -> None:
    if not path.exists():
        raise NotFoundError("imports.no_such_file", file=path)
    if wanted.is_folder and not (path.is_dir() or wanted.may_be_file):
        raise BadRequestError("imports.wants_folder", file=path.name, format=wanted.name)
    if not wanted.is_folder and not path.is_file():
        raise BadRequestError("imports.wants_file", file=path.name)


def _digest(path: Path) -> str:
    """SHA-256 of a file, or of a folder's files with their names in order."""
    digest = hashlib.sha256()
    files = sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
    for file in files:
        if path.is_dir():
            digest.update(f"{file.name} {file.stat().st_size}\n".encode())
        with file.open("rb") as opened:
            while part := opened.read(2**20):
                digest.update(part)
    return digest.hexdigest()


def _nothing(file: str, wanted: Format, side_file: SideFile) -> BadRequestError:
    if not side_file.first:
        return BadRequestError("imports.nothing_in_it", file=file, format=wanted.name)
    first = side_file.first[0]
    return BadRequestError(
        "imports.nothing_readable",
        file=file,
        format=wanted.name,
        rows=side_file.count,
        row=first.row,
        reason=first.error,
    )
