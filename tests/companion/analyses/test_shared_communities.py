"""``shared`` and ``communities`` on a small simulated world, and on stores with too little."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from companion.analyses.analysis import ANALYSES, run
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.demo.world.shape import Shape
from companion.operations.ingest import ingest
from companion.store.connection import connect
from companion.store.db import Store
from companion.store.times import now
from scripts.simulate import simulate
from tests.companion.wire_samples import account, batch, capture

SHAPE = replace(
    Shape(),
    facebook=3000,
    instagram=2000,
    planted_facebook=60,
    planted_instagram=60,
    visited=0.15,
    completeness=0.95,
)


@dataclass
class Simulated:
    conn: sqlite3.Connection
    opened: list[int]
    planted: set[int]
    known: dict[tuple[str, str], Any] = field(default_factory=dict)

    def found(self, name: str, **options: Any) -> Any:
        """What is found with these options, twice the same: once for all that look at it."""
        key = name, str(options)
        if key not in self.known:
            self.known[key] = self._found_twice(name, options)
        return self.known[key]

    def _found_twice(self, name: str, options: dict[str, Any]) -> Any:
        first, second = (run(self.conn, name, Selection(accounts=self.opened), options) for _ in range(2))
        assert first.model_dump_json() == second.model_dump_json()
        assert all(isinstance(line, str) for line in ANALYSES.named(name).words(first))
        return first


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    folder = tmp_path_factory.mktemp("world") / "data"
    simulate(folder, SHAPE, 12)
    truth = json.loads((folder / "truth.json").read_text())
    with closing(connect(folder / "eyeline.db")) as conn:
        key = {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
        named = [handle for handles in truth["planted"].values() for handle in handles]
        opened = sorted(key[handle] for handle in truth["opened"])
        yield Simulated(conn, opened, {key[handle] for handle in named if handle in key})


def test_shared_names_pairs_with_their_reasons(simulated: Simulated) -> None:
    found = simulated.found("shared", most=100_000, examples=2)
    assert found.pair_count == len(found.pairs) > 100
    assert found.too_little is None
    assert found.pairs_tested == sum(here.pairs_tested for here in found.here)
    assert {(here.platform, here.kind.value) for here in found.here} == {
        ("facebook", "friend"),
        ("instagram", "follows"),
    }
    for pair in found.pairs[:50]:
        assert pair.shared > pair.expected
        assert pair.q_value <= found.fdr
        assert pair.first.account < pair.second.account
        assert len(pair.accounts) == 2
    assert [pair.p_value for pair in found.pairs] == sorted(pair.p_value for pair in found.pairs)
    assert max(pair.p_value for pair in found.pairs) == found.threshold
    assert f"Of {found.pairs_tested:,} pairs" in found.meaning
    for here in found.here:
        assert here.least > here.expected


def test_a_pair_opens_to_the_captures_that_show_it(simulated: Simulated) -> None:
    for kind in ("friend", "follows"):
        pair = simulated.found("shared", most=1, kinds=[kind]).pairs[0]
        keys = [pair.second.account, pair.first.account]
        opened = simulated.found("shared", most=0, kinds=[kind], pair=keys).between[0]
        assert opened.shared == pair.shared == len(opened.neighbours)
        assert opened.p_value == pytest.approx(pair.p_value)
        for neighbour in opened.neighbours:
            both = (pair.first.account, neighbour.first_captures), (pair.second.account, neighbour.second_captures)
            for owner, captures in both:
                assert captures
                for number in captures:
                    row = simulated.conn.execute("SELECT owner FROM captures WHERE id = ?", (number,)).fetchone()
                    ends = {owner, neighbour.account.account}
                    assert row["owner"] in ends
                    (member,) = ends - {row["owner"]}
                    query = "SELECT 1 FROM capture_members WHERE capture = ? AND account = ?"
                    assert simulated.conn.execute(query, (number, member)).fetchone()
        rarity = [neighbour.seen_with for neighbour in opened.neighbours]
        assert rarity == sorted(rarity)


def test_lists_are_cut_with_a_word(simulated: Simulated) -> None:
    found = simulated.found("shared", most=5)
    assert len(found.pairs) == 5
    cut = next(limit for limit in found.limits if limit.code == "pairs_cut")
    assert cut.values == {"shown": 5, "pairs": found.pair_count}
    groups = simulated.found("communities", most=2, members=3)
    assert {"communities_cut", "members_cut"} <= {limit.code for limit in groups.limits}
    assert [len(each.members) for each in groups.communities] == [3, 3]


def test_the_past_knows_less(simulated: Simulated) -> None:
    first = simulated.conn.execute("SELECT min(observed_at) FROM batches").fetchone()[0]
    found = simulated.found("shared", at=first)
    assert found.pair_count == 0
    later = simulated.found("shared", at="2031-01-01T00:00:00Z")
    assert later.pairs_tested == simulated.found("shared", most=5).pairs_tested


def test_communities_of_the_operation_stand_out_and_clubs_do_not(simulated: Simulated) -> None:
    found = simulated.found("communities", members=100_000, most=10_000)
    flagged = {member.account for each in found.communities if each.stands_out for member in each.members}
    assert len(flagged & simulated.planted) / len(flagged) > 0.9
    assert len(flagged & simulated.planted) > 0.5 * len(simulated.planted & set(simulated.opened))
    others = [each for each in found.communities if not each.stands_out]
    assert others, "clubs make communities too"
    for each in found.communities:
        assert len(each.members) == each.size
        assert each.aligned <= each.measured <= each.size
        assert 0 < each.density <= 1
        if each.stands_out:
            assert each.aligned / each.measured > found.aligned_share
    assert any(each.words for each in found.communities if each.stands_out)
    assert sum(each.size for each in found.communities) == found.in_communities


def test_communities_of_direct_links(simulated: Simulated) -> None:
    found = simulated.found("communities", ties="links", members=0)
    assert found.community_count > 3
    assert found.null_model != simulated.found("communities", most=2, members=3).null_model


def test_what_was_chosen_by_its_faces_does_not_stand_out_by_them(simulated: Simulated) -> None:
    query = "SELECT account FROM account_pictures JOIN pictures ON pictures.id = picture WHERE score > 1 ORDER BY 1"
    aligned = [row[0] for row in simulated.conn.execute(query)]
    found = run(simulated.conn, "communities", Selection(accounts=aligned), {})
    assert found.community_count
    assert not any(each.stands_out for each in found.communities)
    assert "all_aligned" in {limit.code for limit in found.limits}
    shared = run(simulated.conn, "shared", Selection(accounts=aligned), {})
    assert "few_others" not in {limit.code for limit in shared.limits}


@pytest.mark.parametrize("name", ["shared", "communities"])
def test_too_little_is_said_in_a_sentence(store: Store, name: str) -> None:
    def found() -> Any:
        return store.read_here(lambda conn: run(conn, name, Selection(), {}))

    assert found().too_little.endswith(".")
    one = batch(account("a"), account("b"), captures=[capture("demo:handle:a", ["demo:handle:b"], kind="following")])
    store.submit(lambda conn: ingest(conn, Batch.model_validate(one), now())).result()
    assert found().too_little.endswith(".")
    assert list(ANALYSES.named(name).words(found())) is not None


def test_where_the_selection_is_all_that_was_seen_it_is_told(store: Store) -> None:
    people = [account(letter) for letter in "abcdefgh"]
    lists = [
        capture(f"demo:handle:{owner}", [f"demo:handle:{member}" for member in "efgh"], kind="following")
        for owner in "abcd"
    ]
    one = batch(*people, captures=lists)
    store.submit(lambda conn: ingest(conn, Batch.model_validate(one), now())).result()
    found: Any = store.read_here(lambda conn: run(conn, "shared", Selection(), {}))
    assert found.pair_count == 0  # what all of them have is popular
    assert "few_others" in {limit.code for limit in found.limits}
    assert "None of 6 pairs" in found.meaning
