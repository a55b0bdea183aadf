"""What the person chooses for the companion's window."""

from __future__ import annotations

from enum import Enum

from companion.core.wire import Wire


class OnClose(str, Enum):
    """What becomes of the companion when its window is closed; a tab of a browser never ends it."""

    keep_running = "keep_running"
    quit = "quit"


class Closing(Wire):
    on_close: OnClose = OnClose.keep_running


class Quitting(Wire):
    """The companion ends as soon as this is sent."""
