"""When two pictures are called the same, and how pairs become groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.reuse import NEAR, Likeness, Region, reuse_groups, strongest


def likeness(first: int, second: int, distance: int = 4, agreement: float | None = 0.99) -> Likeness:
    return Likeness(first, second, (Region.whole, Region.whole), distance, agreement, mirrored=False)


@pytest.mark.parametrize(
    ("distance", "agreement", "same"),
    [
        (0, 0.31, True),
        (0, 0.29, False),
        (16, 0.86, True),
        (16, 0.84, False),
        (32, 0.91, True),
        (32, 0.89, False),
        (64, 0.96, True),
        (64, 0.94, False),
        (NEAR + 1, 1.0, False),
        (24, None, True),
        (25, None, False),
    ],
)
def test_views_must_agree_the_more_the_further_their_hashes_are_apart(
    distance: int, agreement: float | None, same: bool
) -> None:
    assert likeness(1, 2, distance, agreement).same is same


def test_only_the_best_reason_of_a_pair_stays() -> None:
    best = likeness(2, 1, 20, 0.97)
    assert strongest([likeness(1, 2, 20, 0.95), best, likeness(1, 2, 2, None), likeness(1, 2, 60, 0.5)]) == [best]


def test_groups_are_connected_and_the_largest_comes_first() -> None:
    groups = reuse_groups([likeness(1, 2), likeness(5, 6), likeness(7, 6), likeness(8, 9, agreement=0.1)])
    assert [group.pictures for group in groups] == [(5, 6, 7), (1, 2)]
    assert [(pair.first, pair.second) for pair in groups[0].likenesses] == [(5, 6), (7, 6)]


def test_no_pairs_no_groups() -> None:
    assert reuse_groups([]) == []


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] != pair[1])))
def test_each_picture_is_in_one_group_with_all_it_is_paired_with(pairs: list[tuple[int, int]]) -> None:
    groups = reuse_groups(likeness(*pair) for pair in pairs)
    of = {picture: number for number, group in enumerate(groups) for picture in group.pictures}
    assert sum(len(group.pictures) for group in groups) == len(of) == len({each for pair in pairs for each in pair})
    assert all(of[first] == of[second] for first, second in pairs)
    assert sum(len(group.likenesses) for group in groups) == len({frozenset(pair) for pair in pairs})
