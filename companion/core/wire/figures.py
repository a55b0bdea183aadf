"""The figures of a selection: which there are, and one of them as it is drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from companion.core.wire.base import Key, ShortText, Wire
from companion.core.wire.selection import Selection


class FigureKnown(Wire):
    name: str
    heading: ShortText
    options: dict[str, Any] = Field(description="JSON Schema of its options.")


class Figures(Wire):
    """The figures in the order in which they are shown."""

    figures: list[FigureKnown]


class FigureRequest(Wire):
    """The selection, and the figure's own options, as its entry in `GET figures` lists them."""

    selection: Selection = Selection()
    options: dict[str, Any] = Field(default_factory=dict)


class Slider(Wire):
    """A whole number that a figure is drawn by, to be chosen anew: the option's name, what it is, and its range."""

    option: str
    label: ShortText
    value: int
    least: int
    most: int


class TimeRange(Wire):
    """Where the drawing has its time, to be narrowed there: a box in the drawing's units, and the days it shows.

    ``first`` is at ``left`` and the end of ``last`` at ``right``. The options are ``since`` and ``until``, both days
    among the range.
    """

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    narrowed: bool = Field(description="It shows less than there is.")


class FigureBasis(Wire):
    """What a figure rests on, each a few sentences; ``in_full`` is the analyses' own method, with its sources."""

    sample: list[str] = Field(default_factory=list)
    method: list[str] = Field(default_factory=list)
    limits: list[str] = Field(default_factory=list)
    in_full: list[str] = Field(default_factory=list)


class FigurePart(Wire):
    """The accounts of one row, bar, disc, phrase or group of a figure: what has its number as ``data-part``, from 0."""

    label: ShortText
    accounts: list[Key]
    inside: bool = Field(description="All of them are of the selection.")


class FigureDrawn(Wire):
    """A figure. Where ``too_little`` says what to browse to get it, there is no drawing."""

    name: str
    heading: ShortText
    title: str = Field("", description="What it finds, in one sentence.")
    drawing: str = Field("", description="SVG in the colours of paper, which the styles of a page override.")
    before: str = Field(
        "", description="With what follows, around the drawing's contents, a file of its own: title, sample."
    )
    after: str = ""
    basis: FigureBasis = FigureBasis()
    accounts: list[Key] = Field(default_factory=list, description="Accounts of the selection that it shows.")
    parts: list[FigurePart] = Field(default_factory=list)
    file: str = Field("", description="What a file of it is called, without its ending.")
    table: str = Field("", description="Its numbers as CSV.")
    moves: Selection | None = Field(
        None, description="Whose pictures it lays on each other, which `POST faces/sheet` makes a GIF of."
    )
    slider: Slider | None = None
    time: TimeRange | None = None
    too_little: str | None = None
