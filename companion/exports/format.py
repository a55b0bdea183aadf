"""What a file format is, how one is found by its name, and how a selection is written in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from companion import __version__, exports
from companion.core.columns import Column, Row
from companion.core.fact_columns import Part, pseudonymised, rows_of
from companion.core.facts import columns
from companion.core.graph import IntArray
from companion.core.naming import Naming
from companion.core.progress import Progress, unobserved
from companion.core.wire.findings.communities import Ties
from companion.core.wire.findings.finding import Limit
from companion.core.wire.selection import Selection
from companion.errors import NotFoundError
from companion.installing.late import LatePart, need
from companion.registry import Registry
from companion.store.facts import Facts, with_neighbours
from companion.store.folder import sha256_of
from companion.store.moment import one_moment
from companion.store.selecting import account_ids
from companion.store.times import now, text_of
from companion.texts.catalogue import SOURCE

MANIFEST = "manifest.json"
FORM = 1
"""The form of the files, raised when a column changes its meaning."""


@dataclass(frozen=True)
class Asked:
    """What is asked of an export beside the selection.

    ``neighbours``: also the accounts one edge away. ``ties``: by what ties communities were asked for, None where they
    were not; ``communities``: the community of those that are in one, by the account's number.
    ``language``: of what is said of the export.
    """

    naming: Naming = field(default_factory=Naming)
    neighbours: bool = False
    ties: Ties | None = None
    communities: Mapping[int, int] = field(default_factory=dict)
    language: str = SOURCE


@dataclass
class Rows:
    """What a format writes: rows under a naming. It counts what was read, and says how far it is."""

    facts: Facts
    asked: Asked
    manifest: dict[str, Any]
    progress: Progress
    total: int
    read: dict[str, int] = field(default_factory=dict)
    limits: list[Limit] = field(default_factory=list)

    def leave(self, code: str, **values: int | float | str) -> None:
        """Say that something is left out, or cannot be seen."""
        self.limits.append(Limit.of(self.asked.language, code, **values))

    def columns(self, table: str) -> tuple[Column, ...]:
        """The columns that the table's rows have."""
        without = ("community",) if self.asked.ties is None else ()
        return columns(table, self.asked.naming, without)

    def parts(self, table: str) -> Iterator[Part]:
        """The rows of ``accounts``, ``edges``, ``captures`` or ``activities`` as columns, some at a time."""
        shown, naming = self.columns(table), self.asked.naming
        for part in self._known(table):
            if naming.pseudonymised:
                yield pseudonymised(shown, naming, part)
            else:
                yield {column.name: part[column.name] for column in shown}

    def of(self, table: str) -> Iterator[Row]:
        """The rows of :meth:`parts`, each once."""
        return chain.from_iterable(map(rows_of, self.parts(table)))

    def known(self, table: str) -> Iterator[Row]:
        """The rows with everything that is known, as they may not leave under pseudonyms."""
        return chain.from_iterable(map(rows_of, self._known(table)))

    def _known(self, table: str) -> Iterator[Part]:
        self.read[table] = 0
        for part in self.facts.parts(table, self.asked.communities):
            self.read[table] += len(next(iter(part.values())))
            self.progress(min(sum(self.read.values()), self.total), self.total)
            yield part


@dataclass(frozen=True)
class Format:
    """One format: the file ``companion/exports/NAME.py`` has it as ``FORMAT``.

    ``tables`` are those that it reads. ``suffixes`` are what its file's name may end in; where it is a folder it has
    none, and ``files`` are the names of what is in it. ``needs`` is fetched when it is first written.
    """

    name: str
    summary: str
    tables: Sequence[str]
    write: Callable[[Rows, Path], None]
    suffixes: Sequence[str] = ()
    files: Sequence[str] = ()
    needs: LatePart | None = None

    @property
    def is_folder(self) -> bool:
        return not self.suffixes


@dataclass(frozen=True)
class Exported:
    """How many rows of each table were written, and what was left out."""

    rows: Mapping[str, int]
    limits: Sequence[Limit]


FORMATS: Registry[Format] = Registry(exports, "FORMAT", "format")


def write(
    conn: sqlite3.Connection,
    name: str,
    selection: Selection,
    target: Path,
    asked: Asked = Asked(),
    *,
    progress: Progress = unobserved,
    at: datetime | None = None,
) -> Exported:
    """Write a selection in the format of this name to ``target``, a file or an empty folder that is there.

    Everything is read as it is at one moment. What has been written when an error comes is not whole: the caller
    removes it. Raises :class:`NotFoundError` where the selection has no account, PackagesError where what the format
    needs cannot be fetched, and :class:`companion.core.progress.Cancelled` where ``progress`` does.
    """
    wanted = FORMATS.named(name)
    if wanted.needs is not None:
        need(wanted.needs, progress)
    with one_moment(conn):
        accounts, selected = exported_accounts(conn, selection, asked.neighbours)
        if not len(selected):
            raise NotFoundError("exports.no_account")
        facts = Facts(conn, accounts, selected)
        total = sum(facts.count(table) for table in wanted.tables)
        rows = Rows(facts, asked, _manifest(wanted, selection, asked, at or now()), progress, total)
        progress(0, total)
        wanted.write(rows, target)
        progress(total, total)
    if wanted.is_folder:
        _write_manifest(rows.manifest | {"rows": rows.read}, target, wanted.files)
    return Exported(rows.read, rows.limits)


def exported_accounts(conn: sqlite3.Connection, selection: Selection, neighbours: bool) -> tuple[IntArray, IntArray]:
    """The accounts (n,) of an export, rising, and those (m ≤ n,) of them that are in the selection itself."""
    selected = account_ids(conn, selection)
    return (with_neighbours(conn, selected, selection.hidden) if neighbours else selected), selected


def _manifest(wanted: Format, selection: Selection, asked: Asked, at: datetime) -> dict[str, Any]:
    """What an export says of itself. A selection may name somebody, so that it is not said under pseudonyms."""
    said: dict[str, Any] = {
        "made_by": f"Eyeline {__version__}",
        "form": FORM,
        "format": wanted.name,
        "made_at": text_of(at),
        "pseudonyms": asked.naming.pseudonymised,
        "neighbours": asked.neighbours,
        "communities": asked.ties and asked.ties.value,
    }
    if not asked.naming.pseudonymised:
        said["selection"] = selection.model_dump(mode="json", exclude_defaults=True)
    return said


def _write_manifest(said: dict[str, Any], folder: Path, files: Sequence[str]) -> None:
    said["files"] = {
        name: {"bytes": (folder / name).stat().st_size, "sha256": sha256_of(folder / name)}
        for name in files
        if name != MANIFEST
    }
    (folder / MANIFEST).write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
