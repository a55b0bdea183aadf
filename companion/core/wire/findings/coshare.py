"""Accounts of a selection that shared the same post, link or text within a window."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from companion.core.wire.base import Count, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.observations import ObjectKind
from companion.core.wire.selection import AccountName


class SharedAtOnce(Wire):
    """One object that both accounts of an edge shared, and when: the closest two shares of it."""

    kind: ObjectKind
    key: str = Field(description="Address or id; of a text the hash of its words.")
    first_at: datetime
    second_at: datetime
    text: str | None = Field(None, description="A text, or a post's, as the first that was seen has it.")


class CoShare(Wire):
    """Two accounts that shared the same within the window.

    ``first_messages`` and ``second_messages`` are the weights of the coordination-network-toolkit's two directed edges,
    as far as the accounts took part often enough. ``edge_symmetry_score`` is CooRTweet's: over older and newer shares,
    whoever's; ``symmetry`` is over the two accounts' shares.
    """

    first: AccountName
    second: AccountName
    weight: Count = Field(description="Pairs of their shares within the window.")
    first_messages: Count
    second_messages: Count
    symmetry: float
    edge_symmetry_score: float
    mean_delay: float = Field(description="Seconds between the two shares of a pair, on average.")
    expected: float = Field(description="Pairs that chance gives.")
    p_value: float
    q_value: float
    above_threshold: bool = Field(description="Weighs more than the asked quantile of all edges' weights.")
    objects: list[SharedAtOnce] = Field(description="What they shared, at most as asked.")


class SharedByMany(Wire):
    """One object that several accounts shared within the window, and the accounts, at most as asked."""

    kind: ObjectKind
    key: str
    text: str | None = None
    at: datetime = Field(description="When its densest window begins.")
    accounts: Count
    p_value: float = Field(description="So many in one window, where each shares at any second of its hour.")
    by: list[AccountName]


class CoSharing(Wire):
    """Accounts that hang together by edges above the threshold.

    ``objects`` were shared at once by three of them or more, where chance gives ``expected_objects``.
    """

    accounts: Count
    edges: Count
    objects: Count
    expected_objects: float
    p_value: float
    q_value: float = Field(description="Benjamini–Hochberg over all groups.")
    members: list[AccountName]


class CoShares(Finding):
    window: int = Field(description="Seconds.")
    shares: Count = Field(description="Shares of objects that take part, each counted once.")
    objects: Count
    too_vague: Count = Field(description="Left out: the time is not known well enough for the window.")
    untimed: Count = Field(description="Left out: no time is known, or nobody said how well it is.")
    pairs: Count = Field(description="Pairs of shares within the window, of different accounts; all where too many.")
    expected_pairs: float | None = Field(description="So many chance gives.")
    edge_count: Count
    threshold: float = Field(description="The weight that is the asked quantile of all edges' weights.")
    above_threshold: Count
    significant: Count = Field(description="Edges whose q value is at most 0.05.")
    edges: list[CoShare] = Field(description="The heaviest first, at most as asked.")
    groups: list[CoSharing] = Field(description="The largest first, at most as asked.")
    groups_beyond_chance: Count = Field(description="Groups whose q value is at most 0.05.")
    objects_at_once: list[SharedByMany] = Field(description="By the number of accounts, at most as asked.")
    objects_at_once_count: Count
