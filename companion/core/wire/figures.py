"""The figures of a selection: which there are, and one of them as it is drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from companion.core.wire.base import ShortText, Wire
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


class FigureDrawn(Wire):
    """A figure. Where ``too_little`` says what to browse to get it, there is no drawing."""

    name: str
    heading: ShortText
    title: str = Field("", description="What it finds, in one sentence.")
    drawing: str = Field("", description="SVG, to be shown within a page that has the figures' styles.")
    before: str = Field("", description="With what follows the drawing, a file of its own: title, styles, sample.")
    after: str = ""
    basis: list[str] = Field(default_factory=list, description="Sample, method and limits, a sentence or more each.")
    table: str = Field("", description="Its numbers as CSV.")
    moves: Selection | None = Field(
        None, description="Whose pictures it lays on each other, which `POST faces/sheet` makes a GIF of."
    )
    slider: Slider | None = None
    time: TimeRange | None = None
    too_little: str | None = None
