"""Groups of a selection's accounts that hang together, with their words and their faces."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from companion.core.wire.base import Count, ShortText, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.selection import AccountName


class Ties(str, Enum):
    """What ties accounts: ``shared``: they share more neighbours than chance; ``links``: friendships and follows."""

    shared = "shared"
    links = "links"


class Community(Wire):
    """A group of accounts that are tied more closely among themselves than with the rest."""

    number: int = Field(ge=1, description="The largest is 1.")
    size: Count
    density: float = Field(description="The share of its pairs that are tied, 0..1.")
    words: list[ShortText] = Field(description="Words that tell its descriptions from everyone else's; its name.")
    described: Count = Field(description="Accounts whose description was seen.")
    measured: Count = Field(description="Accounts whose picture was measured.")
    aligned: Count = Field(description="Of these, accounts whose picture is aligned.")
    expected: float = Field(description="Aligned pictures among as many measured accounts of all that were seen.")
    q_value: float = Field(
        description="How probable so many are where no more than the given share is aligned; Benjamini–Hochberg."
    )
    stands_out: bool = Field(description="That q-value is at most the false discovery rate.")
    members: list[AccountName] = Field(description="Those with the most ties inside first, at most as asked.")


class Communities(Finding):
    ties: Ties
    tied: Count = Field(description="Accounts of the selection with a tie at all.")
    community_count: Count = Field(description="Communities of at least the given size.")
    in_communities: Count
    aligned_share: float = Field(description="A community stands out where more than this share is aligned.")
    communities: list[Community] = Field(description="Those that stand out first, then the largest; at most as asked.")
