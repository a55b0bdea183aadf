"""Rows that Eyeline itself exported (``core/facts.py``), back into observations that show the same.

An account is sighted when it was first and last seen, and with each handle when it was first and last seen with it;
what its page said, when it was last seen. A list was visited from the capture's first to its last time, and who stood
in it was seen at a time of the edge that lies within. Everything is kept in a file until all of it is known, and then
stored in the order of time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from companion.core.identity import parse_ref
from companion.core.wire.observations import (
    DISPLAYED,
    AccountSighting,
    Activity,
    ActivityKind,
    CaptureKind,
    DisplayedCounts,
    Page,
    PageKind,
    PictureSighting,
    Role,
)
from companion.imports.reading.additions import Additions
from companion.imports.reading.gate import own_ref
from companion.imports.reading.gathering import Gathering, Visit
from companion.imports.reading.own_tables import TABLES, TIMES
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.ties import staging
from companion.store.times import time_of

Row = Mapping[str, Any]
AT_ONCE = 10_000
_DONE = ("kind", "object", "object_kind", "text", "content", "time", "precision", "place")
_SAID = ("display_name", "address", "bio", "picture_address", *DISPLAYED)


class OwnRows:
    """Takes rows of the four tables in any order; :meth:`store` is called when there are no more."""

    def __init__(self, reading: Reading, staged: sqlite3.Connection, share: float) -> None:
        self._reading = reading
        self._staged = staged
        self._share = share
        self._events: list[tuple[str, str, str, str]] = []
        self._additions = Additions(reading)
        for statement in TABLES:
            staged.execute(statement)
        self._take: Mapping[str, Callable[[Row], None]] = {
            "accounts": self._account,
            "edges": self._edge,
            "captures": self._capture,
            "activities": self._activity,
        }

    def take(self, table: str, row: Row) -> None:
        """Take a row of ``accounts``, ``edges``, ``captures`` or ``activities``. Raises what leaves a row out."""
        try:
            self._take[table](row)
        except ValidationError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnreadableError("imports.row.not_ours", table=table, reason=error) from None

    def _account(self, row: Row) -> None:
        ref = self._ref(row["ref"])
        named = parse_ref(ref)
        platform = named.platform
        borne = [
            (at, "sighting" if each["handle"] == row.get("handle") else "was_called", {"handle": each["handle"]})
            for each in row.get("handles") or ()
            for at in {each["first_seen"], each["last_seen"]}
        ]
        said = {name: row[name] for name in _SAID if row.get(name) is not None}
        for at, what, values in [(row["first_seen"], "sighting", {}), *borne, (row["last_seen"], "sighting", said)]:
            time_of(at)
            seen = _sighting(ref, values)
            self._event(at, self._own_page(platform), what, seen.model_dump_json(exclude_defaults=True))
        self._additions.take(ref, row)

    def _edge(self, row: Row) -> None:
        ends = [self._ref(row[end]) for end in ("source", "target")]
        weight = row.get("weight")
        times = [(row["kind"], *ends, spell["first_seen"], spell["last_seen"], weight) for spell in row["spells"]]
        self._staged.executemany("INSERT INTO spells VALUES (?, ?, ?, ?, ?, ?)", times)

    def _capture(self, row: Row) -> None:
        owner = self._ref(row["owner"]) if row.get("owner") else None
        first, last = row["first_seen"], row["last_seen"]
        about = {
            "capture": str(UUID(row["capture"]) if "-" in row["capture"] else self._reading.uuid(row["capture"])),
            "kind": CaptureKind(row["kind"]).value,
            "owner": owner,
            "displayed_count": row.get("displayed_count"),
            "seen_count": row["seen_count"],
            "complete": bool(row["complete"]),
            "last": last,
        }
        page = {
            "platform": row["platform"],
            "kind": row.get("page_kind") or PageKind.other.value,
            "address": row.get("page") or self._reading.path.name,
            "session": row.get("session"),
            "tool_version": row.get("tool_version"),
        }
        time_of(first), time_of(last)
        visit = (about["capture"], _text(page), _text(about), first, last, page["address"])
        self._staged.execute("INSERT OR IGNORE INTO captures VALUES (?, ?, ?, ?, ?, ?)", visit)
        members = [(about["capture"], about["kind"], owner, self._ref(member)) for member in row["members"]]
        self._staged.executemany("INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?, NULL, NULL)", members)

    def _activity(self, row: Row) -> None:
        activity = Activity.model_validate(
            {name: row.get(name) for name in _DONE}
            | {"account": self._ref(row["account"]), "look": _uuid(self._reading, row.get("look"))}
        )
        time_of(row["seen_at"])
        page = self._own_page(row["platform"], row.get("page"))
        body = activity.model_dump_json(exclude_defaults=True)
        if activity.kind is ActivityKind.likes and activity.object == row.get("page"):
            like = (row["seen_at"], page, body, row["page"], activity.account)
            self._staged.execute("INSERT INTO likes VALUES (?, ?, ?, ?, ?)", like)
        else:
            self._event(row["seen_at"], page, "activity", body)

    def _ref(self, text: str) -> str:
        if ":number:" in text[:40] and text.split(":")[1] == "number":
            raise UnreadableError("imports.row.neither_id_nor_handle")
        return own_ref(text)

    def _own_page(self, platform: str, address: str | None = None) -> str:
        page = {"platform": platform, "kind": PageKind.other.value, "address": address or self._reading.path.name}
        return _text(page | {"session": None})

    def _event(self, at: str, page: str, what: str, body: str) -> None:
        self._events.append((at, page, what, body))
        if len(self._events) >= AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._staged.executemany("INSERT INTO events VALUES (?, ?, ?, ?)", self._events)
        self._events.clear()

    def store(self) -> None:
        """Store everything that was taken."""
        self._flush()
        for statement in TIMES:
            self._staged.execute(statement)
        total = max(1, int(self._staged.execute("SELECT count(*) FROM events").fetchone()[0]))
        gathering: Gathering | None = None
        before: tuple[str, str] | None = None
        # Of several who bore a handle then, who bears it still comes last: who was called so stands before all others.
        rows = self._staged.execute("SELECT at, page, what, body FROM events ORDER BY at, page, what DESC, rowid")
        for done, (at, page, what, body) in enumerate(rows):
            if before != (at, page):
                if gathering is not None:
                    gathering.close()
                gathering, before = self._gathering(at, json.loads(page)), (at, page)
                self._reading.further(self._share + (1 - self._share) * done / total)
            assert gathering is not None
            self._happen(gathering, at, what, body)
        if gathering is not None:
            gathering.close()
        self._additions.store()

    def _happen(self, gathering: Gathering, at: str, what: str, body: str) -> None:
        if what in ("sighting", "was_called"):
            gathering.see(AccountSighting.model_validate_json(body))
        elif what == "activity":
            gathering.act(Activity.model_validate_json(body))
        else:
            about = json.loads(body)
            ended = about.pop("last")
            complete = about.pop("complete") and at == ended
            seen = self._staged.execute(
                "SELECT ref, weight FROM members WHERE capture = ? AND at = ? ORDER BY rowid", (about["capture"], at)
            ).fetchall()
            typed = {"capture": UUID(about["capture"]), "kind": CaptureKind(about["kind"]), "complete": complete}
            visit = Visit(**about | typed)
            is_weighed = any(weight is not None for _, weight in seen)
            gathering.list(visit, [ref for ref, _ in seen], [weight for _, weight in seen] if is_weighed else ())

    def _gathering(self, at: str, page: dict[str, Any]) -> Gathering:
        session = page.pop("session")
        tool = page.pop("tool_version", None)
        return Gathering(self._reading, time_of(at), Page(**page), _uuid(self._reading, session), tool)


def _sighting(ref: str, values: Row) -> AccountSighting:
    named = parse_ref(ref)
    counts = {name: values.get(name) for name in DISPLAYED}
    picture = values.get("picture_address")
    return AccountSighting(
        ref=ref,
        platform=named.platform,
        account_id=named.value if named.by_id else None,
        handle=values.get("handle") if named.by_id else named.value,
        role=Role.row,
        display_name=values.get("display_name"),
        address=values.get("address"),
        bio=values.get("bio"),
        counts=None if all(count is None for count in counts.values()) else DisplayedCounts.model_validate(counts),
        picture=None if picture is None else PictureSighting(address=picture),
    )


def _uuid(reading: Reading, name: str | None) -> UUID | None:
    """A session's or look's own number; one under a pseudonym gets another."""
    if name is None:
        return None
    try:
        return UUID(name)
    except ValueError:
        return reading.uuid(name)


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


@contextmanager
def own_rows(reading: Reading, share: float = 0.3) -> Iterator[OwnRows]:
    """Rows to be stored at the end. ``share``: how much of the work is done by then, 0 to 1.

    Raises :class:`BadRequestError` where the rows contradict one another.
    """
    with staging() as staged:
        made = OwnRows(reading, staged, share)
        yield made
        try:
            made.store()
        except ValueError as error:
            raise reading.refusal("imports.contradicts", reason=str(error)[:200]) from None
