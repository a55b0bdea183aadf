"""Waiting for what must come, without ever sleeping for a guessed time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

Value = TypeVar("Value")

SECONDS = 120.0  # far more than any step needs, also on a busy machine: a deadline, never a measurement
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.15
"""Seconds between looks: what comes at once is seen at once, and each look takes the browser's time, too."""


async def until(
    look: Callable[[], Awaitable[Value]], come: Callable[[Value], bool], what: str, seconds: float = SECONDS
) -> Value:
    """Look again and again until what was seen has ``come``; AssertionError with the last sight when it does not."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    pause = FIRST_PAUSE
    while not come(seen := await look()):
        if loop.time() > end:
            raise AssertionError(f"waited {seconds:.0f} s for {what}; last seen: {seen!r:.2000}")
        await asyncio.sleep(pause)
        pause = min(1.5 * pause, LONGEST_PAUSE)
    return seen
