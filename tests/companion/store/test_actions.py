"""What people do is in force until it is undone, and again once it is done again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.wire.accounts import ActionKind
from companion.core.wire.observations import Batch
from companion.errors import BadRequestError, NotFoundError
from companion.operations.ingest import ingest
from companion.store import action_log, actions, cases
from companion.store.db import Store
from companion.store.times import now
from tests.companion.blank import blank_connection
from tests.companion.wire_samples import account, batch

AT = datetime(2026, 3, 1, tzinfo=timezone.utc)
IN_FORCE = {
    "tags": "SELECT account, tag FROM account_tags ORDER BY 1, 2",
    "notes": "SELECT account, case_id, text FROM account_notes ORDER BY 3, 1",
    "case": "SELECT account FROM case_accounts WHERE case_id = 1 ORDER BY 1",
    "hidden": "SELECT account FROM hidden_accounts ORDER BY 1",
}
State = dict[str, list[tuple[Any, ...]]]


def in_force(conn: sqlite3.Connection) -> State:
    return {name: [tuple(row) for row in conn.execute(query)] for name, query in IN_FORCE.items()}


def with_people(conn: sqlite3.Connection) -> None:
    """Accounts 1 to 3, of which the third was recorded into case 1."""
    ingest(conn, Batch.model_validate(batch(account("ana"), account("bo"))), now())
    ingest(conn, Batch.model_validate(batch(account("cy"), case={"name": "Winter"})), now())


people = st.lists(st.integers(1, 3), max_size=3, unique=True)
doings = st.one_of(
    st.tuples(st.sampled_from(["tag", "untag"]), people, st.sampled_from(["bot", "seller"])),
    st.tuples(st.sampled_from(["collect", "take_out", "hide", "show"]), people),
    st.tuples(st.just("note"), st.integers(1, 3), st.sampled_from(["why", "look"])),
    st.tuples(st.just("remove_note"), st.integers(0, 3)),
    st.tuples(st.sampled_from(["undo", "redo"])),
)


def do(conn: sqlite3.Connection, doing: tuple[Any, ...]) -> bool:
    """Whether an action was done."""
    what, *rest = doing
    match what:
        case "tag" | "untag":
            return getattr(actions, what)(conn, *rest, AT) is not None
        case "collect" | "take_out":
            return getattr(actions, what)(conn, 1, *rest, AT) is not None
        case "hide" | "show":
            return getattr(actions, what)(conn, *rest, AT) is not None
        case "note":
            return actions.note_account(conn, *rest, AT) is not None
    there = conn.execute("SELECT id FROM account_notes ORDER BY id").fetchall()
    if rest[0] < len(there):
        return actions.remove_note(conn, there[rest[0]][0], AT) is not None
    return False


@settings(max_examples=150)
@given(st.lists(doings, max_size=25))
def test_undo_and_redo_walk_along_the_states(done: list[tuple[Any, ...]]) -> None:
    """Beside the simplest model there is: a list of states, and where on it one stands. All at one clock time."""
    with closing(blank_connection()) as conn:
        with_people(conn)
        states, here = [in_force(conn)], 0
        for doing in done:
            if doing[0] == "undo":
                if here == 0:
                    with pytest.raises(NotFoundError):
                        action_log.undo(conn, AT)
                else:
                    action_log.undo(conn, AT)
                    here -= 1
            elif doing[0] == "redo":
                if here + 1 == len(states):
                    with pytest.raises(NotFoundError):
                        action_log.redo(conn)
                else:
                    action_log.redo(conn)
                    here += 1
            elif do(conn, doing):
                assert in_force(conn) != states[here]
                states[here + 1 :] = [in_force(conn)]
                here += 1
            assert in_force(conn) == states[here]


@pytest.fixture
def peopled(store: Store) -> Store:
    store.submit(with_people).result()
    return store


def test_an_action_says_what_it_did(peopled: Store) -> None:
    def act(conn: sqlite3.Connection) -> None:
        first = actions.tag(conn, [1, 2], " bot ", AT)
        assert first is not None
        assert (first.what, first.rows, first.subject, first.undone_at) == (ActionKind.tag, 2, "bot", None)
        assert actions.tag(conn, [1, 2], "bot", AT) is None
        second = actions.tag(conn, [1, 2, 3], "bot", AT)
        assert second is not None
        assert second.rows == 1
        assert actions.note_case(conn, 1, "look again", AT).subject == "look again"
        undone = action_log.undo(conn, AT + timedelta(days=1))
        assert undone.undone_at is not None
        listed = action_log.last_actions(conn, 2)
        assert [(each.what, each.undone_at is None) for each in listed] == [
            (ActionKind.note, False),
            (ActionKind.tag, True),
        ]

    peopled.submit(act).result()


def test_a_clock_that_was_set_back_changes_no_order(peopled: Store) -> None:
    def act(conn: sqlite3.Connection) -> None:
        actions.tag(conn, [1], "first", AT)
        actions.tag(conn, [1], "second", AT - timedelta(days=1))
        assert action_log.undo(conn, AT - timedelta(days=2)).subject == "second"
        assert action_log.redo(conn).subject == "second"

    peopled.submit(act).result()


def test_what_cannot_be_is_refused(peopled: Store) -> None:
    for text in ("  ", "x" * 101):
        with pytest.raises(BadRequestError):
            peopled.submit(lambda conn, text=text: actions.tag(conn, [1], text, AT)).result()
    with pytest.raises(NotFoundError):
        peopled.submit(lambda conn: actions.remove_note(conn, 7, AT)).result()
    assert peopled.read_here(lambda conn: action_log.last_actions(conn, 9)) == []


def test_cases_are_made_renamed_and_listed(peopled: Store) -> None:
    def act(conn: sqlite3.Connection) -> None:
        summer = cases.new(conn, " Summer ", "2026-04-01T00:00:00.000Z")
        actions.collect(conn, summer, [1, 3], AT)
        actions.note_case(conn, summer, "by hand", AT)
        cases.rename(conn, cases.number_of(conn, "Winter"), "Autumn")
        for taken in ("Summer", "", "x" * 201):
            with pytest.raises(BadRequestError):
                cases.new(conn, taken, "")
        with pytest.raises(BadRequestError):
            cases.rename(conn, summer, "Autumn")
        cases.rename(conn, summer, "Summer")
        listed = [(each.name, each.accounts, each.recorded) for each in cases.every_case(conn)]
        assert listed == [("Autumn", 1, 1), ("Summer", 2, 0)]
        assert cases.case(conn, summer).first_seen is None
        assert [note.text for note in cases.notes(conn, summer)] == ["by hand"]

    peopled.submit(act).result()
