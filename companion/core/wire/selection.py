"""Which accounts a request is about, and how an answer names an account."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from companion.core.wire.base import Key, Number, Platform, ShortText, Wire
from companion.core.wire.evidence import Level

MOST_CHOSEN = 200_000


class Selection(Wire):
    """Which accounts are meant: those that meet every condition given. With none given, all that are not hidden."""

    accounts: list[Key] | None = Field(None, max_length=MOST_CHOSEN, description="These accounts only.")
    case: Number | None = Field(None, description="Seen while recording into this case, or collected into it.")
    tag: ShortText | None = None
    platform: Platform | None = None
    level: Level | None = Field(None, description="The picture it wears now has at least this level.")
    reused: bool | None = Field(None, description="Its picture is also worn by others, or known from a folder.")
    community: Number | None = Field(
        None, description="In this one of the communities of the whole network, as they were found last."
    )
    group_of: Key | None = Field(
        None, description="In the group that stands out to which this account belongs, as groups were judged last."
    )
    capture: Number | None = Field(None, description="Seen in this visit of a list.")
    search: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = Field(
        None, description="Part of a name, handle, former handle or id."
    )
    seen_from: AwareDatetime | None = Field(None, description="Seen then or later.")
    seen_to: AwareDatetime | None = Field(None, description="Seen before.")
    hidden: bool = Field(False, description="Hidden accounts too.")


class AccountName(Wire):
    """An account as findings and tables name it."""

    account: Key
    platform: Platform
    account_id: str | None = None
    handle: str | None = None
    display_name: str | None = None
