"""Corrections of a site's patterns, from ``patterns.json`` of the companion's data folder."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from companion.core.bounded_pattern import bounded_pattern
from companion.core.wire.base import Platform, ShortText, Wire
from companion.core.wire.observations import CaptureKind

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


class CorrectionsAnswer(Wire):
    corrections: Corrections
    problem: ShortText | None = Field(None, description="Why the file was not taken, for people.")
