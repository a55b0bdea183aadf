"""The people, groups and operations of other habits are what they say they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from companion.demo.world.doings import CHANGED, CREATED, POSTS, SHARES
from companion.demo.world.shape import Shape
from companion.demo.world.world import World, world
from scripts.research.measuring.look_alikes import HOUR, KINDS, with_look_alikes
from scripts.research.measuring.other_crowd import other_crowd
from scripts.research.measuring.other_operations import HABITS, operation

SHAPE = replace(
    Shape(), facebook=1_000, instagram=800, planted_facebook=0, planted_instagram=0, friends=15.0, following=12.0
)


@pytest.fixture(scope="module")
def people() -> World:
    rng = np.random.default_rng(5)
    return with_look_alikes(other_crowd(world(SHAPE, rng), rng), rng)


def test_each_kind_of_group_is_there_once_and_shares_no_account(people: World) -> None:
    assert [kind for kind, _ in people.groups] == list(KINDS)
    members = np.concatenate([members for _, members in people.groups])
    assert len(np.unique(members)) == len(members)


def test_everybody_was_made_once_and_posts_nothing_of_the_former_world(people: World) -> None:
    does = people.doings
    assert does.account[does.kind == CREATED].tolist() == list(range(len(people)))
    assert not (does.kind == POSTS).any()


@pytest.mark.parametrize("name", HABITS)
def test_an_operation_takes_the_place_of_ordinary_accounts_and_does_what_its_habits_say(
    people: World, name: str
) -> None:
    habits, rng = HABITS[name], np.random.default_rng(1)
    altered = operation(habits, 40)(people, rng)
    planted, does = altered.all("planted"), altered.doings
    assert len(planted) == 40
    assert not np.isin(planted, np.concatenate([members for _, members in people.groups])).any()
    aligned = (altered.wardrobe.level[planted] == 2).mean()
    assert abs(aligned - habits.aligned) < 0.25
    mine = np.isin(does.account, planted)
    assert (mine & (does.kind == CHANGED)).any() == (habits.bursts > 0)
    links = does.object[mine & (does.kind == SHARES)]
    assert len(np.unique(links[links > 1_000])) == habits.links
    hours = np.unique(does.time[mine & (does.kind == CREATED)] // (2 * HOUR))
    assert (len(hours) <= 20) == (habits.batches > 0)


def test_nobody_wears_the_picture_of_an_operation_s_account(people: World) -> None:
    altered = operation(HABITS["loud"], 40)(people, np.random.default_rng(1))
    planted = altered.all("planted")
    others = np.setdiff1d(np.arange(len(altered)), planted)
    assert not np.isin(altered.wardrobe.worn[others], planted).any()
