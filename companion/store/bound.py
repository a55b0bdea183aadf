"""Many values in one statement, each of them bound."""

from __future__ import annotations


def pairs(count: int) -> str:
    """A table of ``count`` pairs to be bound; what is joined to it must be by CROSS JOIN, which keeps the order."""
    return f"VALUES {', '.join(['(?, ?)'] * count)}" if count else "SELECT NULL, NULL WHERE FALSE"
