"""What goes out of the companion and comes into it as files."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from companion.core.kinds import EdgeKind
from companion.core.wire.base import Count, Number, Platform, ShortText, Wire
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


class ExportRequest(Wire):
    """``pseudonyms_of``: the case by whose key everything is named; ``key``: the same by this key (64 digits)."""

    selection: Selection = Selection()
    format: ShortText
    pseudonyms_of: Number | None = None
    key: Annotated[str, StringConstraints(max_length=200)] | None = None
    neighbours: bool = False
    communities: Ties | None = Field(None, description="Also each account's community, by these ties.")


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
    """What is asked of an import beside the file, as ``imports/reading/reading.py`` explains it."""

    upload: Place
    format: ShortText
    platform: Platform | None = None
    by_id: bool = False
    kind: EdgeKind | None = None
    seen: AwareDatetime | None = None
    objects: ObjectKind = ObjectKind.post


class RowLeftOut(Wire):
    row: int
    reason: str


class ImportResult(Wire):
    """``before``: when this very file was imported already, so that nothing was done. Counts say how many more.

    ``side_file``: where in the data folder all rows that were left out are, with their reasons.
    """

    file: str
    rows_read: Count
    rows_left_out: Count
    accounts: int
    edges: int
    captures: int
    activities: int
    first_left_out: list[RowLeftOut]
    side_file: str | None = None
    before: AwareDatetime | None = None


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
