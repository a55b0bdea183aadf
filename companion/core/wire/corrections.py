"""Corrections of a site's patterns, from ``patterns.json`` of the companion's data folder."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from companion.core.bounded_pattern import bounded_pattern
from companion.core.wire.base import Count, Platform, ShortText, Wire
from companion.core.wire.observations import CaptureKind, Role

Pattern = Annotated[
    str,
    AfterValidator(bounded_pattern),
    Field(max_length=300, description="A regular expression of a few choices (core/bounded_pattern.py)."),
]
MatchPattern = Annotated[
    str, StringConstraints(pattern=r"^https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+/\*$", max_length=200)
]


class ListPattern(Wire):
    kind: CaptureKind
    path: Pattern


class LargerPattern(Wire):
    """The same picture in a larger size: in its address, ``from`` is replaced by ``to``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    from_: Pattern = Field(alias="from")
    to: Annotated[str, StringConstraints(max_length=300)]


class SiteCorrection(Wire):
    """What stands before a site's own patterns (extension/adapters/adapter.ts says what each is)."""

    accounts: list[Pattern] = Field(default_factory=list, max_length=20)
    reserved: list[Annotated[str, StringConstraints(min_length=1, max_length=100)]] = Field(
        default_factory=list, max_length=500
    )
    lists: list[ListPattern] = Field(default_factory=list, max_length=20)
    avatars: list[Pattern] = Field(default_factory=list, max_length=20)
    placeholders: list[Pattern] = Field(default_factory=list, max_length=20)
    larger: list[LargerPattern] = Field(default_factory=list, max_length=20)
    picture_hosts: list[MatchPattern] = Field(default_factory=list, max_length=20)


class Corrections(Wire):
    """``patterns.json`` of the companion's data folder, by platform."""

    sites: dict[Platform, SiteCorrection] = Field(default_factory=dict, max_length=50)


class UnnamedForm(Wire):
    """Addresses of one form, of which so many different ones stand on a page."""

    form: str = Field(description="A link's path with a star for what differs; a picture's host.")
    count: Count
    pictured: bool = Field(description="Whether one of these links holds a picture.")
    is_number: bool = Field(description="Whether only digits stand at the star.")


class Unnamed(Wire):
    """What a page shows and no pattern of its site names, the most frequent first."""

    links: list[UnnamedForm]
    pictures: list[UnnamedForm]


class TriedAccount(Wire):
    ref: str
    name: str | None
    role: Role
    pictured: bool


class TriedList(Wire):
    kind: CaptureKind
    owner: str | None
    members: Count
    displayed_count: Count | None
    ended: bool


class Tried(Wire):
    """What is read of a saved page. ``broken`` says what its address promises where nothing of that is there."""

    accounts: list[TriedAccount]
    lists: list[TriedList]
    broken: str | None
    aside: Count = Field(description="Accounts that links name and that are not read where they stand.")


class SavedPage(Wire):
    """A saved page, and what a file corrects, for the reader in the browser."""

    html: str
    address: str
    corrections: Corrections


class PageTried(Wire):
    """How a saved page is read. ``site`` is null where it is of none that is known."""

    site: Platform | None
    before: Tried
    after: Tried
    unnamed: Unnamed
    pictures_lost: Count = Field(description="Pictures whose addresses the saving took away.")


class CorrectionsAnswer(Wire):
    corrections: Corrections
    problem: ShortText | None = Field(None, description="Why the file was not taken, for people.")
