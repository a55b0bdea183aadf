"""What tells open windows that something has changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

QUIET_SECONDS = 0.5
"""At most one word in so long, however much comes in."""
BEAT_SECONDS = 15.0


class ChangeFeed:
    """Subscribers hear the names of what changed since they last heard. ``publish`` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._subscribers: dict[asyncio.Event, set[str]] = {}
        self._ended = False

    def publish(self, *subjects: str) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, subjects)

    def _tell(self, subjects: Iterable[str]) -> None:
        for event, news in self._subscribers.items():
            news.update(subjects)
            event.set()

    def end(self) -> None:
        """Let every subscriber go."""
        self._ended = True
        for event in self._subscribers:
            event.set()

    async def news(self) -> AsyncIterator[frozenset[str]]:
        """What changed, again and again; an empty set now and then, so that a lost connection is noticed."""
        self._loop = asyncio.get_running_loop()
        event = asyncio.Event()
        self._subscribers[event] = set()
        try:
            while not self._ended:
                try:
                    await asyncio.wait_for(event.wait(), BEAT_SECONDS)
                except asyncio.TimeoutError:
                    yield frozenset()
                    continue
                event.clear()
                heard = frozenset(self._subscribers[event])
                self._subscribers[event].clear()
                if heard:
                    yield heard
                    await asyncio.sleep(QUIET_SECONDS)
        finally:
            del self._subscribers[event]
