"""Which accounts of a selection share more friends, or follow more of the same accounts, than chance would have it."""

from __future__ import annotations

from pydantic import Field

from companion.core.kinds import EdgeKind
from companion.core.wire.base import Count, Platform, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.selection import AccountName


class SharedPair(Wire):
    """Two accounts that share more than chance would have it."""

    first: AccountName
    second: AccountName
    kind: EdgeKind
    shared: Count
    expected: float = Field(description="How many they would share by chance.")
    p_value: float
    q_value: float = Field(description="Benjamini–Hochberg, over all pairs of the selection.")
    accounts: list[AccountName] = Field(description="Whom they share, those that fewest others have first; some only.")


class SharedHere(Wire):
    """What was compared on one platform."""

    platform: Platform
    kind: EdgeKind
    lists: Count = Field(description="Accounts of the selection of whom at least one neighbour was seen.")
    others: Count = Field(description="Other accounts of whom one was seen; they tell how popular each neighbour is.")
    pairs_tested: Count
    pair_count: Count = Field(description="Pairs that share more than chance would have it.")
    account_count: Count = Field(description="Accounts in these pairs.")
    middle_list: Count = Field(description="The middle length of the selection's lists, as far as they were seen.")
    expected: float = Field(description="How many two such lists share by chance.")
    least: Count = Field(description="How many two such lists must share to be among the pairs.")


class SharedNeighbour(Wire):
    """Somebody whom both of a pair have, and the captures (by number) that show it."""

    account: AccountName
    seen_with: Count = Field(description="Accounts that were seen to have it as a neighbour.")
    displayed: Count | None = Field(description="How many its own page displays.")
    first_captures: list[int]
    second_captures: list[int]


class SharedBetween(Wire):
    """All that one pair shares, opened."""

    kind: EdgeKind
    shared: Count
    expected: float
    p_value: float
    neighbours: list[SharedNeighbour] = Field(description="Those that fewest others have first.")


class Shared(Finding):
    fdr: float
    pairs_tested: Count
    pair_count: Count
    threshold: float = Field(description="The largest p-value among the pairs; 0 where there is none.")
    meaning: str = Field(description="What the threshold means, in words.")
    here: list[SharedHere]
    pairs: list[SharedPair] = Field(description="The least likely by chance first, at most as asked.")
    between: list[SharedBetween] = Field(description="The pair that was asked to be opened, by what is shared.")
