"""Groups of accounts, judged by all that is known of them."""

from __future__ import annotations

from pydantic import Field

from companion.core.kinds import InnocentReason
from companion.core.wire.base import Count, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.group_signs import GroupSign
from companion.core.wire.selection import AccountName


class Group(Wire):
    """One group. Of one that stands out, ``loose`` are those whom a single sign connects, which may be chance."""

    number: int
    size: Count
    stands_out: bool
    p_value: float = Field(description="What is left unexplained once the most fitting innocent reason is granted.")
    q_value: float = Field(description="Benjamini–Hochberg over all groups.")
    granted: InnocentReason | None = Field(
        description="The innocent reason that explains most of what the group shows; null where it needs none."
    )
    signs: list[GroupSign]
    words: list[str] = Field(description="What its descriptions say and others' do not.")
    described: Count
    members: list[AccountName]
    loose: list[AccountName]
    loose_count: Count


class Groups(Finding):
    """The groups of a selection, those that stand out first."""

    fdr: float
    group_count: Count
    standing_out: Count
    expected_false: float = Field(description="Of those that stand out, so many are expected to do so by chance.")
    groups: list[Group]
