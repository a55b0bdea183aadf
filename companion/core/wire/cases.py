"""Cases: what was recorded into each when and where, how two of them compare, and how one changed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from companion.core.wire.accounts import CaseName
from companion.core.wire.base import Count, Number, ShortText, Wire
from companion.core.wire.history import Difference, Rows, Scope
from companion.core.wire.observations import CaptureKind
from companion.core.wire.selection import AccountName, Selection


class NewCaseName(Wire):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class NewCase(NewCaseName):
    """``selection``: the accounts that it is begun with, as they are chosen now; null for none."""

    selection: Selection | None = None


class CaseRow(CaseName):
    """``accounts``: recorded or collected; ``recorded``: how often a page was recorded, in how many ``sessions``."""

    created_at: datetime
    accounts: Count
    recorded: Count
    sessions: Count
    notes: Count
    first_seen: datetime | None = None
    last_seen: datetime | None = None


class Cases(Wire):
    cases: list[CaseRow]


class CaseNoteRow(Wire):
    """``note``: its number where a person wrote it by hand; null where it came with what was recorded."""

    note: int | None = None
    text: str
    at: datetime


class SessionRow(Wire):
    """A stretch of browsing in which something was recorded into the case; counts are of what was."""

    session: int
    first_seen: datetime
    last_seen: datetime
    platforms: list[str]
    pages: Count
    lists: Count
    complete_lists: Count
    accounts: Count
    tool_version: str


class CasePage(Wire):
    """``collected``: accounts that somebody put into it, as far as they are listed; the newest come first."""

    case: CaseRow
    notes: list[CaseNoteRow]
    sessions: list[SessionRow]
    collected: list[AccountName]
    collected_count: Count
    has_key: bool = Field(description="A key for pseudonyms was made or set.")


class PageSeen(Wire):
    """A page of a session, with how many accounts were seen on it."""

    kind: str
    platform: str
    address: str
    title: ShortText | None = None
    first_seen: datetime
    last_seen: datetime
    accounts: Count


class ListSeen(Wire):
    """A visit of a list; ``complete``: it was seen to its end."""

    capture: Number
    kind: CaptureKind
    owner: AccountName | None = None
    displayed_count: Count | None = None
    seen_count: Count
    complete: bool
    first_seen: datetime
    last_seen: datetime
    address: str


class SessionPage(Wire):
    """Lists are cut; the counts in ``session`` say how many there are."""

    case: CaseName
    session: SessionRow
    pages: list[PageSeen]
    lists: list[ListSeen]


class CaseKey(Wire):
    """The key of a case, by which exports make pseudonyms: 64 hexadecimal digits."""

    key: Annotated[str, StringConstraints(max_length=200)]


class NewCaseKey(CaseKey):
    """``replace``: also where the case has another one."""

    replace: bool = False


class CompareRequest(Wire):
    one: Number
    other: Number


class CaseComparison(Wire):
    """Accounts that two cases share, as far as they are listed, and edges inside each and between them.

    ``edges_both``: edges between accounts that both have. ``edges_between``: from an account that only one has to one
    that only the other has, or back.
    """

    one: CaseName
    other: CaseName
    only_one: Count
    only_other: Count
    both_count: Count
    both: list[AccountName]
    edges_one: Count
    edges_other: Count
    edges_both: Count
    edges_between: Count


class DifferenceRequest(Wire):
    """Two times, and whose edges; ``rows`` are those of each group."""

    scope: Scope = Scope()
    since: AwareDatetime
    until: AwareDatetime
    rows: Rows = Rows()


class DifferenceFound(Wire):
    difference: Difference
