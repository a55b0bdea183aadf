"""What held when: the network at a time, what changed between two times, and how an account came to be what it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AwareDatetime, Field

from companion.core.findings.finding import AccountName, Key, Selection
from companion.core.timeline import Spell
from companion.core.wire import CaptureKind, Count, Evidence, ShortText, TimePrecision, Wire

MOST_EDGES = 20_000
V = TypeVar("V")


class Between(str, Enum):
    """Which edges of a selection are meant: those between its accounts, or all that touch one of them."""

    inside = "inside"
    touching = "touching"


class EdgeKind(str, Enum):
    follows = "follows"
    friend = "friend"
    member = "member"


class Scope(Wire):
    """Whose edges: a selection's, or the neighbourhood of ``around``: its own and those between its neighbours."""

    selection: Selection = Selection()
    between: Between = Between.inside
    around: Key | None = None
    kinds: list[EdgeKind] = Field(default=list(EdgeKind), min_length=1)


class Rows(Wire):
    """Which of the edges found are listed; all of them are counted."""

    first: Annotated[int, Field(ge=0)] = 0
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
    """

    picture: int | None
    address: str
    evidence: Evidence | None
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


@dataclass(frozen=True)
class Run(Generic[V]):
    """A value that was seen again and again, with no other between."""

    value: V
    first_seen: str
    last_seen: str

    def known(self, name: str) -> dict[str, object]:
        """As a row, in which the value has this name."""
        return {name: self.value, "first_seen": self.first_seen, "last_seen": self.last_seen}


def runs(sightings: Iterable[tuple[str, V | None]]) -> list[Run[V]]:
    """The runs of equal values among sightings: (time as sortable text, value), in the order of time. None is no value.

    >>> [(run.value, run.first_seen, run.last_seen) for run in runs([("1", "a"), ("2", None), ("3", "a"), ("4", "b")])]
    [('a', '1', '3'), ('b', '4', '4')]
    """
    found: list[Run[V]] = []
    for at, value in sightings:
        if value is None:
            continue
        if found and found[-1].value == value:
            found[-1] = replace(found[-1], last_seen=at)
        else:
            found.append(Run(value, at, at))
    return found


@dataclass
class Changes:
    """Edges by what changed between two times, each with whether that is certain, as in :class:`EdgeSeen`."""

    appeared: dict[int, bool] = field(default_factory=dict)
    first_seen: dict[int, bool] = field(default_factory=dict)
    ended: dict[int, bool] = field(default_factory=dict)
    gone_between: int = 0
    only_between: int = 0


def changes(spells: Iterable[tuple[int, Spell]], since: str, until: str) -> Changes:
    """What changed, from every spell, (its edge, itself), that did not last from ``since`` to ``until``.

    Spells that were over by ``since`` or began after ``until`` change nothing.

    >>> changes([(1, Spell("2", "2", "1")), (2, Spell("2", "2")), (3, Spell("0", "0", None, "2"))], "1", "3")
    Changes(appeared={1: True}, first_seen={2: False}, ended={3: False}, gone_between=0, only_between=0)
    """
    old: dict[int, Spell] = {}
    new: dict[int, Spell] = {}
    passing: set[int] = set()
    for edge, spell in spells:
        lasts = spell.gone_by is None or spell.gone_by > until
        if spell.first_seen > until or (spell.gone_by is not None and spell.gone_by <= since):
            continue
        if spell.first_seen <= since:
            if not lasts:
                old[edge] = spell
        elif lasts:
            new[edge] = spell
        else:
            passing.add(edge)
    found = Changes(gone_between=len(old.keys() & new.keys()), only_between=len(passing - old.keys() - new.keys()))
    found.ended = {edge: old[edge].last_seen >= since for edge in old.keys() - new.keys()}
    for edge in new.keys() - old.keys():
        began = new[edge].began_after
        if began is not None and began >= since:
            found.appeared[edge] = True
        else:
            found.first_seen[edge] = False
    return found
