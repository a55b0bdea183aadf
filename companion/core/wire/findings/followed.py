"""Whom a selection follows, and what it likes, more than everyone else who was seen."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from companion.core.wire.base import Address, Count, Platform, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.observations import ObjectKind
from companion.core.wire.selection import AccountName


class Relation(str, Enum):
    """What binds an account to what is ranked."""

    follows = "follows"
    friend = "friend"
    likes_page = "likes_page"
    likes_post = "likes_post"


class LikedObject(Wire):
    kind: ObjectKind
    key: Address = Field(description="Its address or id on the platform.")


class Followed(Wire):
    """One account or object. ``lift`` is the selection's share over everyone else's; ``low`` to ``high`` holds 95 %."""

    account: AccountName | None = None
    object: LikedObject | None = None
    in_selection: bool = False
    inside: Count = Field(description="Accounts of the selection that follow or like it.")
    outside: Count = Field(description="Other accounts that do.")
    share_inside: float
    share_outside: float | None
    lift: float | None = None
    low: float | None = None
    high: float | None = None
    q_value: float | None = Field(None, description="Benjamini–Hochberg, over all that were compared in this table.")
    by: list[AccountName] = Field(description="Accounts of the selection that do, the first few.")


class FollowedTable(Wire):
    """What is followed or liked most on one platform, that first whose lift is surely highest."""

    platform: Platform
    relation: Relation
    lists_inside: Count = Field(description="Accounts of the selection whose lists or likes were captured at all.")
    lists_outside: Count
    length_inside: float = Field(description="How long these lists were on average, as far as they were seen.")
    length_outside: float
    compared: Count = Field(description="Accounts or objects that stand in enough of the selection's lists.")
    rows: list[Followed]


class FollowedMost(Finding):
    tables: list[FollowedTable]
