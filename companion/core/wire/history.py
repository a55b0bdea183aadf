"""What held when: edges with their spells and captures, differences between two times, and an account's past."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from companion.core.kinds import EdgeKind
from companion.core.wire.base import Count, Key, ShortText, Wire
from companion.core.wire.evidence import Evidence
from companion.core.wire.observations import CaptureKind, TimePrecision
from companion.core.wire.selection import AccountName, Selection

MOST_EDGES = 20_000


class Between(str, Enum):
    """Which edges of a selection are meant: those between its accounts, or all that touch one of them."""

    inside = "inside"
    touching = "touching"


class Scope(Wire):
    """Whose edges: a selection's, or the neighbourhood of ``around``: its own and those between its neighbours."""

    selection: Selection = Selection()
    between: Between = Between.inside
    around: Key | None = None
    kinds: list[EdgeKind] = Field(default=list(EdgeKind), min_length=1)


class Rows(Wire):
    """Which of the edges found are listed; all of them are counted."""

    first: Count = 0
    most: Annotated[int, Field(ge=0, le=MOST_EDGES)] = 500


class SpellSeen(Wire):
    """The edge was there from ``first_seen`` to ``last_seen`` at least; ``timeline.Spell`` says the rest."""

    first_seen: AwareDatetime
    last_seen: AwareDatetime
    began_after: AwareDatetime | None = None
    gone_by: AwareDatetime | None = None


class EdgeSeen(Wire):
    """An edge with its spells. ``certain``: it was seen at the time that was asked about, or before and after it.

    In a difference, ``certain`` says of an edge that ended that it surely held at ``since``, and of one that appeared
    that it surely did not.
    """

    edge: int = Field(description="The edge's number, by which its captures are asked for.")
    kind: EdgeKind
    source: AccountName
    target: AccountName
    certain: bool
    spells: list[SpellSeen]


class AsOf(Wire):
    """The edges that held at a time, as far as was seen by then or later."""

    at: AwareDatetime
    count: Count
    certain: Count = Field(description="Seen at the time or later, in the same spell.")
    only_later: Count = Field(description="First seen later, and never known to be absent: they may have held or not.")
    edges: list[EdgeSeen]


class Difference(Wire):
    """What is different at ``until`` from ``since``; each edge is in one group at most.

    ``appeared``: it holds, and a list that was seen whole after ``since`` lacked it. ``first_seen``: it holds and was
    first seen since, but nobody knows that it is new. ``ended``: it held, and a list seen whole lacks it since.
    """

    since: AwareDatetime
    until: AwareDatetime
    appeared: list[EdgeSeen]
    first_seen: list[EdgeSeen]
    ended: list[EdgeSeen]
    appeared_count: Count
    first_seen_count: Count
    ended_count: Count
    unchanged: Count = Field(description="Edges that hold at both times.")
    gone_between: Count = Field(description="Of the unchanged, how many were gone for a while between.")
    only_between: Count = Field(description="Edges that came and went between the two times, and hold at neither.")


class CaptureOfEdge(Wire):
    """One visit of a list in which an edge stands, or, seen whole, does not."""

    capture: int
    kind: CaptureKind
    owner: AccountName
    seen_at: AwareDatetime | None = Field(description="When the edge was seen in it; null where it lacks the edge.")
    ended_at: AwareDatetime
    displayed_count: Count | None
    seen_count: Count
    complete: bool
    page: str
    page_title: ShortText | None
    session: str
    tool_version: str


class EdgeEvidence(Wire):
    """An edge with all that is known of it: its spells, and the captures that they follow from."""

    edge: EdgeSeen
    captures: list[CaptureOfEdge]


class TextWorn(Wire):
    """A handle, name or description that an account showed from ``first_seen`` to ``last_seen`` at least."""

    text: str
    first_seen: AwareDatetime
    last_seen: AwareDatetime


class AvatarWorn(Wire):
    """A picture that an account showed; without ``picture`` its bytes were never had.

    It was put on after ``changed_after``, when the one before it was last seen, and not after ``first_seen``.
    ``standard``: it is the site's own.
    """

    picture: int | None
    address: str
    evidence: Evidence | None
    standard: bool = False
    changed_after: AwareDatetime | None
    first_seen: AwareDatetime
    last_seen: AwareDatetime


class StatedChange(Wire):
    """That the avatar changed, as the site says it; the time is as exact as ``precision``."""

    time: AwareDatetime | None
    precision: TimePrecision | None
    object: str | None


class CountShown(Wire):
    """A number that the account displayed from ``first_seen`` to ``last_seen``."""

    of: Literal["followers", "following", "friends", "posts"]
    count: Count
    first_seen: AwareDatetime
    last_seen: AwareDatetime


class AccountHistory(Wire):
    """How an account came to be what it is, each list in the order of time."""

    account: AccountName
    handles: list[TextWorn]
    names: list[TextWorn]
    descriptions: list[TextWorn]
    avatars: list[AvatarWorn]
    stated_changes: list[StatedChange]
    counts: list[CountShown]
