"""What every analysis is asked and answers: the selection, the sample, the method and its limits."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints

from companion.core.wire import Count, Level, Platform, ShortText, Wire

Key = Annotated[int, Field(ge=1, description="An account's number in this database.")]
MOST_CHOSEN = 200_000


class Selection(Wire):
    """Which accounts are meant: those that meet every condition given. With none given, all that are not hidden."""

    accounts: list[Key] | None = Field(None, max_length=MOST_CHOSEN, description="These accounts only.")
    case: int | None = Field(None, description="Seen while recording into this case, or collected into it.")
    tag: ShortText | None = None
    platform: Platform | None = None
    level: Level | None = Field(None, description="The picture it wears now has at least this level.")
    reused: bool | None = Field(None, description="Its picture is also worn by others, or known from a folder.")
    community: Annotated[int, Field(ge=1)] | None = Field(
        None, description="In this one of the communities of the whole network, as they were found last."
    )
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


class Sample(Wire):
    """What an answer rests on: the selection's accounts and what was seen around them."""

    accounts: Count
    platforms: list[Platform]
    captures: Count = Field(description="Visits of lists that the selection owns or stands in.")
    incomplete_captures: Count = Field(description="Of these, how many did not show the list whole.")
    first_seen: datetime | None = None
    last_seen: datetime | None = None


class Limit(Wire):
    """Something that an answer does not know or left out. ``code`` is for translations, ``text`` is English."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    values: dict[str, int | float | str] = Field(default_factory=dict)
    text: str


class Finding(Wire):
    """What an analysis answers; each adds its own fields.

    ``too_little`` says in a sentence why nothing can be said, and then the analysis' own fields are empty.
    """

    analysis: str
    sample: Sample
    method: str = Field(description="How it was worked out, with the source of the method.")
    null_model: str | None = Field(None, description="What chance is taken to be.")
    seed: int | None = None
    limits: list[Limit] = Field(default_factory=list)
    too_little: str | None = None


class AnalysisRequest(Wire):
    """The selection, and the analysis' own options, as its entry in `GET analyses` lists them."""

    selection: Selection = Selection()
    options: dict[str, Any] = Field(default_factory=dict)


class AnalysisDescription(Wire):
    name: str
    summary: str
    options: dict[str, Any] = Field(description="JSON Schema of its options.")


class Analyses(Wire):
    analyses: list[AnalysisDescription]
