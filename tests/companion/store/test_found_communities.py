"""The communities that were found last, and what becomes of them."""

from __future__ import annotations

import sqlite3

import pytest

from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store import accounts, found_communities
from companion.store.db import Store
from companion.store.forgetting.by_account import forget_accounts
from companion.store.found_communities import Called
from companion.store.times import now
from tests.companion.wire_samples import account, batch

CALLED = {1: Called("", 2), 2: Called("cats", 99)}


@pytest.fixture
def four(store: Store) -> Store:
    people = batch(*(account(name) for name in ("ana", "bob", "cid", "dee")))
    store.submit(lambda conn: ingest(conn, Batch.model_validate(people), now())).result()
    store.submit(lambda conn: found_communities.keep(conn, {1: 1, 2: 1, 3: 2, 99: 2}, CALLED, now())).result()
    return store


def kept(store: Store) -> list[tuple[int, int]]:
    return store.read_here(
        lambda conn: [tuple(row) for row in conn.execute("SELECT account, community FROM communities ORDER BY account")]
    )


def test_the_newest_take_the_place_of_those_before(four: Store) -> None:
    assert kept(four) == [(1, 1), (2, 1), (3, 2)]  # nobody is number 99
    first = four.read_here(found_communities.found)
    assert first is not None
    assert [(each.community, each.accounts, each.words) for each in first.communities] == [(1, 2, ""), (2, 1, "cats")]
    assert [each.central.handle if each.central else None for each in first.communities] == ["bob", None]
    four.submit(lambda conn: found_communities.keep(conn, {4: 1}, {}, now())).result()
    assert kept(four) == [(4, 1)]
    second = four.read_here(found_communities.found)
    assert second is not None
    assert second.found_at >= first.found_at


def test_nothing_was_looked_for_at_first(store: Store) -> None:
    assert store.read_here(found_communities.found) is None


def test_accounts_that_go_leave_their_community(four: Store) -> None:
    def go(conn: sqlite3.Connection) -> None:
        accounts.merge(conn, 1, 2)
        forget_accounts(conn, [3])

    four.submit(go).result()
    assert kept(four) == [(1, 1)]
    left = four.read_here(lambda conn: conn.execute("SELECT community FROM community_names").fetchall())
    assert [row["community"] for row in left] == [1]
