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
    """A table of which nobody knows what its columns are; ``columns`` are their names.

    ``ends``: the two of them that may be source and target, where nothing says that they name accounts. ``messages``:
    of them the columns that tell of messages between these.
    """

    def __init__(
        self, file: str, columns: Sequence[str], ends: Sequence[str] = (), messages: Sequence[str] = ()
    ) -> None:
        said = {"ends": _listed(ends)} if ends else {}
        if messages:
            said["messages"] = _listed(messages)
        key = f"imports.{'no_ties' if messages else 'no_accounts' if ends else 'no_edge_list'}"
        super().__init__(key, file=file, columns=_listed(columns), **said)
        self.columns = list(columns)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name.strip()[:30] or "…" for name in names[:8]) or "…"
