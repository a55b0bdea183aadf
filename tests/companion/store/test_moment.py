"""At one moment everything is read once, and what is written meanwhile begins another."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.core.progress import Cancelled
from companion.store.cases import new
from companion.store.db import Store, connect
from companion.store.moment import Moment, at_once, once, one_moment, told
from companion.store.times import now, text_of

read: list[int] = []


@once
def cases(conn: Any, least: int) -> list[int]:
    read.append(least)
    return [row[0] for row in conn.execute("SELECT id FROM cases WHERE id >= ?", (least,))]


@pytest.fixture(autouse=True)
def nothing_read() -> None:
    read.clear()


def begin(store: Store, name: str) -> None:
    store.submit(lambda conn: new(conn, name, text_of(now()))).result()


def asked_twice(conn: Any) -> tuple[list[int], list[int]]:
    with one_moment(conn):
        return cases(conn, 1), cases(conn, 1)


def test_several_connections_share_it_until_something_is_written(store: Store) -> None:
    begin(store, "May")
    assert store.read_here(asked_twice) == ([1], [1])
    assert read == [1]
    found: list[Any] = []
    other = threading.Thread(target=lambda: found.append(store.read_here(asked_twice)))
    other.start()
    other.join()
    assert found == [([1], [1])]
    assert read == [1]
    begin(store, "June")
    assert store.read_here(asked_twice)[0] == [1, 2]
    assert read == [1, 1]


def test_another_program_ends_it_too(store: Store) -> None:
    store.read_here(asked_twice)
    conn = connect(store.path)
    conn.execute("INSERT INTO cases (name, created_at) VALUES ('May', '2026-05-01T00:00:00.000Z')")
    conn.close()
    assert store.read_here(asked_twice)[0] == [1]


def test_a_view_that_is_open_sees_nothing_of_what_is_written_meanwhile(store: Store) -> None:
    def work(conn: Any) -> None:
        with one_moment(conn):
            assert cases(conn, 1) == []
            begin(store, "May")
            assert cases(conn, 0) == []
        assert cases(conn, 1) == [1]  # of no moment: read anew

    store.read_here(work)


def test_without_others_a_connection_has_its_own(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        begin(store, "May")
    conn = connect(store.path)
    assert asked_twice(conn) == ([1], [1])
    assert asked_twice(conn) == ([1], [1])
    assert read == [1, 1]
    conn.close()


def test_who_asks_the_same_meanwhile_waits_and_what_fails_is_tried_again() -> None:
    moment, begun, go_on, worked = Moment(), threading.Event(), threading.Event(), []

    def slow() -> int:
        begun.set()
        go_on.wait()
        worked.append(1)
        return 5

    found: list[int] = []
    first, second = (threading.Thread(target=lambda: found.append(moment.once("key", slow))) for _ in range(2))
    first.start()
    begun.wait()
    second.start()
    go_on.set()
    first.join()
    second.join()
    assert (found, worked) == ([5, 5], [1])

    def stopped() -> int:
        raise Cancelled

    with pytest.raises(Cancelled):
        moment.once("other", stopped)
    assert moment.once("other", lambda: 7) == 7


def test_what_is_asked_is_told_apart_by_what_it_holds() -> None:
    assert told(np.array([1, 2])) == told(np.array([1, 2])) != told(np.array([1, 3]))
    assert told([1, "a", {"b": [2]}]) == told((1, "a", {"b": (2,)}))
    assert at_once(object(), "x", lambda: 3) == 3
