"""The pictures of a selection, side by side: contact sheet, superimposition, reuse."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from companion.core.wire.base import Count, Platform, ShortText, Wire
from companion.core.wire.evidence import Eyes, Level
from companion.core.wire.selection import AccountName, Selection

MOST_FACES = 1000


class FacesRequest(Wire):
    """``aligned_only``: only pictures of this level or more; ``with_face``: only where a face was measured."""

    selection: Selection = Selection()
    with_face: bool = True
    most: int = Field(300, ge=1, le=MOST_FACES)


class FaceShown(AccountName):
    """An account with a picture it wears; ``eyes`` are fractions of the picture, null where none were measured."""

    picture: int
    level: Level | None = None
    score: float | None = None
    eyes: Eyes | None = None


class Faces(Wire):
    """The rarest positions first. ``all`` counts the pictures that could be shown; ``without`` the accounts without."""

    faces: list[FaceShown]
    all: Count
    without: Count


class ReuseRequest(Wire):
    selection: Selection = Selection()
    most: int = Field(50, ge=1, le=500)


class ReuseGroup(Wire):
    """Accounts that wear, or wore, one picture, up to mirroring, recompression, resizing, filters and small crops."""

    accounts: list[FaceShown]
    known: list[ShortText] = Field(description="Sets of known pictures that it is in.")


class StandardPicture(Wire):
    """A picture that is held to be a site's own; ``said`` by a person, or found by how many wear it."""

    picture: int
    platform: Platform
    accounts: Count
    said: bool


class ReuseGroups(Wire):
    """The largest groups first; ``all`` counts them. ``standard`` pictures are left out, whoever wears them."""

    groups: list[ReuseGroup]
    all: Count
    standard: list[StandardPicture]


class SheetFormat(str, Enum):
    png = "png"
    svg = "svg"
    html = "html"
    mean = "mean"
    median = "median"
    agreement = "agreement"
    figure = "figure"
    gif = "gif"


class SheetRequest(Wire):
    """``png``, ``svg``, ``html``: a contact sheet; the others: the pictures superimposed."""

    selection: Selection = Selection()
    format: SheetFormat = SheetFormat.png
    title: ShortText = ""
