"""Only lists that have changed are compared anew, and what is given is what comparing all would give."""

from __future__ import annotations

import numpy as np
import pytest

from companion.core.false_discovery import Validated, benjamini_hochberg
from companion.core.graph import IntArray, Network
from companion.core.models import FloatArray
from companion.core.shared_neighbours import Pairs, shared_pairs
from companion.network.remembered import Memory

ACCOUNTS, LENGTH, RATE = 600, 40, 0.05


def drawn(rng: np.random.Generator) -> tuple[IntArray, IntArray]:
    """Owners and members of lists in which a few accounts are popular, by keys from 1 on."""
    popularity = 1 / np.arange(1, ACCOUNTS + 1)
    members = np.concatenate(
        [1 + rng.choice(ACCOUNTS, LENGTH, replace=False, p=popularity / popularity.sum()) for _ in range(ACCOUNTS)]
    )
    return np.repeat(np.arange(1, ACCOUNTS + 1), LENGTH), members


class Asked:
    """A memory that is asked, and how often it had everything compared."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.compared = 0

    def pairs(self, network: Network) -> Pairs:
        def popularity() -> FloatArray:
            self.compared += 1
            return np.full(len(network.accounts), np.nan)

        return self.memory.pairs("lists", network, np.arange(len(network.accounts)), popularity, RATE)


def by_key(pairs: Pairs, network: Network) -> dict[tuple[int, int], float]:
    ends = zip(network.accounts[pairs.first].tolist(), network.accounts[pairs.second].tolist(), strict=True)
    return dict(zip(ends, pairs.p.tolist(), strict=True))


def all_compared(network: Network) -> dict[tuple[int, int], float]:
    return by_key(shared_pairs(network.matrix, np.arange(len(network.accounts)), None, RATE), network)


def test_a_new_list_is_compared_with_all_and_nothing_else_is() -> None:
    owners, members = drawn(np.random.default_rng(1))
    before = Network.of_keys(owners, members)
    new = 1000
    listed = np.unique(members[owners <= 3])  # it shares much with the lists of three
    after = Network.of_keys(np.append(owners, np.full(len(listed), new)), np.append(members, listed))
    asked = Asked()
    first = by_key(asked.pairs(before), before)
    second = by_key(asked.pairs(after), after)
    assert asked.compared == 1
    fresh = all_compared(after)
    of_new = {pair: p for pair, p in second.items() if new in pair}
    assert of_new == pytest.approx({pair: p for pair, p in fresh.items() if new in pair})
    assert len(of_new) >= 3
    assert {pair: p for pair, p in second.items() if new not in pair} == first


def test_a_list_that_is_gone_takes_its_pairs_with_it() -> None:
    owners, members = drawn(np.random.default_rng(2))
    asked = Asked()
    gone = int(owners[-1])
    before = Network.of_keys(owners, members)
    assert any(gone in pair for pair in by_key(asked.pairs(before), before))
    kept = owners != gone
    after = Network.of_keys(owners[kept], members[kept])
    assert not any(gone in pair for pair in by_key(asked.pairs(after), after))
    assert asked.compared == 1


def test_all_are_compared_once_much_has_changed() -> None:
    owners, members = drawn(np.random.default_rng(3))
    asked = Asked()
    asked.pairs(Network.of_keys(owners, members))
    less = slice(None, -50 * LENGTH)
    after = Network.of_keys(owners[less], members[less])
    assert by_key(asked.pairs(after), after) == all_compared(after)
    assert asked.compared == 2


def test_improbable_pairs_are_kept_alone_as_long_as_they_are_enough() -> None:
    owners, members = drawn(np.random.default_rng(4))
    network = Network.of_keys(owners, members)
    asked = Asked()
    pairs = asked.pairs(network)
    held = benjamini_hochberg(pairs.p, pairs.tested, RATE)
    assert asked.memory.holds(held, pairs.tested, RATE)
    again = asked.pairs(network)
    assert len(again.p) < len(pairs.p)
    same = benjamini_hochberg(again.p, again.tested, RATE)
    assert (same.threshold, len(same.kept)) == (held.threshold, len(held.kept))
    most = Validated(held.kept, held.q, 1.0)
    assert not asked.memory.holds(most, pairs.tested, RATE)
    assert len(asked.pairs(network).p) == len(pairs.p)
    assert asked.compared == 2


def test_words_are_asked_for_once_while_a_group_stays_itself() -> None:
    memory = Memory()
    asked: list[list[int]] = []

    def work(groups: list[IntArray]) -> list[list[str]]:
        asked.extend(group.tolist() for group in groups)
        return [[f"words of {len(group)}"] for group in groups]

    first, other = frozenset(range(10)), frozenset(range(50, 60))
    assert memory.words([first], work) == [["words of 10"]]
    assert memory.words([other, first - {0}], work) == [["words of 10"], ["words of 10"]]
    assert asked == [sorted(first), sorted(other)]
    assert memory.words([frozenset(range(5))], work) == [["words of 5"]]
