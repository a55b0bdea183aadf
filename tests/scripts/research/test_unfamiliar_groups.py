"""The groups that the judgement of groups was not built on are what they say they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from companion.demo.world.doings import CHANGED, CREATED, DAY
from companion.demo.world.shape import Shape
from companion.demo.world.world import World, world
from scripts.research.measuring.unfamiliar_groups import (
    INNOCENTS,
    sharing_only,
    slow,
    stolen,
    with_unfamiliar_innocents,
)

SHAPE = replace(Shape().of_accounts(3_000), planted_facebook=30, planted_instagram=20, friends=15.0, following=12.0)


@pytest.fixture(scope="module")
def made() -> World:
    return world(SHAPE, np.random.default_rng(5))


def test_two_groups_of_each_kind_share_no_account_and_none_with_the_operation(made: World) -> None:
    groups = with_unfamiliar_innocents(made, np.random.default_rng(1)).groups
    assert sorted(kind for kind, _ in groups) == sorted([*INNOCENTS, *INNOCENTS])
    members = np.concatenate([members for _, members in groups])
    assert len(np.unique(members)) == len(members)
    assert not np.isin(members, made.all("planted")).any()


def test_slow_accounts_are_made_over_weeks_at_a_minute_that_is_known(made: World) -> None:
    does = slow(made, np.random.default_rng(1)).doings
    times = does.time[(does.kind == CREATED) & np.isin(does.account, made.all("planted"))]
    assert does.exact_creation
    assert 7 * DAY < np.ptp(times) <= 42 * DAY


def test_who_only_shares_changes_no_picture_and_wears_its_own(made: World) -> None:
    altered, planted = sharing_only(made, np.random.default_rng(1)), made.all("planted")
    does = altered.doings
    assert not ((does.kind == CHANGED) & np.isin(does.account, planted)).any()
    assert altered.wardrobe.worn[planted].tolist() == planted.tolist()


def test_stolen_pictures_are_those_of_ordinary_accounts(made: World) -> None:
    worn = stolen(made, np.random.default_rng(1)).wardrobe.worn[made.all("planted")]
    assert not np.isin(worn, made.all("planted")).any()
