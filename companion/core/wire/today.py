"""What the window shows first: the last visit, what is unusual in all that was seen, and how everything stands."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from companion.core.wire.accounts import AccountRow
from companion.core.wire.base import Count, Key, Platform, Wire
from companion.core.wire.group_signs import StandingGroup


class SiteSeen(Wire):
    platform: Platform
    accounts: Count
    new: Count = Field(description="Seen for the first time on the visit.")
    pictures: Count
    strong: Count
    some: Count


class Visit(Wire):
    """The last stretch of browsing without a long pause: what was seen on it, and what of that is unusual."""

    since: datetime
    until: datetime
    sites: list[SiteSeen]
    unusual: list[AccountRow] = Field(description="The rarest first, at most a few.")
    unusual_count: Count


class GroupOf(Wire):
    """A group that stands out, by one of its accounts."""

    account: Key
    group: StandingGroup


class Today(Wire):
    """The last visit, what is unusual in the whole collection, and how everything stands."""

    visit: Visit | None = Field(None, description="Null where nothing was seen yet.")
    unusual: list[AccountRow] = Field(description="Of all accounts the rarest first, at most a few.")
    unusual_count: Count
    groups: list[GroupOf] = Field(description="Groups that stand out, as they were judged last, at most a few.")
    last_received_at: datetime | None = None
    pictures_waiting: Count
    pairings: Count
    accounts: Count
    edges: Count
