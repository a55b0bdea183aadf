"""The three analyses of lists on a database as batches fill it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from companion.analyses.analysis import ANALYSES, run
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.operations.ingest import ingest
from companion.store import actions
from companion.store.db import Store
from companion.store.times import now
from tests.companion.wire_samples import Json, account, batch, capture

GROUP = [f"g{n}" for n in range(8)]
OTHERS = [f"o{n}" for n in range(12)]


def visited(kind: str, owner: str, members: Sequence[str], *, complete: bool = False, platform: str = "demo") -> Json:
    def seen(handle: str) -> Json:
        return account(handle) | {"ref": f"{platform}:handle:{handle}", "platform": platform}

    refs = [f"{platform}:handle:{member}" for member in members]
    made = capture(f"{platform}:handle:{owner}", refs, kind=kind, complete=complete)
    return batch(*map(seen, dict.fromkeys([owner, *members])), captures=[made])


def case() -> list[Json]:
    """Eight who follow each other around a ring, in both directions, and a seller; others follow a celebrity."""
    ring = [
        visited("following", each, [GROUP[at - 1], GROUP[(at + 1) % 8], "seller", "celebrity"], complete=at < 3)
        for at, each in enumerate(GROUP)
    ]
    others = [
        visited("following", each, [OTHERS[at - 5], "celebrity", *(["seller"] if at == 0 else [])])
        for at, each in enumerate(OTHERS)
    ]
    return [*ring, *others]


@pytest.fixture
def filled(store: Store) -> Store:
    for each in case():
        store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
    return store


def keys(store: Store, handles: Sequence[str]) -> list[int]:
    def read(conn: Any) -> list[int]:
        found = {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
        return [found[handle] for handle in handles]

    return store.read_here(read)


def found(store: Store, name: str, selection: Selection | None = None, **options: Any) -> Any:
    chosen = selection or Selection(accounts=keys(store, GROUP))
    first, second = (store.read_here(lambda conn: run(conn, name, chosen, options)) for _ in range(2))
    assert first.model_dump_json() == second.model_dump_json()
    return first


def say(finding: Any) -> str:
    return "\n".join(ANALYSES.named(finding.analysis).words(finding))


def test_a_ring_that_follows_itself(filled: Store) -> None:
    finding = found(filled, "follows", most_pairs=5)
    (graph,) = finding.graphs
    assert (graph.accounts, graph.following_captured, graph.following_whole, graph.followers_captured) == (8, 8, 3, 0)
    assert (graph.edge_count, graph.possible, graph.returnable) == (16, 56, 16)
    assert (graph.reciprocity, graph.mutual.observed, len(graph.pairs)) == (1.0, 8, 5)
    assert graph.mutual.p_value < 0.02
    assert graph.edges.z > 1.5
    assert graph.mutual.expected < 3
    assert {limit.code for limit in finding.limits} == {"incomplete_captures", "pairs_cut"}
    assert {pair.first.handle for pair in graph.pairs} < set(GROUP)
    assert "8 pairs follow each other" in say(finding)


def test_friendships_alone_are_too_little(store: Store) -> None:
    store.submit(lambda conn: ingest(conn, Batch.model_validate(visited("friends", "a", ["b"])), now())).result()
    finding = found(store, "follows", Selection())
    assert finding.graphs == []
    assert "whom they share" in finding.too_little


def test_few_edges_are_too_little_and_a_second_platform_is_told_apart(filled: Store) -> None:
    assert "Fewer than 5" in found(filled, "follows", Selection(accounts=keys(filled, OTHERS[:3]))).too_little
    elsewhere = visited("following", "x", ["y"], platform="other")
    filled.submit(lambda conn: ingest(conn, Batch.model_validate(elsewhere), now())).result()
    finding = found(filled, "follows", Selection(accounts=keys(filled, [*GROUP, "x", "y"])))
    assert [graph.platform for graph in finding.graphs] == ["demo"]
    assert "too_few_edges" in {limit.code for limit in finding.limits}


def test_whom_the_group_follows(filled: Store) -> None:
    finding = found(filled, "followed", examples=3)
    (table,) = finding.tables
    assert (table.platform, table.relation.value, table.lists_inside, table.lists_outside) == ("demo", "follows", 8, 12)
    seller, celebrity = table.rows
    assert (seller.account.handle, seller.inside, seller.outside) == ("seller", 8, 1)
    assert seller.low > 1 > celebrity.low
    assert (celebrity.share_inside, celebrity.share_outside) == (1.0, 1.0)
    assert {each.handle for each in seller.by} < set(GROUP)
    assert len(seller.by) == 3
    assert "seller: 8 (100%), 1 others; lift" in say(finding)


def test_whom_the_group_follows_of_its_own(filled: Store) -> None:
    rows = found(filled, "followed", inside=True, least=2).tables[0].rows
    assert {row.account.handle: row.in_selection for row in rows} == {
        "seller": False,
        "celebrity": False,
        **dict.fromkeys(GROUP, True),
    }


def test_a_list_of_followers_does_not_make_its_members_comparable(filled: Store) -> None:
    """Somebody seen in the celebrity's list of followers only has no list of their own that was captured."""
    popular = visited("followers", "celebrity", [f"fan{n}" for n in range(40)])
    filled.submit(lambda conn: ingest(conn, Batch.model_validate(popular), now())).result()
    (table,) = found(filled, "followed").tables
    assert table.lists_outside == 12


