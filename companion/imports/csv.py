"""CSV: an edge list, as SOURCE,TARGET, or the accounts or edges of a table that Eyeline wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from companion.core.file_text import unguarded
from companion.core.kinds import EdgeKind
from companion.errors import BadRequestError
from companion.imports.format import Format
from companion.imports.reading.event_times import moment
from companion.imports.reading.names import ACCOUNT_ID, HANDLE, KINDS, edge_kind, plain, ref_of, sighting
from companion.imports.reading.reading import Reading, UnreadableError
from companion.imports.reading.text import check, table
from companion.imports.reading.ties import Ties, ties

SOURCE = ("source", "src", "from", "follower", "source_id", "source_name", "user_from", "node1")
TARGET = ("target", "dst", "to", "followed", "followee", "target_id", "target_name", "user_to", "node2")
KIND = ("kind", "relation", "relationship", "edge_type")
FIRST = ("first_seen", "seen_at", "observed_at", "timestamp", "time", "date", "start")
LAST = ("last_seen", "end")
OWN = ("ref", "id")
"""What names an account in the tables that Eyeline writes, for spreadsheets and for Gephi."""


Take = Callable[[Reading, Ties, Mapping[str, str]], None]


def _read(reading: Reading) -> None:
    with table(reading, 0.3) as read, ties(reading) as found:
        names = [plain(cell) for cell in read.first]
        if _one(names, SOURCE) and _one(names, TARGET):
            take = _edge
        elif _one(names, (*OWN, *ACCOUNT_ID, *HANDLE)):
            take = _account
        elif len(read.first) < 2 or _one(names, (*SOURCE, *TARGET)):
            raise BadRequestError(
                "imports.no_edge_list", file=reading.path.name, columns=", ".join(cell[:30] for cell in read.first[:5])
            )
        else:
            take, names = _edge, ["source", "target", *("kind" if _is_kind(cell) else "" for cell in read.first[2:3])]
            _take(reading, found, take, names, read.first)
        for row in read.rest:
            _take(reading, found, take, names, row)


def _take(reading: Reading, found: Ties, take: Take, names: Sequence[str], row: list[str]) -> None:
    with reading.reasons(row):
        check(row)
        if len(row) < 2 and len(names) > 1:
            raise UnreadableError("imports.row.one_cell")
        take(reading, found, {name: unguarded(cell) for name, cell in zip(names, row, strict=False) if name})


def _edge(reading: Reading, found: Ties, row: Mapping[str, str]) -> None:
    kind = edge_kind(_value(row, KIND) or reading.asked.kind or "follows")
    if _value(row, KIND) == "" and row.get("type", "").lower() == "undirected":
        kind = EdgeKind.friend
    platform = row.get("platform") or None
    ends = [ref_of(_value(row, names), reading.asked, platform) for names in (SOURCE, TARGET)]
    if ends[0] == ends[1]:
        raise UnreadableError("imports.row.itself")
    times = [moment(text)[0] for names in (FIRST, LAST) if (text := _value(row, names))]
    found.tie(kind, ends[0], ends[1], *times)


def _account(reading: Reading, found: Ties, row: Mapping[str, str]) -> None:
    platform = row.get("platform") or None
    named = _value(row, OWN) or _value(row, HANDLE) or _value(row, ACCOUNT_ID)
    found.person(sighting(ref_of(named, reading.asked, platform), row))


def _value(row: Mapping[str, str], names: Sequence[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _one(names: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(name in wanted for name in names)


def _is_kind(cell: str) -> bool:
    return any(plain(cell) in words for words in KINDS.values())


FORMAT = Format(
    "csv",
    "A CSV edge list with the columns source and target, and where they are there kind, first_seen and last_seen; or "
    "a list of accounts.",
    _read,
    ("platform", "by_id", "kind", "seen"),
)
