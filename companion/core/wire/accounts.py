"""The table of accounts, one account's page, and what a person does with accounts."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated

from pydantic import Field, StringConstraints

from companion.core.identity import AccountRef
from companion.core.wire.base import Count, Key, LongText, Number, Platform, Wire
from companion.core.wire.evidence import Evidence, Reuse
from companion.core.wire.group_signs import StandingGroup
from companion.core.wire.history import AccountHistory, EdgeSeen
from companion.core.wire.selection import AccountName, Selection


class SortBy(str, Enum):
    last_seen = "last_seen"
    first_seen = "first_seen"
    handle = "handle"
    display_name = "display_name"
    platform = "platform"
    score = "score"
    followers = "followers"
    edges = "edges"


class AccountsRequest(Wire):
    """A page of the table: the selection's accounts in an order, from ``first`` on."""

    selection: Selection = Selection()
    sort: SortBy = SortBy.last_seen
    descending: bool = True
    first: Count = 0
    most: int = Field(100, ge=1, le=500)


class AccountRow(AccountName):
    """``edges``: how many edges are known of it, of any kind and in either direction."""

    first_seen: datetime
    last_seen: datetime
    evidence: Evidence | None = Field(None, description="Of the picture it wears now; null where it wears none.")
    reused: bool = False
    followers: Count | None = None
    edges: Count = 0
    tags: list[str] = Field(default_factory=list)
    community: Annotated[int, Field(ge=1)] | None = Field(None, description="As communities were found last.")
    hidden: bool = False


class AccountRows(Wire):
    """``total``: how many accounts the selection has."""

    total: Count
    rows: list[AccountRow]


class AccountKeys(Wire):
    """The numbers of a selection's accounts."""

    accounts: list[Key]


class Facet(Wire):
    """One value to choose by, and how many accounts have it."""

    value: str
    accounts: Count


class CaseName(Wire):
    case: Number
    name: str


class CaseFacet(CaseName):
    accounts: Count


class CommunityFacet(Wire):
    """It is called by its words, else by who is central."""

    community: Annotated[int, Field(ge=1)]
    accounts: Count
    words: str = ""
    central: AccountName | None = None


class CommunitiesFound(Wire):
    """The communities of the whole network, the largest first, as they were found then."""

    found_at: datetime
    communities: list[CommunityFacet]


class CommunitiesCount(Wire):
    """How many were found, when they were looked for anew."""

    communities: Count


class Facets(Wire):
    """What there is to choose from; the commonest come first, cases by name."""

    platforms: list[Facet]
    tags: list[Facet]
    cases: list[CaseFacet]
    communities: CommunitiesFound | None = Field(None, description="Null where they were never looked for.")


class Sighting(Wire):
    """One observation of the account: when, on which page, as what."""

    seen_at: datetime
    role: str
    page_kind: str
    page: str
    page_title: str | None = None


class ActivityRow(Wire):
    kind: str
    object: str | None = None
    text: str | None = None
    time: datetime | None = None
    precision: str | None = None


class NoteRow(Wire):
    note: int
    text: str
    at: datetime


class AccountPage(Wire):
    """All that is known of one account. Lists are cut; the counts beside them say how many there are."""

    row: AccountRow
    address: str | None = None
    history: AccountHistory
    reuse: Reuse | None = None
    standard: bool = Field(False, description="Its picture is the site's own, by which nothing is said of it.")
    group: StandingGroup | None = Field(None, description="The group that stands out to which it belongs.")
    sightings: list[Sighting]
    sightings_count: Count
    neighbours: list[EdgeSeen]
    neighbours_count: Count
    activities: list[ActivityRow]
    activities_count: Count
    cases: list[CaseName]
    notes: list[NoteRow]


class ActionKind(str, Enum):
    """What a person can do with accounts; all of it can be undone."""

    tag = "tag"
    untag = "untag"
    collect = "collect"
    take_out = "take_out"
    hide = "hide"
    show = "show"
    note = "note"
    remove_note = "remove_note"
    standard = "standard"
    not_standard = "not_standard"


class ActionRequest(Wire):
    """``text``: the tag or note; ``case``: for collecting and notes on cases; ``note``: the one to remove.

    ``picture``: which is, or is not, its site's own standard picture.
    """

    action: ActionKind
    accounts: list[Key] = Field(default_factory=list, max_length=200_000)
    text: LongText | None = None
    case: Number | None = None
    note: Number | None = None
    picture: Number | None = None


class ActionDone(Wire):
    """``rows``: how many accounts it changed; none where all were so before."""

    action: int | None = None
    what: str
    rows: Count
    subject: str = ""


class FindAccount(Wire):
    """An account by what a page or badge knows of it."""

    ref: Annotated[str, StringConstraints(max_length=300)] | None = None
    page: Annotated[str, StringConstraints(max_length=4096)] | None = None


class FoundPlace(Wire):
    """The account, else the accounts that were seen on the page; neither where nothing was recorded."""

    account: Key | None = None
    same_picture: list[Key] = Field(
        default_factory=list, description="The other accounts that wear or wore the account's picture."
    )
    seen_on: list[Key] = Field(default_factory=list)


class AccountListAsked(Wire):
    """Links, handles or ids, as they were pasted; without a platform, handles and ids are of any."""

    text: Annotated[str, StringConstraints(max_length=4_000_000)]
    platform: Platform | None = None


class SeveralAccounts(Wire):
    """A name that more than one account bears."""

    name: str
    accounts: list[AccountName]

    @property
    def refs(self) -> list[str]:
        """By which each of them can be named alone."""
        return [
            str(AccountRef(each.platform, each.handle is None, each.handle or each.account_id or ""))
            for each in self.accounts
        ]


class AccountList(Wire):
    """Whom a pasted list names: those found, names that nobody here bears, and names that several bear."""

    found: list[Key]
    unknown: list[str]
    several: list[SeveralAccounts]
