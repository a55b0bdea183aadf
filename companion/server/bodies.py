"""Bodies that are held in memory: as many bytes of all of them at once as are good for the computer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from companion.errors import BusyError

MOST_BYTES = 96 * 2**20
"""One of the longest that any address takes, and half as much again."""


class Bodies:
    """How much room is left."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._left = most

    @contextmanager
    def held(self) -> Iterator[Held]:
        """A body that is held until the block ends."""
        body = Held(self)
        try:
            yield body
        finally:
            self._left += body.size

    def take(self, size: int) -> None:
        """Raises :class:`BusyError` where there is no room for so many bytes now."""
        if size > self._left:
            raise BusyError("request.busy")
        self._left -= size


class Held:
    """The room that one body takes."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self.size = 0

    def grow(self, size: int) -> None:
        """To so many bytes. Raises :class:`BusyError`."""
        if size > self.size:
            self._bodies.take(size - self.size)
            self.size = size
