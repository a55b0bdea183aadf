"""What connects a group of accounts, and what is told of a group that stands out."""

from __future__ import annotations

from pydantic import Field

from companion.core.kinds import InnocentReason, SignKind
from companion.core.wire.base import Count, Wire


class GroupSign(Wire):
    """What one kind of sign says of a group. ``p_value`` is null where nothing of the kind is known."""

    kind: SignKind
    members: Count = Field(description="Members that have it together with others of the group.")
    of: Count = Field(description="Members of whom it is known.")
    times: Count = Field(description="How many bursts, posts, pictures or sets of faces there are.")
    expected: float | None = Field(description="Members, or pictures, due by chance, where that is a number.")
    p_value: float | None
    carries: bool = Field(description="The group stands out by this.")


class StandingGroup(Wire):
    """A group that stands out among all accounts, told beside each of its members."""

    size: Count
    words: list[str] = Field(description="What its descriptions say and others' do not.")
    signs: list[GroupSign]
    granted: InnocentReason | None = Field(description="The innocent reason that explains most of what it shows.")
    standing_out: Count = Field(description="How many groups stand out.")
    expected_false: float = Field(description="Of these, so many are expected to do so by chance.")
