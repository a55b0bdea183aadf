"""However databases are joined, they know the same; and what was joined once is not joined twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid5

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import action_log, actions, cases, picture_results, pictures
from companion.store.connection import connect, in_transaction
from companion.store.merging.merge import merge
from companion.store.times import text_of
from tests.companion.blank import blank_database
from tests.companion.store.merging.canonical import Facts, facts
from tests.companion.wire_samples import Json, batch, capture

SPACE = UUID(int=7)
DAY = datetime(2026, 3, 1, tzinfo=timezone.utc)

# Whole-number draws are kept small, so that databases meet in everything.
days = st.integers(1, 9)
small = st.integers(0, 3)
World = list[dict[str, Any]]


@st.composite
def sightings(draw: st.DrawFn, handles_pass_on: bool) -> Json:
    """Somebody by id, handle or both; where handles do not pass on, a handle is always the same person's."""
    person = draw(small)
    handle = draw(small) if handles_pass_on else person
    by = draw(st.sampled_from(["id", "handle", "both"]))
    seen: Json = {
        "platform": "demo",
        "account_id": str(person) if by != "handle" else None,
        "handle": f"h{handle}" if by != "id" else None,
        "role": "row",
        "display_name": draw(st.sampled_from([None, "Ana", "B\x00b", "Ćira"])),
        "picture": draw(st.none() | small.map(lambda name: {"address": f"https://p.example/{name}.jpg"})),
    }
    return seen | {"ref": f"demo:id:{person}" if by != "handle" else f"demo:handle:h{handle}"}


@st.composite
def events(draw: st.DrawFn, handles_pass_on: bool) -> Json:
    """A batch, or something that a person does; the same number is the same batch in every database."""
    if draw(st.integers(0, 3)) == 0:
        return {
            "do": draw(st.sampled_from(sorted(DOINGS))),
            "on": draw(small),
            "word": draw(st.sampled_from(["red", "blue"])),
            "number": draw(st.integers(0, 99)),
        }
    seen = draw(st.lists(sightings(handles_pass_on), min_size=1, max_size=4, unique_by=lambda each: each["ref"]))
    refs = [each["ref"] for each in seen]
    number = draw(st.integers(0, 10**6))
    listed = draw(st.lists(st.sampled_from(refs), unique=True))
    captures = [
        capture(
            draw(st.sampled_from(refs)),
            listed,
            capture=str(uuid5(SPACE, f"capture {number}")),
            kind=draw(st.sampled_from(["friends", "followers", "following"])),
            complete=draw(st.booleans()),
        )
    ]
    shared = st.fixed_dictionaries(
        {
            "account": st.sampled_from(refs),
            "kind": st.sampled_from(["shares", "likes"]),
            "object": st.sampled_from(["https://a.example/1", "https://a.example/2"]),
            "object_kind": st.sampled_from([None, "link"]),
        }
    )
    return batch(
        *seen,
        key=str(uuid5(SPACE, f"batch {number}")),
        session=str(uuid5(SPACE, f"session {number % 3}")),
        observed_at=f"2026-03-{draw(days):02}T12:00:00Z",
        captures=draw(st.sampled_from([[], captures])),
        activities=draw(st.lists(shared, max_size=2)),
        case=draw(st.sampled_from([None, {"name": "Winter", "note": "cold"}])),
    )


@st.composite
def worlds(draw: st.DrawFn, count: int, handles_pass_on: bool = True) -> list[World]:
    """Databases of what was drawn once, each of some of it: so they have batches in common."""
    pool = draw(st.lists(events(handles_pass_on), min_size=1, max_size=8))
    some = st.lists(st.sampled_from(range(len(pool))), unique=True, max_size=6)
    return [[pool[at] for at in sorted(draw(some))] for _ in range(count)]


def write(path: Path, world: World) -> None:
    with closing(connect(blank_database(path))) as conn:
        for number, event in enumerate(world):
            at = DAY + timedelta(days=20, minutes=number)
            in_transaction(conn, lambda conn, event=event, at=at: _happen(conn, event, at))


