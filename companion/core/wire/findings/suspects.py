"""Who hangs together with accounts that a person marked, and why each is ranked where it is."""

from __future__ import annotations

from pydantic import Field

from companion.core.wire.base import Count, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.selection import AccountName


class Reason(Wire):
    """One marked account that a rank rests on, and the ways from there."""

    mark: AccountName
    part: float = Field(description="Which part of the rank comes from this one, 0..1.")
    follows: bool = Field(description="The ranked account follows the marked one.")
    followed: bool = Field(description="The marked account follows the ranked one.")
    friends: bool
    shared_count: Count = Field(description="Accounts that have an edge with both.")
    shared: list[AccountName] = Field(description="Of these, the first few; those with the fewest edges say most.")
    path: list[AccountName] = Field(
        default_factory=list, description="A shortest way between the two, where nothing nearer binds them."
    )


class Suspect(Wire):
    account: AccountName
    lift: float = Field(
        description="How many times as often a walk from the marked ones comes here as one from anywhere."
    )
    low: float = Field(description="The lower end of the lift's interval; the order is by it.")
    marks_behind: float = Field(description="On how many marked accounts the rank rests, were their parts even.")
    edges: Count = Field(description="Accounts that this one was seen to have an edge with.")
    reasons: list[Reason] = Field(description="The marked accounts with the largest parts, the largest first.")


class Suspects(Finding):
    tag: str
    marked: Count = Field(description="Accounts with the tag.")
    marked_in_network: Count = Field(description="Of these, those of which an edge was seen.")
    ranked: list[Suspect]
