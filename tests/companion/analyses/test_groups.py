"""``groups`` on simulated worlds in a real store: the operation is named by its evidence, innocent groups are not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import numpy as np
import pytest

from companion.analyses.analysis import ANALYSES, run
from companion.core.kinds import SignKind
from companion.core.wire.findings.groups import Groups
from companion.core.wire.selection import Selection
from companion.demo.world.innocents import KINDS
from companion.demo.world.shape import Innocents, Shape
from companion.demo.world.world import World
from companion.store.connection import connect
from companion.store.folder import DATABASE
from scripts.research.measuring.other_operations import Habits
from scripts.research.measuring.other_operations import operation as operation_of
from scripts.simulate import simulate
from tests.companion.blank import blank_store

INNOCENT = replace(
    Shape().of_accounts(3_000),
    planted_facebook=0,
    planted_instagram=0,
    visited=0.3,
    made_together=True,
    innocents=Innocents(2, 2, 2, classes=2, onboardings=2, pods=2, readers=2, campaigns=2),
)
OPERATION = replace(INNOCENT, planted_facebook=60, planted_instagram=40, visited=0.1, aligned=0.0)


@dataclass
class Simulated:
    world: World
    conn: Connection
    known: dict[str, Groups] = field(default_factory=dict)

    def found(self, **options: Any) -> Groups:
        """What is found with these options, worked out once for all that look at it."""
        if str(options) not in self.known:
            self.known[str(options)] = self.found_anew(**options)
        return self.known[str(options)]

    def found_anew(self, **options: Any) -> Groups:
        finding = run(self.conn, "groups", Selection(), options)
        assert isinstance(finding, Groups)
        return finding

    def planted(self) -> set[str]:
        return {self.world.handles[i] for i in self.world.all("planted")}


def _simulated(folder: Path, shape: Shape) -> Iterator[Simulated]:
    world = simulate(folder, shape, 31)
    with closing(connect(folder / DATABASE)) as conn:
        yield Simulated(world, conn)


@pytest.fixture(scope="module")
def operation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    yield from _simulated(tmp_path_factory.mktemp("operation") / "world", OPERATION)


@pytest.fixture(scope="module")
def innocent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    yield from _simulated(tmp_path_factory.mktemp("innocent") / "world", INNOCENT)


def test_an_operation_without_aligned_pictures_stands_out_by_what_it_did(operation: Simulated) -> None:
    found = operation.found()
    named = {member.handle for group in found.groups if group.stands_out for member in group.members}
    planted = operation.planted()
    assert len(named & planted) >= 0.7 * len(planted)
    assert not named - planted
    carrying = {sign.kind for group in found.groups if group.stands_out for sign in group.signs if sign.carries}
    assert carrying
    assert carrying <= {SignKind.avatars_changed, SignKind.accounts_created, SignKind.coshared, SignKind.reused}


def test_strangers_who_share_the_same_at_once_stand_out(tmp_path: Path) -> None:
    sharing = operation_of(Habits(links=20, sharing=0.4, mutual=0, targets=0), 60)
    world = simulate(tmp_path / "world", INNOCENT, 32, altered=sharing)
    with closing(connect(tmp_path / "world" / DATABASE)) as conn:
        found = Simulated(world, conn).found()
    standing = [group for group in found.groups if group.stands_out]
    planted = {world.handles[i] for i in world.all("planted")}
    assert {member.handle for group in standing for member in group.members} <= planted
    assert [{sign.kind for sign in group.signs if sign.carries} for group in standing] == [
        {SignKind.coshared, SignKind.strangers}
    ]


def test_who_shares_the_same_within_hours_is_found_by_the_aligned_pictures_among_them(tmp_path: Path) -> None:
    patient = operation_of(Habits(aligned=0.25, links=15, delay=5400, mutual=0.04, targets=0.1), 50)
    world = simulate(tmp_path / "world", replace(INNOCENT, completeness=0.6), 41, altered=patient)
    planted = {world.handles[i] for i in world.all("planted")}
    with closing(connect(tmp_path / "world" / DATABASE)) as conn:
        groups = Simulated(world, conn).found().groups
    named = {member.handle for group in groups if group.stands_out for member in group.members}
    assert len(named & planted) > 0.3 * len(planted)
    assert len(named & planted) > 0.9 * len(named)


def test_groups_that_form_for_innocent_reasons_do_not_stand_out(innocent: Simulated) -> None:
    found = innocent.found(most=1000)
    assert found.standing_out == 0
    members = [{member.handle for member in group.members} for group in found.groups]
    largest: dict[str, int] = {}
    for kind, accounts in innocent.world.groups:
        handles = {innocent.world.handles[i] for i in accounts}
        largest[kind] = max(largest.get(kind, 0), *(len(handles & group) for group in members))
    # A conference has hardly anything in common but a day; whether an office is seen hangs on whose lists were.
    assert largest["fan_clubs"] >= 30
    assert largest["offices"] >= 3


def test_every_number_is_told_and_every_account_is_listed_once(operation: Simulated) -> None:
    found = operation.found(most=1000, seed=7)
    listed = [member.account for group in found.groups for member in [*group.members, *group.loose]]
    assert len(listed) == len(set(listed))
    for number, group in enumerate(found.groups, 1):
        assert (group.number, group.size) == (number, len(group.members))
        assert group.stands_out == (group.q_value <= found.fdr)
        assert 0 <= group.p_value <= group.q_value <= 1
        assert [sign.kind for sign in group.signs] == list(SignKind)
        for sign in group.signs:
            assert sign.members <= sign.of
            assert (sign.p_value is None) or 0 <= sign.p_value <= 1
    assert found.expected_false == pytest.approx(0.05 * found.standing_out)


def test_the_same_seed_gives_the_same_answer(operation: Simulated) -> None:
    assert operation.found_anew(most=1000, seed=7) == operation.found(most=1000, seed=7)


def test_lists_are_cut_with_a_word(operation: Simulated) -> None:
    found = operation.found(most=2, members=3)
    assert len(found.groups) == 2
    assert max(len(group.members) for group in found.groups) == 3
    assert "groups_cut" in [limit.code for limit in found.limits]


def test_it_is_said_in_lines(operation: Simulated) -> None:
    lines = list(ANALYSES.named("groups").words(operation.found()))
    assert lines[0].endswith("expected to do so by chance.")
    assert any(line.startswith("* 1: ") for line in lines)
    assert any(line.startswith("      not explained, even if ") for line in lines)
    assert any(line.startswith("      explained well enough if ") for line in lines)
    assert not any("(p 0)" in line for line in lines)


def test_nothing_known_is_said(tmp_path: Path) -> None:
    with blank_store(tmp_path) as store:
        found = store.read_here(lambda conn: run(conn, "groups", Selection(), {}))
    assert isinstance(found, Groups)
    assert found.too_little
    assert found.groups == []


def test_innocent_groups_leave_every_ordinary_fact_in_its_bounds(innocent: Simulated) -> None:
    """The simulated groups are of ordinary accounts, each in one group at most, and of what was asked for."""
    members = np.concatenate([accounts for _, accounts in innocent.world.groups])
    assert len(members) == len(set(members.tolist()))
    assert set(innocent.world.role[members].tolist()) == {0}
    assert [kind for kind, _ in innocent.world.groups] == [kind for kind, _, _ in KINDS for _ in range(2)]
