"""Whether somebody uses the companion, and its end where nobody has for as long as was chosen."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterator

log = logging.getLogger(__name__)

MINUTE = 60.0
LOOK_SECONDS = 5.0


class Usage:
    """Requests of paired browsers and of the window. An open window always has one under way: its change feed."""

    def __init__(self) -> None:
        self._under_way = 0
        self._last = time.monotonic()  # which stands still while the computer sleeps

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """A request is under way while the block runs."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self.happened()

    def happened(self) -> None:
        """Something was done just now."""
        self._last = time.monotonic()

    @property
    def quiet_seconds(self) -> float:
        """For how long nothing was done; 0 while a request is under way."""
        return 0.0 if self._under_way else time.monotonic() - self._last


async def end_when_unused(minutes: int, usage: Usage, is_working: Callable[[], bool], end: Callable[[], None]) -> None:
    """Call ``end`` once nobody has asked for so many minutes, and nothing was being worked at."""
    while (left := minutes * MINUTE - usage.quiet_seconds) > 0:
        await asyncio.sleep(min(left, LOOK_SECONDS))
        if is_working():
            usage.happened()
    log.info("Nobody has used it for the chosen minutes (%d): the companion ends", minutes)
    end()
