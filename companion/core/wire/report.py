"""A case's report: what it has, what a person wrote for it, and how it is asked for."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from companion.core.wire.base import Count, ShortText, Wire
from companion.core.wire.selection import Selection
from companion.texts.catalogue import SOURCE, languages

SectionName = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,30}$")]
FigureName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]
TextName = Annotated[
    str,
    StringConstraints(pattern=r"^(heading|introduction|[a-z]{1,30}\.(heading|note)|figures\.[a-z_]{1,30}\.note)$"),
]
MOST_TEXT = 20_000


def _known(language: str) -> str:
    if language not in languages():
        raise PydanticCustomError("enum", "the languages are {expected}", {"expected": ", ".join(languages())})
    return language


Language = Annotated[str, AfterValidator(_known), Field(description="A tag (BCP 47) of a language of the catalogue.")]


class ReportSection(Wire):
    """``usual`` is its heading where a person gave none."""

    name: SectionName
    usual: ShortText
    heading: str = ""
    note: str = ""


class ReportFigure(Wire):
    """``usual`` is its heading; ``chosen``: it was put into the report, and stands there as it was drawn then."""

    name: FigureName
    usual: ShortText
    note: str = ""
    chosen: bool = False
    accounts: Count | None = Field(None, description="How many it is drawn of, where these are not the whole case.")


class ReportPlan(Wire):
    """What a case's report would have, and the texts that are kept with the case; an empty one is none."""

    case: int
    name: ShortText
    accounts: Count = Field(description="Accounts of the case that are not hidden.")
    usual: ShortText = Field(description="The report's heading where a person gave none.")
    heading: str = ""
    introduction: str = ""
    figures: list[ReportFigure]
    sections: list[ReportSection]


class ReportText(Wire):
    """One text to keep; empty: none.

    Its name is ``heading``, ``introduction``, ``SECTION.heading``, ``SECTION.note`` or ``figures.FIGURE.note``.
    """

    name: TextName
    text: str = Field(max_length=MOST_TEXT)


class ReportFigureChoice(Wire):
    """A figure as it is to stand in the report: with the options by which it was drawn, and of whom.

    Without ``options`` it is taken out again.
    """

    name: FigureName
    options: dict[str, Any] | None = Field(default_factory=dict, max_length=20)
    selection: Selection | None = Field(None, description="Whom it shows; null for the whole case.")


class ReportRequest(Wire):
    """``figures`` and ``sections``: those to have, by name. What nobody chose is not in it: no section by itself."""

    language: Language = SOURCE
    figures: list[FigureName] | None = Field(
        None, max_length=100, description="Null for those that were put into the report, or all where none was."
    )
    sections: list[SectionName] | None = Field(default_factory=list, max_length=100, description="Null for all.")


class ReportMade(Wire):
    """What the job that writes it gives beside the file."""

    figures: Count
    sections: Count
    bytes: Count
