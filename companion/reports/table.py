"""The tables of sections: each column's heading stands beside what it says of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup

from companion.reports.markup import tag
from companion.texts.catalogue import Translator

Row = TypeVar("Row")
Cell = Markup | str | float | None
"""A number is written as people of the language write it; None where there is none."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """``key`` is its heading's text, ``cell`` gives what stands in a row, ``style`` is how its numbers are written."""

    key: str
    cell: Callable[[Row], Cell]
    style: str = ""
    class_: str | None = None

    def shown(self, row: Row, t: Translator) -> Markup | str:
        cell = self.cell(row)
        if isinstance(cell, (int, float)):
            return t.number(cell, self.style)
        return "—" if cell is None else cell


@dataclass(frozen=True)
class Number(Column[Row]):
    """A column of numbers: they are on the right."""

    class_: str | None = "number"


@dataclass(frozen=True)
class Rows(Generic[Row]):
    """What a table shows; ``t`` has the headings of its columns."""

    rows: Iterable[Row]
    t: Translator

    def table(self, caption: str, *columns: Column[Row]) -> Markup:
        """The table; the first cell of each row names it."""
        head = tag("tr", [tag("th", self.t(each.key), scope="col", class_=each.class_) for each in columns])
        body = [tag("tr", self._cells(row, columns)) for row in self.rows]
        made = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", body))
        return tag("div", made, class_="table", role="region", aria_label=caption, tabindex="0")

    def _cells(self, row: Row, columns: Iterable[Column[Row]]) -> list[Markup]:
        return [
            tag("td" if at else "th", each.shown(row, self.t), class_=each.class_, scope=None if at else "row")
            for at, each in enumerate(columns)
        ]
