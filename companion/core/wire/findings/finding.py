"""What every analysis is asked and answers: the selection, the sample, the method and its limits."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from companion.core.wire.base import Count, Platform, Wire
from companion.core.wire.selection import Selection
from companion.texts.catalogue import texts


class Sample(Wire):
    """What an answer rests on: the selection's accounts and what was seen around them."""

    accounts: Count
    platforms: list[Platform]
    captures: Count = Field(description="Visits of lists that the selection owns or stands in.")
    incomplete_captures: Count = Field(description="Of these, how many did not show the list whole.")
    first_seen: datetime | None = None
    last_seen: datetime | None = None


class Limit(Wire):
    """Something that an answer does not know or left out. ``code`` is for programs, ``text`` for people."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    values: dict[str, int | float | str] = Field(default_factory=dict)
    text: str

    @classmethod
    def of(cls, language: str, code: str, **values: int | float | str) -> Limit:
        """The limit of this code, worded by the catalogue's ``limits.CODE``."""
        return cls(code=code, values=values, text=texts(language)(f"limits.{code}", **values))


class Finding(Wire):
    """What an analysis answers; each adds its own fields.

    ``too_little`` says in a sentence why nothing can be said, and then the analysis' own fields are empty.
    """

    analysis: str
    sample: Sample
    method: str = Field(description="How it was worked out, with the source of the method.")
    null_model: str | None = Field(None, description="How what chance would give is worked out.")
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
