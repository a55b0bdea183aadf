"""Whether a selection follows itself, and each other, more than chance would have it."""

from __future__ import annotations

from pydantic import Field

from companion.core.wire.base import Count, Platform, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.selection import AccountName


class AgainstChance(Wire):
    """A number beside what chance would make of it.

    ``z``: standard deviations above the expected number, null where chance leaves nothing open. ``p_value``: at most so
    probable is as many or more by chance.
    """

    observed: Count
    expected: float
    z: float | None
    p_value: float


class MutualPair(Wire):
    first: AccountName
    second: AccountName
    chance: float = Field(description="The probability that these two follow each other by chance, 0..1.")


class FollowsHere(Wire):
    """The follow graph inside the selection, on one platform."""

    platform: Platform
    accounts: Count
    following_captured: Count = Field(description="Accounts of whom the list of those they follow was captured.")
    following_whole: Count = Field(description="Of these, how many lists were seen to the end.")
    followers_captured: Count
    followers_whole: Count
    possible: Count = Field(description="Ordered pairs that a captured list could show; the density is over these.")
    density: float = Field(description="The share of the possible edges that were seen, 0..1.")
    edges: AgainstChance | None = Field(
        description="Against the degrees in all that was seen; null where the selection is all that was seen."
    )
    edge_count: Count
    expected_density: float | None
    returnable: Count = Field(description="Edges of which the other direction could be seen, too.")
    reciprocity: float | None = Field(description="The share of these that are returned, 0..1.")
    expected_reciprocity: float | None
    rho: float | None = Field(
        description="Garlaschelli and Loffredo: 1 all returned, 0 as a random graph, below 0 fewer."
    )
    mutual: AgainstChance = Field(description="Pairs that follow each other, against the selection's own degrees.")
    pairs: list[MutualPair] = Field(description="The mutual pairs, the least likely by chance first, at most as asked.")


class Follows(Finding):
    graphs: list[FollowsHere] = Field(description="One a platform: nobody follows across platforms.")
