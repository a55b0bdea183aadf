"""Small databases made by real ingest, with the names that people, and those who mean harm, give themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any
from uuid import uuid5

from hypothesis import strategies as st

from companion.core.wire.evidence import Evidence, Level, Rarity, Status
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import actions, picture_results, pictures
from companion.store.connection import in_transaction
from tests.companion.blank import blank_connection
from tests.companion.wire_samples import Json, account, batch, capture

SPACE = uuid5.__globals__["NAMESPACE_URL"]
NOW = datetime(2026, 3, 31, tzinfo=timezone.utc)

NASTY = (
    *("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "''", '"', ",;", "＝1", " x ", "\u200b=1"),
    *(
        "a\nb",
        "a\r\nb",
        "a\rb",
        "\x00",
        "a\x00b\x01",
        "\x1b[31m",
        "\u202eanA",
        "\ufeff",
        "\ufffe\uffff",
        "\u0085\u2028",
    ),
    *("<b>&amp;</b>", "]]>", "_x0041_", "_x005F_x0000_", "a_x", "\U0001f469\u200d\U0001f467", "e\u0301", "नमस्ते"),
    *("\ufffe\uffff", "\u0085\u2028"),
    *("null", "NA", "nan", "true", "007", "1e5"),
)
texts = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=("Cs",)), max_size=20))
names = texts.filter(lambda text: text != "")
in_refs = names.filter(lambda text: "\n" not in text)
counts = st.none() | st.integers(0, 2**53 - 1)


@st.composite
def people(draw: st.DrawFn) -> list[Json]:
    """Accounts with an id, a handle, or both."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        account_id = draw(st.none() | in_refs)
        handle = draw(in_refs if account_id is None else st.none() | names)
        found.append(account(handle, account_id))
    return found


@st.composite
def worlds(draw: st.DrawFn) -> list[Json]:
    """Batches of a few people: their profiles, lists and what they did, seen on several days."""
    known = draw(people())
    one = st.sampled_from(known)
    made = []
    for number in range(draw(st.integers(1, 5))):
        seen = [_profile(draw, person) for person in draw(st.lists(one, max_size=3))]
        captures = [_capture(draw, known, f"{number} {each}") for each in range(draw(st.integers(0, 2)))]
        look = draw(st.none() | st.just(str(uuid5(SPACE, f"look {number}"))))
        activities = [
            _activity(draw, draw(one)) | ({"look": look, "place": place} if look else {})
            for place in range(draw(st.integers(0, 3)))
        ]
        made.append(
            batch(
                *known,
                *seen,
                captures=captures,
                activities=activities,
                observed_at=f"2026-03-{draw(st.integers(1, 28)):02}T12:00:00.{draw(st.integers(0, 999)):03}Z",
                page={"platform": "demo", "kind": "list", "address": draw(names)},
                tool_version=draw(st.sampled_from(["0.1.0", "=1"])),
            )
        )
    return made


def _profile(draw: st.DrawFn, person: Json) -> Json:
    said = {name: draw(counts) for name in ("followers", "following", "friends", "posts")}
    return person | {
        "display_name": draw(st.none() | texts),
        "bio": draw(st.none() | texts | names.map(lambda text: (text * 5000)[:5000])),
        "address": draw(st.none() | names),
        "counts": said,
        "picture": draw(
            st.none() | st.sampled_from("abc").map(lambda name: {"address": f"https://p.example/{name}.jpg"})
        ),
    }


def _capture(draw: st.DrawFn, known: Sequence[Json], name: str) -> Json:
    refs = [person["ref"] for person in known]
    return capture(
        draw(st.sampled_from([*refs, None])),
        draw(st.lists(st.sampled_from(refs), unique=True)),
        capture=str(uuid5(SPACE, name)),
        kind=draw(st.sampled_from(["followers", "following", "friends", "members", "likers", "search"])),
        complete=draw(st.booleans()),
        displayed_count=draw(counts),
    )


def _activity(draw: st.DrawFn, person: Json) -> Json:
    timed = draw(st.booleans())
    return {
        "account": person["ref"],
        "kind": draw(st.sampled_from(["posts", "shares", "comments", "avatar_changed"])),
        "object": draw(st.none() | names),
        "content": draw(st.none() | names),
        "text": draw(st.none() | texts | st.just("the very same words of a text https://a.example/?utm_source=1")),
        "time": f"2020-12-01T10:00:{draw(st.integers(0, 59)):02}Z" if timed else None,
        "precision": draw(st.none() | st.sampled_from(["second", "minute", "day"])) if timed else None,
    }


def database(batches: Sequence[Json], added: str = "=a\x00 note") -> sqlite3.Connection:
    """A database in memory with these batches; the first picture is measured, and the first account has additions."""
    conn = blank_connection()
    for each in batches:
        in_transaction(conn, lambda conn, each=each: ingest(conn, Batch.model_validate(each), NOW))
    in_transaction(conn, lambda conn: _add(conn, added))
    return conn


def _add(conn: sqlite3.Connection, added: str) -> None:
    address = conn.execute("SELECT platform, address FROM picture_addresses ORDER BY id LIMIT 1").fetchone()
    if address is not None:
        pictures.receive(conn, *address, None, b"picture", "2026-03-30T00:00:00.000Z")
        found = Evidence(
            status=Status.scored, score=1.25, level=Level.strong, rarity=Rarity(one_in=4000, at_least=True)
        )
        picture_results.finish(conn, [picture_results.Result(1, found)], "none", "2026-03-30T00:00:00.000Z")
    first = conn.execute("SELECT min(id) FROM accounts").fetchone()[0]
    actions.tag(conn, [first], added, NOW)
    actions.note_account(conn, first, (added * 5000)[:5000], NOW)


def rows(conn: sqlite3.Connection, sql: str, *values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(sql, values)]
