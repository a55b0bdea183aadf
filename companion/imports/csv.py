"""Tables of any program: ties, accounts, posts, matrices and lists of one's own, told by their columns."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from companion.core.account_names import are_rounded
from companion.core.file_text import unguarded
from companion.imports.format import OF_TABLES, Format
from companion.imports.reading.column_roles import TIMES, roles
from companion.imports.reading.event_times import day_stands_first, on_day, year_first
from companion.imports.reading.layouts import Kind, Layout, laid_out
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.shapes import are_numbered
from companion.imports.reading.tables import Table, table
from companion.imports.reading.text import check
from companion.imports.reading.ties import Ties, ties
from companion.imports.tables.accounts import Accounts, Connections, Following
from companion.imports.tables.edges import Edges, Found, Matrix
from companion.imports.tables.posts import Diffusion, Doings, Posts, doings

Take = Callable[[dict[str, str]], None]


def _read(reading: Reading) -> None:
    with table(reading, 0.3) as read:
        take_table(reading, *laid_out(reading.path.name, read, reading.asked))


def take_table(reading: Reading, read: Table, layout: Layout) -> None:
    """Take each row of a table that is laid out so."""
    reading.gate.trusts = layout.is_ours
    reading.taken_for.kind = layout.kind.value
    header = read.first if layout.has_header else [str(number) for number in range(1, len(read.first) + 1)]
    reading.taken_for.columns = list(zip(header, roles(layout), strict=True))
    reading.gate.doubts_long_ids = are_rounded(cell.strip() for row in read.sample for cell in row)
    rows = _without_totals(reading, read.rest if layout.has_header else itertools.chain([read.first], read.rest))
    with ties(reading) as found, doings(reading) as done:
        if layout.kind is Kind.matrix:
            heads = ["" if head.strip().lower() in _TOTALS else head for head in read.first[1:]]
            matrix = Matrix(reading, found, heads)
            for row in rows:
                with reading.reasons(row):
                    check(row)
                    matrix.take([unguarded(cell) for cell in row])
            return
        take = _taker(reading, read, layout, found, done)
        named = [(at, name) for at, name in enumerate(layout.names) if name]
        days = _days(read, layout)
        have_clocks = {"date", "time"} <= {*layout.names}
        for row in rows:
            with reading.reasons(row):
                check(row)
                if len(row) < 2 and len(layout.names) > 1:
                    raise UnreadableError("imports.row.one_cell")
                cells = {name: unguarded(row[at]) for at, name in named if at < len(row)}
                for name in days:
                    cells[name] = year_first(cells.get(name, ""), days[name])
                if have_clocks:
                    cells["time"] = on_day(cells.get("date", ""), cells.get("time", ""))
                take(cells)


def _days(read: Table, layout: Layout) -> dict[str, bool]:
    """The columns whose days are written in numbers, and whether the day stands before the month in them."""
    times = [
        (at, name) for at, (name, role) in enumerate(zip(layout.names, roles(layout), strict=True)) if role in TIMES
    ]
    found = {name: day_stands_first(row[at] for row in read.sample if at < len(row)) for at, name in times}
    return {name: first for name, first in found.items() if first is not None}


_TOTALS = frozenset(
    ("total", "totals", "grand total", "subtotal", "sum", "gesamt", "summe", "suma", "total general", "total geral")
)


def _without_totals(reading: Reading, rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The rows but those of totals that a table ends with; elsewhere somebody may be called so."""
    held: list[list[str]] = []
    for row in rows:
        if next(filter(None, row), "").strip(" :").lower() in _TOTALS:
            held.append(row)
            continue
        yield from held
        held.clear()
        yield row
    for row in held:
        with reading.reasons(row):
            raise UnreadableError("imports.row.totals")


def _taker(reading: Reading, read: Table, layout: Layout, found: Ties, done: Doings) -> Take:
    makers: dict[Kind, Callable[[], Take]] = {
        Kind.edges: lambda: Edges(reading, found, layout.ties, layout.names).take,
        Kind.accounts: lambda: Accounts(reading, found, are_numbered(read, layout.names)).take,
        Kind.posts: lambda: Posts(reading, done).take,
        Kind.diffusion: lambda: Diffusion(reading, found, done).take,
        Kind.connections: lambda: Connections(reading, found).take,
        Kind.found: lambda: Found(reading, found).take,
        Kind.follows: lambda: Following(reading, found).take,
    }
    return makers[layout.kind]()


FORMAT = Format(
    "csv",
    "A table: of ties, as source and target; of accounts; of posts with their authors; or a square matrix.",
    _read,
    OF_TABLES,
)
