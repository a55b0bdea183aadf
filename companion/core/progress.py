"""How something long says how far it is, and learns that nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (steps done, steps in all); raises :class:`Cancelled` where the work is not wanted any more."""


class Cancelled(Exception):  # noqa: N818 - not an error: somebody asked for it
    """The work was cancelled; what it had begun is undone by whoever catches this."""


def unobserved(done: int, of: int) -> None:
    """Nobody looks."""