def _case(conn: Any, name: str) -> int:
    conn.execute("INSERT OR IGNORE INTO cases (name, created_at) VALUES (?, '2026-03-01T00:00:00.000Z')", (name,))
    return cases.number_of(conn, name)


def _undo(conn: Any, on: int, word: str, at: datetime) -> None:
    if conn.execute("SELECT 1 FROM actions WHERE undone_at IS NULL").fetchone():
        action_log.undo(conn, at)


def _measure(conn: Any, on: int, word: str, at: datetime) -> None:
    address = conn.execute("SELECT platform, address FROM picture_addresses ORDER BY key LIMIT 1").fetchone()
    if address is not None:
        time = text_of(at)
        measured = pictures.receive(conn, *address, None, word.encode(), time).picture
        found = Evidence(status=Status.scored, score=float(at.minute))
        result = picture_results.Result(measured or 0, found, thumbnail=word.encode())
        picture_results.finish(conn, [result], "thumbnail", time)


DOINGS: dict[str, Any] = {
    "tag": lambda conn, on, word, at: actions.tag(conn, [on], word, at),
    "untag": lambda conn, on, word, at: actions.untag(conn, [on], word, at),
    "note": actions.note_account,
    "hide": lambda conn, on, word, at: actions.hide(conn, [on], at),
    "collect": lambda conn, on, word, at: actions.collect(conn, _case(conn, word), [on], at),
    "case note": lambda conn, on, word, at: actions.note_case(conn, _case(conn, word), word, at),
    "key": lambda conn, on, word, at: cases.set_key(conn, _case(conn, word), word.encode().ljust(32)),
    "undo": _undo,
    "picture": _measure,
}


def _happen(conn: Any, event: Json, at: datetime) -> None:
    if "do" not in event:
        ingest(conn, Batch.model_validate(event), DAY + timedelta(days=10))
        return
    known = [row[0] for row in conn.execute("SELECT id FROM accounts ORDER BY account_id, handle")]
    if not known:
        return
    on, word = known[event["on"] % len(known)], event["word"]
    done = DOINGS[event["do"]](conn, on, word, at)
    if done is not None:  # what was done once has one UUID, in whichever databases it is
        same = str(uuid5(SPACE, f"{event['do']} {event['number']} {on}"))
        if conn.execute("SELECT 1 FROM actions WHERE uuid = ?", (same,)).fetchone() is None:
            conn.execute("UPDATE actions SET uuid = ? WHERE id = ?", (same, done.number))


@contextmanager
def databases(made: list[World]) -> Iterator[list[Path]]:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.db" for number in range(len(made))]
        for path, world in zip(paths, made, strict=True):
            write(path, world)
        yield paths


def joined(*paths: Path) -> Path:
    """A new database: the first, with the others joined into it in this order."""
    first = paths[0]
    target = first.with_name(f"{'+'.join(path.stem for path in paths)}-{len(list(first.parent.iterdir()))}.db")
    with closing(connect(first)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(first, target)
    for other in paths[1:]:
        merge(target, other)
    return target


def known(path: Path) -> Facts:
    with closing(connect(path)) as conn:
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return facts(conn)


def same(one: Facts, other: Facts) -> None:
    for name in one:
        assert one[name] == other[name], name


slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
# Making the smallest of such worlds takes minutes and says little more.
some = settings(max_examples=25, suppress_health_check=slow, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@some
@given(worlds(2))
def test_two_know_the_same_whichever_way_and_however_often_they_are_joined(made: list[World]) -> None:
    with databases(made) as (a, b):
        here, there = known(a), known(b)
        together = joined(a, b)
        once = known(together)
        same(once, known(joined(b, a)))
        same(once, known(joined(together, b)))
        same(once, known(joined(together, a)))

        tried = merge(a, b, dry_run=True)
        same(here, known(a))
        done = merge(a, b)
        assert (tried.here, tried.there, tried.together) == (done.here, done.there, done.together)
        same(once, known(a))
        same(there, known(b))


@some
@given(worlds(3, handles_pass_on=False))
def test_in_any_grouping(made: list[World]) -> None:
    with databases(made) as (a, b, c):
        same(known(joined(joined(a, b), c)), known(joined(a, joined(b, c))))
