"""Why a row is left out."""

from __future__ import annotations

from collections.abc import Sequence

from companion.errors import BadRequestError, CompanionError


class UnreadableError(CompanionError):
    """A row that cannot be read; its sentence is the reason."""


class KeptWithoutTimeError(UnreadableError):
    """Of a tie, only its time cannot be read; the tie is kept."""

    def __init__(self, text: str) -> None:
        super().__init__("imports.row.kept_without_time", text=repr(text[:50]))


class UnclearTableError(BadRequestError):
    """A table of which nobody knows what its columns are; ``columns`` are their names."""

    def __init__(self, file: str, columns: Sequence[str]) -> None:
        shown = ", ".join(name.strip()[:30] or "…" for name in columns[:8])
        super().__init__("imports.no_edge_list", file=file, columns=shown or "…")
        self.columns = list(columns)
