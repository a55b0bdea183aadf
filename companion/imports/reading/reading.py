"""One file that is being read: how far it is, what was left out, and the batches that it becomes."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import ValidationError

from companion import __version__
from companion.core.progress import Progress
from companion.core.wire.observations import (
    AccountSighting,
    Activity,
    Batch,
    CaptureSighting,
    Page,
    PageKind,
)
from companion.errors import BadRequestError, CompanionError, InvalidError, Value
from companion.imports.reading.asked import Asked
from companion.imports.reading.gate import Gate
from companion.imports.reading.reasons import KeptWithoutTimeError, UnreadableError
from companion.imports.reading.rejected_rows import SideFile
from companion.operations.ingest import store_batch
from companion.store import imported
from companion.store.times import text_of

TOOL = f"import {__version__}"
REPORT_EVERY = 500
EXAMPLES = 3


@dataclass
class TakenFor:
    """What a file is taken for: a key of the catalogue's ``imports.kinds``, what each column is, and the first rows."""

    kind: str = ""
    columns: list[tuple[str, str]] = field(default_factory=list)
    """Each column's name, and what it is taken for: ``source``, ``time`` …; nothing where it is not read."""
    examples: list[object] = field(default_factory=list)


class _Reasons(AbstractContextManager[None]):
    """One row's, begun a million times over: a generator's takes twice as long."""

    __slots__ = ("_content", "_reading")

    def __init__(self, reading: Reading, content: object) -> None:
        self._reading = reading
        self._content = content

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        if error is None:
            self._reading.take(self._content)
            return False
        if isinstance(error, ValidationError):
            error = UnreadableError("imports.row.invalid", problem=InvalidError.of(error))
        elif not isinstance(error, (UnreadableError, BadRequestError)):
            return False
        self._reading.leave_out(self._content, error)
        return True


class Reading:
    """What a format reads with. ``seen``: when the file says nothing else, all of it was seen then."""

    def __init__(  # noqa: PLR0913, PLR0917 - one thing, made in one place
        self,
        conn: sqlite3.Connection,
        path: Path,
        name: str,
        number: int,
        asked: Asked,
        at: datetime,
        progress: Progress,
        side_file: SideFile,
    ) -> None:
        """``name`` is of this file's content as it is read; the same gives the same keys. ``number``: the import's."""
        self.conn = conn
        self.path = path
        self.asked = asked
        self.number = number
        self.seen = asked.seen or at
        self.gate = Gate(asked.platform, asked.by_id, scope=name[:8])
        self.taken_for = TakenFor()
        self.rows_read = 0
        self.has_kept = False
        """Whether of a row that counts as left out something was read."""
        self._row = 0
        self._space = uuid5(NAMESPACE_URL, f"eyeline import {name}")
        self._at = at
        self._progress = progress
        self._side_file = side_file
        self._batches = 0
        self._total = max(1, path.stat().st_size)

    @property
    def received_at(self) -> str:
        return text_of(self._at)

    def refuse_above(self, most: int) -> None:
        """Raises :class:`BadRequestError` where the file has more than so many bytes, and would be held whole."""
        if self.path.stat().st_size > most:
            raise self.refusal("imports.large_document", megabytes=most // 2**20)

    def refusal(self, key: str, **values: Value) -> BadRequestError:
        """Why the whole file cannot be read: the sentence of this key, which names it."""
        return BadRequestError(key, file=self.path.name, **values)

    def reasons(self, content: object) -> AbstractContextManager[None]:
        """Around what is done with the next row: where it cannot be read, it is left out, and the reading goes on."""
        self._row += 1
        return _Reasons(self, content)

    def take(self, content: object) -> None:
        """Count a row that could be read."""
        self.rows_read += 1
        if len(self.taken_for.examples) < EXAMPLES:
            self.taken_for.examples.append(content)

    def leave_out(self, content: object, reason: CompanionError) -> None:
        self.has_kept |= isinstance(reason, KeptWithoutTimeError)
        self._side_file.add(self._row, reason, content)

    def further(self, share: float) -> None:
        """Say how much of the work (0..1) is done. Raises :class:`companion.core.progress.Cancelled` where asked to."""
        self._progress(min(int(share * self._total), self._total), self._total)

    def uuid(self, name: str) -> UUID:
        """The same for the same file and name."""
        return uuid5(self._space, name)

    def page(self, platform: str) -> Page:
        """What the file is to the store: a page, named by the file and not by where it lay."""
        return Page(platform=platform, kind=PageKind.other, address=self.path.name[:4096])

    def store(
        self,
        observed_at: datetime,
        page: Page,
        accounts: list[AccountSighting],
        captures: list[CaptureSighting],
        activities: list[Activity],
        *,
        session: UUID | None = None,
        tool_version: str | None = None,
    ) -> int | None:
        """Store what was observed as a batch of this import's: its number, or None where it came before."""
        self._batches += 1
        batch = Batch(
            key=self.uuid(f"batch {self._batches}"),
            session=session or self.uuid("session"),
            tool_version=tool_version or TOOL,
            observed_at=observed_at,
            page=page,
            accounts=accounts,
            captures=captures,
            activities=activities,
        )
        number = store_batch(self.conn, batch, self._at)
        if number is not None:
            imported.note_batch(self.conn, self.number, number)
        return number

    def empty_batch(self, observed_at: datetime, platform: str) -> int | None:
        """The number of a batch that is empty as yet, for what comes by the million; None where it came before."""
        return self.store(observed_at, self.page(platform), [], [], [])
