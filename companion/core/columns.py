"""A column of a table in which facts leave: what it holds, and what becomes of it under pseudonyms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from companion.core.naming import Naming

Row = dict[str, Any]
"""A row by its columns' names; None where nothing is known."""

KEPT_DIGITS = 2


class Kind(str, Enum):
    """What a column holds. ``time`` is UTC text as in the database, ``texts`` a list, ``records`` one of rows."""

    text = "text"
    integer = "integer"
    number = "number"
    flag = "flag"
    time = "time"
    texts = "texts"
    records = "records"


class Under(str, Enum):
    """What becomes of a column under pseudonyms."""

    kept = "kept"
    hashed = "hashed"
    rounded = "rounded"
    dropped = "dropped"


Hashing = Callable[[Naming, Row, Any], Any]


@dataclass(frozen=True)
class Column:
    """One column. ``fields`` are those of its records; ``hashing`` gives a value's pseudonyms where it is hashed."""

    name: str
    kind: Kind
    meaning: str
    under: Under = Under.kept
    hashing: Hashing | None = None
    fields: tuple[str, ...] = ()

    def pseudonymised(self, naming: Naming, row: Row) -> Any:
        """The row's value as it may be given on under pseudonyms. Raises ValueError for a column that is dropped."""
        value = row[self.name]
        if value is None or self.under is Under.kept:
            return value
        if self.under is Under.rounded:
            return rounded(value)
        if self.hashing is None:
            raise ValueError(f"the column {self.name} is not to be given on")
        return self.hashing(naming, row, value)


def rounded(value: float) -> float:
    """A count to two digits, so that nobody finds the account by it; a score to two decimal places."""
    if isinstance(value, float):
        return round(value, KEPT_DIGITS)
    return int(round(value, KEPT_DIGITS - len(str(value))))


def hashed(kind: str) -> Hashing:
    """Pseudonyms of this kind, by the value alone."""
    return lambda naming, row, value: naming.pseudonym(kind, value)


def each_hashed(kind: str) -> Hashing:
    """The same for a list of values."""
    return lambda naming, row, values: [naming.pseudonym(kind, value) for value in values]
