"""The settings page, what closing the window does, who is paired, what the data takes, and what this is made of."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from companion.core.wire.base import Count, Wire
from companion.core.wire.pictures import KeepPictures


class SettingRow(Wire):
    """A setting of the companion's start: its value now, and the option and variable that set it."""

    name: str
    value: str | None = None
    default: str | None = None
    help: str
    option: str
    variable: str


class Version(Wire):
    """One of the things that this companion is made of."""

    name: str
    version: str


class SettingsPage(Wire):
    """``keep_pictures_fixed``: the companion was started with it, so that it cannot be chosen now."""

    keep_pictures: KeepPictures
    keep_pictures_fixed: bool
    start: list[SettingRow]
    versions: list[Version]


class PairingRow(Wire):
    pairing: int
    browser: str
    paired_at: datetime
    revoked_at: datetime | None = None


class Pairings(Wire):
    """The newest first; those that were revoked too."""

    pairings: list[PairingRow]


class Starters(Wire):
    """The names of the browsers whose extension may start Eyeline, and pairs by itself."""

    browsers: list[str]


class ChosenStarters(Wire):
    """Whether every browser that is here may, or none."""

    may_start: bool


class KnownSetRow(Wire):
    """A set of known pictures; ``matches``: how many pictures seen so far are among them."""

    name: str
    added_at: datetime
    pictures: Count
    matches: Count


class StoragePart(Wire):
    """``part``: facts, originals, thumbnails, views, known_pictures, free, journal or other; sizes are in bytes."""

    part: str
    size: Count


class Storage(Wire):
    folder: str
    size: Count
    parts: list[StoragePart]
    known_sets: list[KnownSetRow]


class OnClose(str, Enum):
    """What becomes of the companion when its window is closed; a tab of a browser never ends it."""

    keep_running = "keep_running"
    quit = "quit"


class Closing(Wire):
    on_close: OnClose = OnClose.keep_running


class GroupMarks(Wire):
    """Whether accounts of groups that stand out are marked on pages: somebody who read what it means has agreed."""

    marked: bool


class BrowserOpened(Wire):
    """The set-up page opens in the default browser."""


class Quitting(Wire):
    """The companion ends as soon as this is sent."""
