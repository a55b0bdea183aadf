"""Codes and pairings, at times that the test chooses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest

from companion.core.proof import key_of, name_of, pass_of
from companion.store import one_time_codes, pairings, times
from companion.store.db import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
UPTIME = 1000.0

Run = Callable[[Callable[[sqlite3.Connection], Any]], Any]


@pytest.fixture
def run(store: Store) -> Run:
    return lambda work: store.submit(work).result()


def test_a_code_lives_two_minutes(run: Run) -> None:
    last = pairings.CODE_SECONDS
    # The last is a computer that was started anew.
    for after, lives in ((last - 0.001, True), (last + 0.001, False), (86_400, False), (-1, False)):
        code = run(lambda conn: pairings.new_code(conn, UPTIME))
        assert run(lambda conn, code=code, at=UPTIME + after: pairings.use_code(conn, code, at)) is lives


def test_a_code_of_before_the_computer_started_anew_is_dead_at_the_same_uptime(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = run(lambda conn: pairings.new_code(conn, UPTIME))
    entry = run(lambda conn: one_time_codes.new_code(conn, UPTIME))
    monkeypatch.setattr(times, "boot", lambda: "another")
    assert not run(lambda conn: pairings.use_code(conn, code, UPTIME))
    assert run(lambda conn: one_time_codes.use_code(conn, entry, UPTIME)) is None
    fresh = run(lambda conn: pairings.new_code(conn, UPTIME))
    assert run(lambda conn: pairings.use_code(conn, fresh, UPTIME))


def test_a_new_code_ends_the_one_before(run: Run) -> None:
    first, second = "", ""
    while first == second:  # once in a million they are the same
        first, second = (run(lambda conn: pairings.new_code(conn, UPTIME)) for _ in range(2))
    assert not run(lambda conn: pairings.use_code(conn, first, UPTIME))
    assert run(lambda conn: pairings.use_code(conn, second, UPTIME))


def test_codes_are_six_digits_and_differ(run: Run) -> None:
    codes = {run(lambda conn: pairings.new_code(conn, UPTIME)) for _ in range(50)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 40


def test_a_token_is_kept_as_its_hash_only(run: Run) -> None:
    token = run(lambda conn: pairings.add(conn, "Firefox", "moz-extension://x", NOW))
    ((kept,),) = run(lambda conn: [tuple(row) for row in conn.execute("SELECT token_sha256 FROM pairings")])
    assert bytes.fromhex(kept) == key_of(token)


def test_a_pass_is_good_for_one_run_on_one_port(run: Run) -> None:
    key = key_of(run(lambda conn: pairings.add(conn, "Firefox", "moz-extension://x", NOW)))
    good = pass_of(key, port=1, run="a")
    for shown, port, of, holder in (
        (good, 1, "a", 1),
        (good, 2, "a", None),
        (good, 1, "b", None),
        (good[:-1], 1, "a", None),
        ("\udcff", 1, "a", None),
        (key.hex(), 1, "a", None),
        (name_of(key), 1, "a", None),
    ):
        assert run(lambda conn, s=shown, p=port, o=of: pairings.holder_of(conn, s, p, o)) == holder


def test_a_revoked_pairing_holds_nothing(run: Run) -> None:
    tokens = [
        run(lambda conn, o=o: pairings.add(conn, "x", o, NOW)) for o in ("moz-extension://a", "moz-extension://b")
    ]
    assert run(lambda conn: pairings.revoke(conn, 1, NOW))
    assert not run(lambda conn: pairings.revoke(conn, 1, NOW))
    assert not run(lambda conn: pairings.revoke(conn, 3, NOW))
    passes = [pass_of(key_of(token), port=1, run="a") for token in tokens]
    assert [run(lambda conn, p=p: pairings.holder_of(conn, p, 1, "a")) for p in passes] == [None, 2]
    names = [name_of(key_of(token)) for token in tokens]
    assert [run(lambda conn, n=n: pairings.named(conn, n)) for n in [*names, "0" * 32]] == [
        (key_of(tokens[0]), True),
        (key_of(tokens[1]), False),
        None,
    ]
    assert run(pairings.origins) == {"moz-extension://b"}
    assert [bool(pairing.revoked_at) for pairing in run(pairings.listed)] == [True, False]
