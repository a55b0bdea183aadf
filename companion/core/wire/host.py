"""What the extension asks the native messaging host, and what that answers.

The host itself reads and writes these by hand (:mod:`companion.host.messages`): pydantic would take longer to import
than all that it does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from companion.core.wire.base import Wire


class HostPair(Wire):
    """For whom a pairing is wanted: as a person tells browsers apart, and the origin that requests will have."""

    browser: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    origin: str


class HostRequest(Wire):
    """``start`` the companion where it does not run: in no case, only where it ended because nobody used it, or in any.

    ``language``: for the sentence of a problem.
    """

    start: Literal["no", "if_unused", "yes"]
    pair: HostPair | None
    language: Annotated[str, StringConstraints(max_length=35)]


class HostAnswer(Wire):
    """``origin``: where the companion listens, null where it does not. ``problem``: why it was not started."""

    origin: str | None
    token: str | None
    paired_at: datetime | None
    problem: str | None
