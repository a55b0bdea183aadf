"""Rows that cannot be read: counted, the first ones shown, and all of them kept in a file."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from companion.errors import CompanionError, StoreError
from companion.store.folder import make_folder, private_file

SHOWN = 5


@dataclass(frozen=True)
class RejectedRow:
    """``row``: its number in the file, from 1."""

    row: int
    error: CompanionError

    @property
    def reason(self) -> str:
        """Why, in English."""
        return self.error.message


@dataclass
class Reason:
    """``count`` rows were left out for like reasons, of which ``error`` is the first."""

    error: CompanionError
    count: int = 0


class SideFile:
    """A file that is there only where a row was left out and the rest was stored."""

    def __init__(self, path: Path) -> None:
        self.count = 0
        self.first: list[RejectedRow] = []
        self.reasons: dict[tuple[str, object], Reason] = {}
        self._path = path
        self._written: Path | None = None
        self._out: IO[str] | None = None

    def add(self, row: int, why: CompanionError, content: object) -> None:
        """Raises :class:`StoreError` where it cannot be written."""
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(RejectedRow(row, why))
        self.reasons.setdefault((why.key, why.values.get("why")), Reason(why)).count += 1
        line = json.dumps({"row": row, "reason": why.message, "content": content}, default=str)
        try:
            self._opened().write(line + "\n")
        except OSError as error:
            raise StoreError("imports.rejected_not_kept", reason=error) from error

    def _opened(self) -> IO[str]:
        if self._out is None:
            self._written = private_file(make_folder(self._path.parent) / f".{secrets.token_hex(8)}")
            self._out = self._written.open("w", encoding="utf-8")
        return self._out

    def keep(self) -> Path | None:
        """Give it its name, as the last thing before what was read is stored; None where there is nothing in it."""
        if self._written is None or self._out is None:
            return None
        self._out.close()
        self._written = self._written.replace(self._path)
        return self._written

    def __enter__(self) -> SideFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._out is not None:
            self._out.close()
        if error is not None and self._written is not None:
            self._written.unlink(missing_ok=True)