def test_pages_that_the_group_likes(store: Store) -> None:
    def likes(handle: str, pages: Sequence[str]) -> Json:
        ref = f"demo:handle:{handle}"
        acts = [{"account": ref, "kind": "likes", "object": page, "object_kind": "page"} for page in pages]
        return batch(account(handle), activities=acts)

    for each in [*(likes(g, ["leader", "news"]) for g in GROUP), *(likes(o, ["news"]) for o in OTHERS)]:
        store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
    (table,) = found(store, "followed").tables
    assert table.relation.value == "likes_page"
    assert [(row.object.key, row.inside, row.outside) for row in table.rows] == [("leader", 8, 0), ("news", 8, 12)]
    assert table.rows[0].low > 1 > table.rows[1].low


def test_nothing_captured_is_too_little(store: Store) -> None:
    finding = found(store, "followed", Selection())
    assert finding.tables == []
    assert finding.too_little


def test_who_hangs_together_with_the_marked(filled: Store) -> None:
    marked = keys(filled, GROUP[:4])
    filled.submit(lambda conn: actions.tag(conn, marked, "marked", now())).result()
    finding = found(filled, "suspects", Selection(), most=5)
    assert (finding.marked, finding.marked_in_network) == (4, 4)
    ranked = [each.account.handle for each in finding.ranked]
    assert set(ranked) == {"g4", "g7", "seller"}
    low = [each.low for each in finding.ranked]
    assert low == pytest.approx(sorted(low, reverse=True))
    beside = next(each for each in finding.ranked if each.account.handle == "g4")
    reason = next(reason for reason in beside.reasons if reason.mark.handle == "g3")
    assert (reason.follows, reason.followed, reason.friends) == (True, True, False)
    assert {each.handle for each in reason.shared} == {"seller", "celebrity"}
    assert reason.shared[0].handle == "seller"  # fewer follow it
    assert sum(each.part for each in beside.reasons) == pytest.approx(1)
    assert "follows it, is followed by it" in say(finding)


def test_only_the_selection_is_ranked(filled: Store) -> None:
    marked = keys(filled, GROUP[:4])
    filled.submit(lambda conn: actions.tag(conn, marked, "sure", now())).result()
    finding = found(filled, "suspects", Selection(accounts=keys(filled, ["g4", "o3"])), marked="sure")
    assert [each.account.handle for each in finding.ranked] == ["g4"]


def test_without_marks_it_says_how_to_make_some(filled: Store) -> None:
    assert "Tag some accounts" in found(filled, "suspects", Selection()).too_little
    filled.submit(lambda conn: ingest(conn, Batch.model_validate(batch(account("alone"))), now())).result()
    alone = keys(filled, ["alone"])
    filled.submit(lambda conn: actions.tag(conn, alone, "marked", now())).result()
    finding = found(filled, "suspects", Selection())
    assert "No edge was seen" in finding.too_little
    assert [limit.code for limit in finding.limits][-1] == "marked_without_edges"
