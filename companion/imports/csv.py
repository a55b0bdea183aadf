"""Tables of any program: ties, accounts, posts, matrices and lists of one's own, told by their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from companion.core.file_text import unguarded
from companion.imports.format import Format
from companion.imports.reading.column_roles import roles
from companion.imports.reading.layouts import Kind, Layout, are_numbered, layout_of
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.tables import Table, table
from companion.imports.reading.text import check
from companion.imports.reading.ties import Ties, ties
from companion.imports.tables.accounts import Accounts, Connections, Following
from companion.imports.tables.edges import Edges, Matrix
from companion.imports.tables.posts import Diffusion, Doings, Posts, doings

Take = Callable[[dict[str, str]], None]


def _read(reading: Reading) -> None:
    with table(reading, 0.3) as read:
        take_table(reading, read, layout_of(reading.path.name, read, reading.asked))


def take_table(reading: Reading, read: Table, layout: Layout) -> None:
    """Take each row of a table that is laid out so."""
    reading.gate.trusts = layout.is_ours
    reading.taken_for.kind = layout.kind.value
    header = read.first if layout.has_header else [str(number) for number in range(1, len(read.first) + 1)]
    reading.taken_for.columns = list(zip(header, roles(layout), strict=True))
    rows: Iterable[list[str]] = read.rest if layout.has_header else _and_first(read)
    with ties(reading) as found, doings(reading) as done:
        if layout.kind is Kind.matrix:
            matrix = Matrix(reading, found, read.first[1:])
            for row in rows:
                with reading.reasons(row):
                    check(row)
                    matrix.take([unguarded(cell) for cell in row])
            return
        take = _taker(reading, read, layout, found, done)
        named = [(at, name) for at, name in enumerate(layout.names) if name]
        for row in rows:
            with reading.reasons(row):
                check(row)
                if len(row) < 2 and len(layout.names) > 1:
                    raise UnreadableError("imports.row.one_cell")
                take({name: unguarded(row[at]) for at, name in named if at < len(row)})


def _and_first(read: Table) -> Iterable[list[str]]:
    yield read.first
    yield from read.rest


def _taker(reading: Reading, read: Table, layout: Layout, found: Ties, done: Doings) -> Take:
    makers: dict[Kind, Callable[[], Take]] = {
        Kind.edges: lambda: Edges(reading, found, layout.ties, layout.names).take,
        Kind.accounts: lambda: Accounts(reading, found, are_numbered(read, layout.names)).take,
        Kind.posts: lambda: Posts(reading, done).take,
        Kind.diffusion: lambda: Diffusion(reading, found, done).take,
        Kind.connections: lambda: Connections(reading, found).take,
        Kind.follows: lambda: Following(reading, found).take,
    }
    return makers[layout.kind]()


FORMAT = Format(
    "csv",
    "A table: of ties, as source and target; of accounts; of posts with their authors; or a square matrix.",
    _read,
    ("platform", "by_id", "kind", "seen", "source", "target", "account", "time", "owner", "listed"),
)
