"""Codes and pairings, at times that the test chooses."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from companion.store import pairings
from companion.store.db import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
LAST = timedelta(seconds=pairings.CODE_SECONDS)
A_MOMENT = timedelta(milliseconds=1)

Run = Callable[[Callable[[sqlite3.Connection], Any]], Any]


@pytest.fixture
def run(store: Store) -> Run:
    return lambda work: store.submit(work).result()


def test_a_code_lives_two_minutes(run: Run) -> None:
    for after, lives in ((LAST - A_MOMENT, True), (LAST, False), (timedelta(days=1), False)):
        code = run(lambda conn: pairings.new_code(conn, NOW))
        assert run(lambda conn, code=code, at=NOW + after: pairings.use_code(conn, code, at)) is lives


def test_a_new_code_ends_the_one_before(run: Run) -> None:
    first, second = "", ""
    while first == second:  # once in a million they are the same
        first, second = (run(lambda conn: pairings.new_code(conn, NOW)) for _ in range(2))
    assert not run(lambda conn: pairings.use_code(conn, first, NOW))
    assert run(lambda conn: pairings.use_code(conn, second, NOW))


def test_codes_are_six_digits_and_differ(run: Run) -> None:
    codes = {run(lambda conn: pairings.new_code(conn, NOW)) for _ in range(50)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 40


def test_a_token_is_kept_as_its_hash_only(run: Run) -> None:
    token = run(lambda conn: pairings.add(conn, "Firefox", "moz-extension://x", NOW))
    ((kept,),) = run(lambda conn: [tuple(row) for row in conn.execute("SELECT token_sha256 FROM pairings")])
    assert kept == hashlib.sha256(token.encode()).hexdigest()
    assert run(lambda conn: pairings.holder_of(conn, token)) == 1
    assert run(lambda conn: pairings.holder_of(conn, token[:-1])) is None
    assert run(lambda conn: pairings.holder_of(conn, kept)) is None


def test_a_revoked_pairing_holds_nothing(run: Run) -> None:
    tokens = [
        run(lambda conn, o=o: pairings.add(conn, "x", o, NOW)) for o in ("moz-extension://a", "moz-extension://b")
    ]
    assert run(lambda conn: pairings.revoke(conn, 1, NOW))
    assert not run(lambda conn: pairings.revoke(conn, 1, NOW))
    assert not run(lambda conn: pairings.revoke(conn, 3, NOW))
    assert [run(lambda conn, t=t: pairings.holder_of(conn, t)) for t in tokens] == [None, 2]
    assert run(pairings.origins) == {"moz-extension://b"}
    assert [bool(pairing.revoked_at) for pairing in run(pairings.listed)] == [True, False]
