"""Phrases that a selection's descriptions share, against everyone else's."""

from __future__ import annotations

from pydantic import Field

from companion.core.wire.base import Count, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.selection import AccountName


class SharedPhrase(Wire):
    phrase: str = Field(description="Its words, case folded, as a person writes them.")
    accounts: Count = Field(description="The selection's accounts whose newest description has it.")
    elsewhere: Count = Field(description="Other accounts whose newest description has it.")
    descriptions: Count = Field(description="Different descriptions of the selection that have it.")
    log_odds: float = Field(description="Natural; above 0 where the selection has it more often.")
    z: float
    by: list[AccountName] = Field(description="The selection's accounts that have it, at most as asked.")


class SameDescription(Wire):
    """One description that several accounts of the selection have, up to case, width of letters and spacing."""

    text: str
    accounts: Count
    elsewhere: Count
    by: list[AccountName]


class Bios(Finding):
    described: Count = Field(description="The selection's accounts of which a description was seen.")
    others_described: Count = Field(description="Everyone else of whom a description was seen.")
    phrases: list[SharedPhrase] = Field(description="The surest first.")
    identical: list[SameDescription] = Field(description="Those of most accounts first.")
