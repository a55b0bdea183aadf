"""Edges of any number in any order, as the lists that show them: a list of each source, of one moment, incomplete."""

from __future__ import annotations

import itertools
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from companion.core.identity import parse_ref
from companion.core.kinds import EdgeKind
from companion.core.wire.observations import AccountSighting, CaptureKind
from companion.imports.reading.gate import Named
from companion.imports.reading.gathering import Gathering, Visit, bare
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.store.times import text_of, time_of

# Each kind of edge: the kind of list that shows it, and whether the list is the source's.
LISTS = {
    EdgeKind.follows: (CaptureKind.following, True),
    EdgeKind.friend: (CaptureKind.friends, True),
    EdgeKind.member: (CaptureKind.members, False),
}
AT_ONCE = 10_000


class Ties:
    """Edges and accounts on their way into the store, kept in a file until all are known."""

    def __init__(self, reading: Reading, staged: sqlite3.Connection, share: float) -> None:
        self._reading = reading
        self._staged = staged
        self._share = share
        self._waiting: list[tuple[str, str, str, str, float | None]] = []
        self._spelled: set[str] = set()
        staged.execute("CREATE TABLE ties (at TEXT, kind TEXT, owner TEXT, member TEXT, weight REAL)")
        staged.execute("CREATE TABLE people (ref TEXT PRIMARY KEY, seen TEXT) WITHOUT ROWID")

    def between(
        self,
        kind: EdgeKind,
        source: Named,
        target: Named,
        *times: datetime | None,
        weight: float | None = None,
    ) -> None:
        """An edge as :meth:`tie`, of ends that a file spells. Raises :class:`UnreadableError` for one and itself."""
        if source.ref == target.ref:
            raise UnreadableError("imports.row.itself")
        for named in (source, target):
            if named.home is not None and named.ref not in self._spelled:
                self._spelled.add(named.ref)
                seen = bare(named.ref).model_copy(update={"address": named.home})
                row = (named.ref, seen.model_dump_json(exclude_defaults=True))
                self._staged.execute("INSERT OR IGNORE INTO people VALUES (?, ?)", row)
        self.tie(kind, source.ref, target.ref, *times, weight=weight)

    def tie(
        self, kind: EdgeKind, source: str, target: str, *times: datetime | None, weight: float | None = None
    ) -> None:
        """An edge that was seen at these times; at none that is known, when the file was. Weights of one add up."""
        listed, of_source = LISTS[kind]
        owner, member = (source, target) if of_source else (target, source)
        for at in {text_of(each) for each in times if each is not None} or {text_of(self._reading.seen)}:
            self._waiting.append((at, listed.value, owner, member, weight))
        if len(self._waiting) >= AT_ONCE:
            self._flush()

    def person(self, seen: AccountSighting) -> None:
        """What is said of an account, of which a later row may say something else."""
        row = (seen.ref, seen.model_dump_json(exclude_defaults=True))
        self._staged.execute("INSERT OR REPLACE INTO people VALUES (?, ?)", row)

    def store(self) -> None:
        """Store everything, in the order of time."""
        self._flush()
        self._staged.execute("CREATE INDEX by_list ON ties (at, kind, owner, member)")
        self._store_people()
        total = max(1, int(self._staged.execute("SELECT count(*) FROM ties").fetchone()[0]))
        rows = self._staged.execute(
            "SELECT at, kind, owner, member, sum(weight) FROM ties GROUP BY at, kind, owner, member "
            "ORDER BY at, kind, owner, member"
        )
        done = 0
        gathering: Gathering | None = None
        for (at, kind, owner), group in itertools.groupby(rows, key=lambda row: row[:3]):
            listed = list(group)
            members, weights = [row[3] for row in listed], [row[4] for row in listed]
            if gathering is not None and text_of(gathering.at) != at:
                gathering.close()
                gathering = None
            gathering = gathering or self._gathering(time_of(at), owner)
            visit = Visit(self._reading.uuid(f"{at} {kind} {owner}"), CaptureKind(kind), owner, len(members))
            gathering.list(visit, members, weights if any(weight is not None for weight in weights) else ())
            done += len(members)
            self._reading.further(self._share + (1 - self._share) * done / total)
        if gathering is not None:
            gathering.close()

    def _store_people(self) -> None:
        gathering: Gathering | None = None
        for _, seen in self._staged.execute("SELECT ref, seen FROM people ORDER BY ref"):
            sighting = AccountSighting.model_validate(json.loads(seen))
            gathering = gathering or self._gathering(self._reading.seen, sighting.ref)
            gathering.see(sighting)
        if gathering is not None:
            gathering.close()

    def _gathering(self, at: datetime, ref: str) -> Gathering:
        platform = parse_ref(ref).platform
        return Gathering(self._reading, at, self._reading.page(platform))

    def _flush(self) -> None:
        self._staged.executemany("INSERT INTO ties VALUES (?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()


@contextmanager
def staging() -> Iterator[sqlite3.Connection]:
    """A database of its own for what waits to be sorted; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="eyeline-", ignore_cleanup_errors=True) as folder:
        conn = sqlite3.connect(Path(folder) / "staged.db", isolation_level=None)
        try:
            conn.execute("PRAGMA journal_mode = OFF")
            conn.execute("PRAGMA synchronous = OFF")
            conn.execute("BEGIN")
            yield conn
        finally:
            conn.close()


@contextmanager
def ties(reading: Reading, share: float = 0.3) -> Iterator[Ties]:
    """Edges to be stored at the end. ``share``: how much of the work is done by then."""
    with staging() as staged:
        made = Ties(reading, staged, share)
        yield made
        made.store()
