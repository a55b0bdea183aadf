"""Many rows of a table of ``core/facts.py`` at once, as columns: a large table is read and written so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from companion.core.columns import Column, Kind, Row, Under
from companion.core.naming import Naming


@dataclass(frozen=True)
class Records:
    """A column of lists of records: ``fields`` are the columns of all records, and a row's end at its ``ends`` (n,).

    Where each row has one, as is common, these are the ``range`` from 1.
    """

    fields: Mapping[str, Sequence[Any]]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.ends)

    def __iter__(self) -> Iterator[list[Row]]:
        """Each row's records."""
        names = list(self.fields)
        return ([dict(zip(names, values, strict=True)) for values in records] for records in bare_records(self))


Values = Sequence[Any] | Records
Part = Mapping[str, Values]
"""Some rows, at least one, by their columns' names: each column has a value, or None, for every row."""


def bare_records(values: Values) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """Each row's records of a column that has such, a record being its fields' values. Raises TypeError for another."""
    records: list[tuple[Any, ...]]
    if not isinstance(values, Records):
        raise TypeError("a column without records")
    records = list(zip(*values.fields.values(), strict=True))
    if values.ends == range(1, len(records) + 1):
        return zip(records, strict=True)
    return (tuple(records[begin:end]) for begin, end in pairwise(chain([0], values.ends)))


def records_of(lists: Iterable[Sequence[Row]], names: Sequence[str]) -> Records:
    """The column of these lists of records that have these fields."""
    ends: list[int] = []
    records: list[Row] = []
    for each in lists:
        records.extend(each)
        ends.append(len(records))
    return Records({name: [record[name] for record in records] for name in names}, one_each(ends))


def one_each(ends: Sequence[int]) -> Sequence[int]:
    """The ends of rows' records, as their range where each row has one."""
    simply = range(1, len(ends) + 1)
    return simply if list(ends) == list(simply) else ends


def rows_of(part: Part) -> Iterator[Row]:
    """The rows, one by one."""
    names = list(part)
    return (dict(zip(names, values, strict=True)) for values in zip(*part.values(), strict=True))


def part_of(rows: Sequence[Row], names: Iterable[str]) -> dict[str, Values]:
    """The rows as columns of these names."""
    return {name: [row[name] for row in rows] for name in names}


def pseudonymised(shown: Sequence[Column], naming: Naming, part: Part) -> Part:
    """The rows as they leave under pseudonyms: these columns."""
    rows = list(rows_of(part))
    named: dict[str, Values] = {}
    for column in shown:
        values = part[column.name]
        if column.under is not Under.kept:
            values = [column.pseudonymised(naming, row) for row in rows]
            if column.kind is Kind.records:
                values = records_of(values, column.fields)
        named[column.name] = values
    return named
