"""What goes out of the companion and comes into it as files."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from companion.core.kinds import EdgeKind, ListKind
from companion.core.wire.base import Count, Key, Number, Platform, ShortText, Wire
from companion.core.wire.findings.communities import Ties
from companion.core.wire.findings.finding import Limit
from companion.core.wire.observations import ObjectKind
from companion.core.wire.selection import Selection

Place = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class ExportFormat(Wire):
    """``folder``: it is several files, which come as one ZIP file. ``rows``: the tables that it has."""

    name: str
    summary: str
    folder: bool
    rows: list[str]


class ImportFormat(Wire):
    """``accepted_options``: what may be said of a file beside itself. ``folder``: several files, as one ZIP file."""

    name: str
    summary: str
    folder: bool
    accepted_options: list[str]


class Formats(Wire):
    exports: list[ExportFormat]
    imports: list[ImportFormat]


class ExportedAccounts(Wire):
    """Of whom a file is; ``neighbours``: also of the accounts that have an edge with one of the selection."""

    selection: Selection = Selection()
    neighbours: bool = False


class ExportRequest(ExportedAccounts):
    """``pseudonyms_of``: the case by whose key everything is named; ``key``: the same by this key (64 digits)."""

    format: ShortText
    pseudonyms_of: Number | None = None
    key: Annotated[str, StringConstraints(max_length=200)] | None = None
    communities: Ties | None = Field(None, description="Also each account's community, by these ties.")


class ExportSize(Wire):
    """How many accounts a file would hold: those of the selection, and where neighbours are asked for, these too."""

    accounts: Count


class ExportResult(Wire):
    """How many rows of each table were written, and what was left out."""

    rows: dict[str, Count]
    limits: list[Limit]


class Upload(Wire):
    """A file that the companion holds until it is worked with or dropped, a day at most."""

    upload: Place
    name: str
    size: Count


class Drop(Wire):
    upload: Place


class ImportRequest(Wire):
    """What is asked of an import beside the file, as ``imports/reading/asked.py`` explains it.

    ``format``: null for the one that the file's content says. ``preview``: only say what would be read; the file stays
    taken, so that it can be read then.
    """

    upload: Place
    format: ShortText | None = None
    platform: Platform | None = None
    by_id: bool = False
    kind: EdgeKind | None = None
    seen: AwareDatetime | None = None
    objects: ObjectKind = ObjectKind.post
    source: ShortText | None = None
    target: ShortText | None = None
    account: ShortText | None = None
    time: ShortText | None = None
    owner: ShortText | None = None
    listed: ListKind | None = None
    preview: bool = False


class RowLeftOut(Wire):
    row: int
    reason: str


class ReasonLeftOut(Wire):
    """``count`` rows were left out for like reasons, of which this is the first."""

    reason: str
    count: Count


class ColumnRead(Wire):
    """``role``: what it is taken for, as ``source`` or ``time``; empty where it is not read."""

    name: str
    role: str


class ImportResult(Wire):
    """``before``: when this very file was imported already, so that nothing was done. Counts say how many more.

    ``side_file``: where in the data folder all rows that were left out are, with their reasons. ``kind``: what the file
    was taken for. ``examples``: the first rows that were read. ``preview``: nothing was stored.
    """

    file: str
    format: str
    kind: str
    columns: list[ColumnRead]
    examples: list[str]
    rows_read: Count
    rows_left_out: Count
    accounts: int
    edges: int
    captures: int
    activities: int
    first_left_out: list[RowLeftOut]
    reasons: list[ReasonLeftOut]
    side_file: str | None = None
    before: AwareDatetime | None = None
    preview: bool = False


class ImportedFile(Wire):
    """A file that was imported, and how much of the database is from it."""

    imported: Key
    file: str
    format: str
    imported_at: AwareDatetime
    rows_read: Count
    rows_left_out: Count
    batches: Count


class ImportedFiles(Wire):
    imports: list[ImportedFile]


class MergeRequest(Wire):
    upload: Place
    dry_run: bool = True


class MergeResult(Wire):
    """What came of a merge, or would come of it.

    ``here``, ``there`` and ``together``: how many rows of each table this database had, the other has, and this one
    has now. ``accounts_joined``: the other's accounts that were known here. ``batches_shared``: batches that both had.
    ``other_keys``: cases whose keys differ; this database's stay.
    """

    here: dict[str, Count]
    there: dict[str, Count]
    together: dict[str, Count]
    accounts_joined: Count
    batches_shared: Count
    other_keys: list[str]
    dry_run: bool


class BackupResult(Wire):
    sha256: str
    size: Count
