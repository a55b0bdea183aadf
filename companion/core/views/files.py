"""What goes out of the companion and comes into it as files, and what is forgotten."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from companion.core.findings.communities import Ties
from companion.core.findings.finding import Key, Limit, Selection
from companion.core.wire import Count, ObjectKind, Platform, ShortText, Span, Wire

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
    pseudonyms_of: int | None = None
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


class EdgeMeant(str, Enum):
    follows = "follows"
    friend = "friend"
    member = "member"


class ImportRequest(Wire):
    """What is asked of an import beside the file, as ``imports/reading/asked.py`` explains it."""

    upload: Place
    format: ShortText
    platform: Platform | None = None
    by_id: bool = False
    kind: EdgeMeant | None = None
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
    """Rows of each table here before, in the other, and here afterwards; ``store/merging/merge.py`` says the rest."""

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


class ForgettingRequest(Wire):
    """What to forget, by one of ``last``, ``older_than_days``, ``case`` and ``accounts``.

    ``with_accounts``: with a case, also all else that is known of its accounts. ``pictures``: only the pictures;
    what was measured on them stays; alone it means all of them. ``dry_run``: only say how much it is.
    """

    last: Span | None = None
    older_than_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    case: int | None = None
    accounts: list[Key] | None = Field(None, max_length=200_000)
    with_accounts: bool = False
    pictures: bool = False
    dry_run: bool = True


class ForgettingResult(Wire):
    """``message``: what is still to happen where the database's file could not be written anew at once."""

    observations: Count
    accounts: Count
    pictures: Count
    dry_run: bool
    message: ShortText | None = None
