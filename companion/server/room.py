"""Which connections stay where there are more than the system bears.

Whoever waits makes room, the longest first, so that the newest is heard: a connection waits that has sent no request,
and so does a stranger's while the rest of its request is to come, or nobody takes its answer. Of who has shown a key
each is answered to the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

MOST = 200


class Guest(Protocol):
    """A connection."""

    def make_room(self) -> None:
        """End at once, whatever was still to be sent."""


class Room:
    """Those that are open, and which of them wait, the longest first. What is no connection of these is passed over."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._open: set[Any] = set()
        self._waiting: dict[Any, None] = {}
        self._answered: set[Any] = set()
        self._known: set[Any] = set()

    def came(self, guest: Guest) -> None:
        self._open.add(guest)
        self._waiting[guest] = None
        if len(self._open) > self._most:
            first = next(iter(self._waiting))  # the new one itself, where all others are being answered
            self.went(first)
            first.make_room()

    def went(self, guest: Guest) -> None:
        self.answered(guest)
        self._open.discard(guest)
        self._waiting.pop(guest, None)

    def answering(self, guest: Guest) -> None:
        """Its request has come, or the head of it."""
        self._answered.add(guest)
        self._waiting.pop(guest, None)

    def answered(self, guest: Guest) -> None:
        """The answer is sent; it may ask again."""
        self._answered.discard(guest)
        self._known.discard(guest)
        if guest in self._open:
            self._waiting.setdefault(guest)

    def knows(self, guest: Any) -> None:
        """It has shown a key: it makes no room until it is answered."""
        self._known.add(guest)

    def stands_still(self, guest: Guest) -> None:
        """The other side is to send or to take something."""
        if guest in self._open and guest not in self._known:
            self._waiting.setdefault(guest)

    def goes_on(self, guest: Guest) -> None:
        if guest in self._answered:
            self._waiting.pop(guest, None)

    @contextmanager
    def hearing(self, guest: Any) -> Iterator[None]:
        """While the block runs, the rest of its request is to come."""
        self.stands_still(guest)
        try:
            yield
        finally:
            self.goes_on(guest)
