"""Edges of any number in any order, as the lists that show them: a list of each source, of one moment, incomplete."""

from __future__ import annotations

import itertools
import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from companion.core.identity import parse_ref
from companion.core.kinds import LISTS_OF, EdgeKind
from companion.core.wire.observations import AccountSighting, CaptureKind
from companion.imports.reading.gate import Named
from companion.imports.reading.gathering import Gathering
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.store.bulk import List, Lists, NamedAccount, add_accounts, add_observations
from companion.store.db import run_statements
from companion.store.times import text_of, time_of

LISTS = {kind: ((own or of_target).value, own is not None) for kind, (own, of_target) in LISTS_OF.items()}
"""Each kind of edge: the kind of list that shows it, and whether the list is the source's."""
AT_ONCE = 5_000
REMEMBERED = 200_000
"""So many names' numbers are kept in memory."""

_STAGED = """
CREATE TABLE names (n INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, home TEXT, account INTEGER);
CREATE TABLE ties (at TEXT, kind TEXT, owner INTEGER, member INTEGER, weight REAL);
CREATE TABLE people (ref TEXT PRIMARY KEY, seen TEXT) WITHOUT ROWID;
"""


class Ties:
    """Edges and accounts on their way into the store, kept in a file until all are known."""

    def __init__(self, reading: Reading, staged: sqlite3.Connection, share: float) -> None:
        self._reading = reading
        self._staged = staged
        self._share = share
        self._waiting: list[tuple[str, str, int, int, float | None]] = []
        self._numbers: dict[str, int] = {}
        self._seen = text_of(reading.seen)
        self._count = 0
        run_statements(staged, _STAGED)

    def between(
        self,
        kind: EdgeKind,
        source: Named,
        target: Named,
        *times: datetime | None,
        weight: float | None = None,
    ) -> None:
        """An edge that was seen at these times; at none that is known, when the file was. Weights of one add up.

        Raises :class:`UnreadableError` for one and itself, and for a weight of 0, as tables of all pairs have.
        """
        if source.ref == target.ref:
            raise UnreadableError("imports.row.itself")
        if weight == 0:
            raise UnreadableError("imports.row.no_tie")
        listed, of_source = LISTS[kind]
        owner, member = (source, target) if of_source else (target, source)
        known = {text_of(each) for each in times if each is not None} if times else ()
        for at in known or (self._seen,):
            self._waiting.append((at, listed, self._number(*owner), self._number(*member), weight))
        if len(self._waiting) >= AT_ONCE:
            self._flush()

    def person(self, seen: AccountSighting) -> None:
        """What is said of an account, of which a later row may say something else."""
        row = (seen.ref, seen.model_dump_json(exclude_defaults=True))
        self._staged.execute("INSERT OR REPLACE INTO people VALUES (?, ?)", row)

    def store(self) -> None:
        """Store everything, in the order of time."""
        self._flush()
        self._store_people()
        self._numbers.clear()
        self._reading.gate.forget()
        if self._count:
            self._store_ties()

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

    def _store_ties(self) -> None:
        """A batch for each moment, with every list that was seen then."""
        self._staged.execute("CREATE INDEX by_list ON ties (at, kind, owner, member, weight)")
        moments = [row[0] for row in self._staged.execute("SELECT DISTINCT at FROM ties ORDER BY at")]
        self._store_accounts(len(moments) == 1)
        done = 0
        with Lists(self._reading.conn) as lists:
            for at in moments:
                batch = self._batch(at)
                for some in _in_parts(self._lists_seen(at)):
                    if batch is not None:
                        lists.add(batch, at, some)
                    done += sum(len(each.members) for each in some)
                    self._reading.further(self._share + (1 - self._share) * done / self._count)

    def _store_accounts(self, is_one_moment: bool) -> None:
        if is_one_moment:
            named = "SELECT n, ref, home, at, at FROM names CROSS JOIN (SELECT at FROM ties LIMIT 1)"
        else:
            named = (
                "SELECT n, ref, home, min(at), max(at) FROM names JOIN (SELECT owner AS one, at FROM ties "
                "UNION ALL SELECT member, at FROM ties) ON one = n GROUP BY n"
            )
        rows = self._staged.cursor().execute(named)
        while some := rows.fetchmany(AT_ONCE):
            named_accounts = [NamedAccount(parse_ref(ref), home, *seen) for _, ref, home, *seen in some]
            accounts = add_accounts(self._reading.conn, named_accounts)
            numbered = ((account, row[0]) for account, row in zip(accounts, some, strict=True))
            self._staged.executemany("UPDATE names SET account = ? WHERE n = ?", numbered)
            self._reading.further(self._share)

    def _batch(self, at: str) -> int | None:
        """The number of a new batch of this moment, with everybody who was seen; None where it came before."""
        seen = self._staged.execute(
            "SELECT ref, home, account FROM names WHERE n IN "
            "(SELECT owner FROM ties WHERE at = :at UNION SELECT member FROM ties WHERE at = :at) ORDER BY n",
            {"at": at},
        )
        first = next(seen)
        batch = self._reading.empty_batch(time_of(at), parse_ref(first[0]).platform)
        if batch is not None:
            everybody = itertools.chain([first], seen)
            seen_so = ((account, parse_ref(ref), home) for ref, home, account in everybody)
            add_observations(self._reading.conn, batch, seen_so)
        return batch

    def _lists_seen(self, at: str) -> Iterator[List]:
        rows = self._staged.execute(
            "SELECT kind, one.ref, one.account, other.account, sum(weight) FROM ties "
            "CROSS JOIN names AS one ON one.n = owner CROSS JOIN names AS other ON other.n = member "
            "WHERE at = ? GROUP BY kind, owner, member ORDER BY kind, owner, member",
            (at,),
        )
        for (kind, ref, owner), group in itertools.groupby(rows, key=lambda row: row[:3]):
            listed = list(group)
            members, weights = [row[3] for row in listed], [row[4] for row in listed]
            uuid = str(self._reading.uuid(f"{at} {kind} {ref}"))
            weighed = weights if any(weight is not None for weight in weights) else ()
            yield List(uuid, CaptureKind(kind), owner, members, weighed)

    def _number(self, ref: str, home: str | None) -> int:
        """The number of a name in the staging file."""
        if (known := self._numbers.get(ref)) is not None:
            return known
        if len(self._numbers) >= REMEMBERED:
            self._numbers.clear()
        self._staged.execute("INSERT OR IGNORE INTO names (ref, home) VALUES (?, ?)", (ref, home))
        (number,) = self._staged.execute("SELECT n FROM names WHERE ref = ?", (ref,)).fetchone()
        self._numbers[ref] = number
        return int(number)

    def _flush(self) -> None:
        self._staged.executemany("INSERT INTO ties VALUES (?, ?, ?, ?, ?)", self._waiting)
        self._count += len(self._waiting)
        self._waiting.clear()


def _in_parts(lists: Iterable[List]) -> Iterator[list[List]]:
    """Lists of as many members as are stored at once."""
    some: list[List] = []
    count = 0
    for each in lists:
        some.append(each)
        count += len(each.members)
        if count >= AT_ONCE:
            yield some
            some, count = [], 0
    if some:
        yield some


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
