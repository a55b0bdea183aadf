"""Groups are judged by all that is known, and each is granted its most fitting innocent reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from companion.core.compared_groups import Lists
from companion.core.group_judgement import candidates, judge
from companion.core.innocent_reasons import Sign
from companion.core.judged_group import Judged
from companion.core.kinds import InnocentReason, SignKind
from companion.core.known_accounts import Known

DAY = 86_400
EVERY = frozenset(SignKind)
GROUP = np.arange(20)


def known(signs: list[Sign], aligned: int = 0, tied: bool = True, count: int = 200) -> Known:
    """Accounts of which the first twenty are tied, have these signs, and so many of them an aligned picture."""
    first, second = np.triu_indices(len(GROUP), 1)
    ties = csr_array((np.full(len(first), float(tied)), (first, second)), shape=(count, count))
    ties.eliminate_zeros()
    return Known(count, ties, signs, np.ones(count, bool), np.arange(count) < aligned, 1e-6, EVERY)


def burst(kind: SignKind, members: np.ndarray, day: int, p: float = 1e-8) -> Sign:
    return Sign(kind, members, p, day * DAY)


def meetings(count: int, first_day: int = 0, members: np.ndarray = GROUP) -> list[Sign]:
    return [Sign(SignKind.coshared, members, 1e-9, (first_day + number) * DAY) for number in range(count)]


def judged(of: Known) -> Judged:
    """The group of the first twenty."""
    groups = candidates(of)
    (group,) = [each for each in judge(of, groups) if 0 in each.members or 0 in each.loose]
    return group


def test_ties_alone_stand_out_for_nobody() -> None:
    group = judged(known([]))
    assert (group.stands_out, group.reason) == (False, None)
    assert group.members.tolist() == GROUP.tolist()


def test_more_aligned_pictures_than_innocents_mix_with_stand_out() -> None:
    group = judged(known([], aligned=12))
    assert group.stands_out
    assert group.carried_by == {SignKind.aligned}
    assert group.signs[SignKind.aligned].members == 12


def test_fans_share_at_once_and_wear_their_idol() -> None:
    group = judged(known([*meetings(30), Sign(SignKind.reused, GROUP[:6], 1.0)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.fans)


def test_a_conference_joins_at_once_and_shares_its_link() -> None:
    group = judged(known([burst(SignKind.accounts_created, GROUP, 100), *meetings(3, first_day=100)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.event)


def test_an_office_has_one_photographer() -> None:
    portraits = [Sign(SignKind.faces_together, GROUP, 1e-30), burst(SignKind.avatars_changed, GROUP, 50)]
    group = judged(known(portraits))
    assert (group.stands_out, group.reason) == (False, InnocentReason.office)


def test_a_class_registers_and_puts_up_its_pictures_in_one_lesson() -> None:
    lesson = [burst(SignKind.accounts_created, GROUP, 100), burst(SignKind.avatars_changed, GROUP[:14], 100)]
    group = judged(known([*lesson, *meetings(2, first_day=100)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.event)


def test_new_colleagues_are_registered_and_portrayed_within_days() -> None:
    portraits = [Sign(SignKind.faces_together, GROUP, 1e-30), burst(SignKind.avatars_changed, GROUP, 51)]
    group = judged(known([*portraits, burst(SignKind.accounts_created, GROUP, 50)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.office)


def test_supporters_put_on_one_picture_at_once_and_share_links() -> None:
    signs = [Sign(SignKind.reused, GROUP[:12], 1.0), burst(SignKind.avatars_changed, GROUP[:10], 40)]
    group = judged(known([*signs, *meetings(12)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.fans)


def test_who_shares_and_changes_pictures_at_once_a_second_time_is_of_no_single_event() -> None:
    signs = [Sign(SignKind.reused, GROUP[:4], 1.0), burst(SignKind.avatars_changed, GROUP[4:11], 40), *meetings(12)]
    group = judged(known(signs))
    assert (group.stands_out, group.reason) == (False, InnocentReason.event)
    again = judged(known([*signs, burst(SignKind.avatars_changed, GROUP[:8], 90)]))
    assert again.stands_out
    assert again.carried_by == {SignKind.avatars_changed}


def test_a_group_has_a_beginning_and_one_more_occasion() -> None:
    signs = [burst(SignKind.accounts_created, GROUP, 100), burst(SignKind.avatars_changed, GROUP, 114)]
    group = judged(known([*signs, *meetings(12, first_day=200)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.event)
    assert judged(known([*signs, burst(SignKind.avatars_changed, GROUP[:12], 150)])).stands_out


def test_an_office_puts_up_its_portraits_on_several_days() -> None:
    days = [burst(SignKind.avatars_changed, GROUP[at : at + 5], 200 + at) for at in range(0, 20, 5)]
    hired = [burst(SignKind.accounts_created, GROUP[at : at + 4], 100 + 30 * at) for at in range(0, 20, 4)]
    group = judged(known([*days, *hired, *meetings(12), Sign(SignKind.faces_together, GROUP[2:], 1e-30)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.office)
    assert judged(known([*days, *hired, *meetings(12)])).stands_out


def test_who_registered_at_once_goes_on_sharing_at_once() -> None:
    group = judged(known([burst(SignKind.accounts_created, GROUP[:15], 100), *meetings(12, first_day=200)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.event)


def test_a_newsroom_has_portraits_of_one_afternoon_and_shares_its_articles_at_once() -> None:
    portraits = [Sign(SignKind.faces_together, GROUP[:14], 1e-30), burst(SignKind.avatars_changed, GROUP[:9], 50)]
    group = judged(known([*portraits, *meetings(60, first_day=100)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.office)


def test_volunteers_put_on_their_picture_weeks_after_their_training() -> None:
    wearing = [Sign(SignKind.reused, GROUP[8:], 1.0), burst(SignKind.avatars_changed, GROUP[8:], 130)]
    group = judged(known([burst(SignKind.accounts_created, GROUP[:12], 100), *wearing, *meetings(20, 100)]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.event)


def test_what_is_shared_at_once_is_weighed_by_how_improbable_it_is() -> None:
    likely, improbable = ([replace(each, p=p) for each in meetings(3, first_day=200)] for p in (9.0, 1e-4))
    p_values = [judged(known(signs)).signs[SignKind.coshared].p_value or 0 for signs in (likely, improbable)]
    assert p_values[0] > 0.05
    assert p_values[1] < 1e-8


def stranger_lists(source: bool, seen: float = 1.0) -> Lists:
    """Lists of ten whom nobody else has; with a ``source``, all but five of the first twenty have it, too."""
    count, columns = 200, 2_001
    members = np.zeros((count, columns))
    members[np.repeat(np.arange(count), 10), np.arange(2_000)] = 1
    members[GROUP[5:], -1] = source
    nobody = csr_array((count, count))
    return Lists(csr_array(members), nobody, np.ones(count, bool), nobody, np.full(count, seen))


def test_strangers_who_share_the_same_at_once_are_no_fans() -> None:
    of = known(meetings(12, first_day=200), tied=False)
    group = judged(replace(of, lists=stranger_lists(source=False)))
    assert (group.stands_out, group.reason) == (True, None)
    assert group.carried_by == {SignKind.coshared, SignKind.strangers}
    assert (group.signs[SignKind.strangers].members, group.signs[SignKind.strangers].of) == (20, 20)
    assert group.members.tolist() == GROUP.tolist()
    fans = judged(replace(of, lists=stranger_lists(source=True)))
    assert not fans.stands_out
    assert (fans.signs[SignKind.strangers].members, fans.signs[SignKind.strangers].of) == (5, 20)
    assert not judged(replace(of, lists=stranger_lists(source=False, seen=0.2))).stands_out
    assert not judged(of).stands_out


def test_where_nothing_is_shared_at_once_nobody_is_called_a_stranger() -> None:
    group = judged(replace(known([], aligned=12), lists=stranger_lists(source=False)))
    assert (group.signs[SignKind.strangers].members, group.signs[SignKind.strangers].of) == (0, 20)


def test_strangers_may_all_have_seen_what_many_others_share() -> None:
    popular = [replace(sign, sharers=200) for sign in meetings(12, first_day=200)]
    assert not judged(replace(known(popular, tied=False), lists=stranger_lists(source=False))).stands_out


def test_a_burst_among_those_whom_something_else_connects_is_due_by_their_share_of_all() -> None:
    def left(signs: list[Sign], count: int) -> float:
        return judged(known(signs, tied=False, count=count)).signs[SignKind.avatars_changed].p_value or 0

    many, few = (burst(SignKind.avatars_changed, GROUP[:size], 400, p=0.01) for size in (8, 6))
    assert left([many], 4_000) == pytest.approx(0.01, rel=0.01)
    assert left([many, *meetings(2)], 4_000) == pytest.approx(0.01 * 2 * 20 / 4_000, rel=0.01)
    assert left([few, *meetings(2)], 4_000) == pytest.approx(0.01, rel=0.01)


def test_a_company_makes_the_accounts_of_each_month_s_staff_at_once() -> None:
    hired = [burst(SignKind.accounts_created, GROUP[at : at + 4], 100 + 30 * at) for at in range(0, 20, 4)]
    assert not judged(known([*hired, *meetings(30, first_day=300)])).stands_out


def test_a_feast_comes_back_every_year() -> None:
    signs = [burst(SignKind.avatars_changed, GROUP[2 * at : 2 * at + 12], 100 + at * 365) for at in range(4)]
    assert not judged(known(signs)).stands_out
    moved = [replace(each, time=(each.time or 0) + at % 2 * 8 * DAY) for at, each in enumerate(signs)]
    assert not judged(known(moved)).stands_out
    later = [burst(SignKind.avatars_changed, GROUP[2 * at : 2 * at + 12], 100 + at * 340) for at in range(4)]
    assert judged(known(later)).stands_out


def pod_and_colleagues(pod: np.ndarray, colleagues: np.ndarray) -> list[Sign]:
    """Who shares at once, and who registered in one hour, was portrayed, and shares the welcome."""
    bursts = [burst(SignKind.accounts_created, colleagues, 50), burst(SignKind.avatars_changed, colleagues[1:], 51)]
    portraits = Sign(SignKind.faces_together, colleagues, 1e-30)
    return [*meetings(40, 200, pod), *bursts, portraits, *meetings(1, 51, colleagues[:6])]


def test_two_innocent_parts_of_one_group_have_a_reason_each() -> None:
    group = judged(known(pod_and_colleagues(GROUP[:10], GROUP[10:])))
    assert (group.stands_out, len(group.members)) == (False, 20)


def test_who_is_of_both_parts_does_not_join_their_signs() -> None:
    assert not judged(known(pod_and_colleagues(GROUP[:11], GROUP[9:]))).stands_out


def test_two_occasions_of_the_same_accounts_stand_out() -> None:
    signs = pod_and_colleagues(GROUP[:14], GROUP[6:])
    later = burst(SignKind.avatars_changed, GROUP[6:], 90)
    assert not judged(known([*signs, later])).stands_out
    without_portraits = [each for each in signs if each.kind is not SignKind.faces_together]
    assert judged(known([*without_portraits, later])).stands_out


def test_who_shares_the_same_at_once_is_no_part_of_its_own() -> None:
    bursts = [burst(SignKind.avatars_changed, each, day) for each, day in ((GROUP[:6], 10), (GROUP[8:14], 50))]
    parts = [*meetings(12, 200, GROUP[:7]), *meetings(12, 300, GROUP[7:])]
    assert not judged(known([*bursts, *parts])).stands_out
    assert judged(known([*bursts, *meetings(12, 200)])).stands_out


def test_two_classes_of_one_school_are_two_events() -> None:
    lessons = [burst(SignKind.accounts_created, GROUP[at : at + 10], 100 + at) for at in (0, 10)]
    pictures = [burst(SignKind.avatars_changed, GROUP[at : at + 9], 100 + at) for at in (0, 10)]
    assert not judged(known([*lessons, *pictures])).stands_out


def test_innocents_in_the_group_of_an_operation_are_not_named() -> None:
    operation, pod = GROUP[:12], GROUP[12:]
    bursts = [burst(SignKind.avatars_changed, operation, 100), burst(SignKind.avatars_changed, operation, 130)]
    group = judged(known([*bursts, *meetings(6, 300, operation), *meetings(20, 400, pod)]))
    assert group.stands_out
    assert group.members.tolist() == operation.tolist()


def test_bursts_of_new_pictures_on_several_days_are_no_single_event() -> None:
    bursts = [burst(SignKind.avatars_changed, GROUP[at : at + 5], 10 * at) for at in range(0, 20, 5)]
    group = judged(known(bursts))
    assert group.stands_out
    assert group.carried_by == {SignKind.avatars_changed}


def test_pictures_of_one_pack_are_told_and_do_not_count() -> None:
    pictures = [Sign(SignKind.reused, GROUP[at : at + 4], 1.0) for at in range(0, 20, 4)]
    group = judged(known(pictures))
    assert not group.stands_out
    told = group.signs[SignKind.reused]
    assert (told.members, told.times) == (20, 5)
    assert (told.p_value or 1) < 1e-4


def test_occasions_of_which_something_was_shared_that_day_are_what_fans_came_for() -> None:
    bursts = [burst(SignKind.avatars_changed, GROUP[at : at + 9], 10 + 40 * at) for at in range(0, 12, 3)]
    often = [*bursts, *meetings(12, first_day=700)]
    assert judged(known(often)).stands_out
    news = [meetings(1, 10 + 40 * at, GROUP[at : at + 7])[0] for at in range(0, 12, 3)]
    group = judged(known([*often, *news]))
    assert (group.stands_out, group.reason) == (False, InnocentReason.fans)
    few = [replace(each, members=each.members[:2]) for each in news]
    assert judged(known([*often, *few])).stands_out


def test_who_shares_every_day_did_not_come_for_what_was_shared_that_day() -> None:
    bursts = [burst(SignKind.avatars_changed, GROUP[at : at + 9], 10 + 40 * at) for at in range(0, 12, 3)]
    assert judged(known([*bursts, *meetings(500)])).stands_out


def test_each_part_of_a_group_may_have_an_idol_of_its_own() -> None:
    worn = [Sign(SignKind.reused, each, 1.0) for each in (GROUP[:12], GROUP[12:])]
    put_on = [burst(SignKind.avatars_changed, GROUP[2:10], 40), burst(SignKind.avatars_changed, GROUP[12:18], 90)]
    assert not judged(known([*worn, *put_on, *meetings(12)])).stands_out


def test_whom_a_single_sign_connects_is_no_member() -> None:
    stranger = 150
    with_a_stranger = np.append(GROUP[:12], stranger)
    bursts = [burst(SignKind.avatars_changed, with_a_stranger, 10), burst(SignKind.avatars_changed, GROUP[5:], 90)]
    group = judged(known(bursts))
    assert group.stands_out
    assert stranger in group.loose
    assert stranger not in group.members
    assert group.members.tolist() == GROUP.tolist()


def test_an_aligned_picture_that_several_wear_is_one_witness() -> None:
    fans = Sign(SignKind.reused, GROUP[:8], 1.0)
    assert judged(known([], aligned=8)).stands_out
    assert not judged(known([fans], aligned=8)).stands_out


def sharing_soon(members: np.ndarray, things: int, of_them: int = 12) -> list[np.ndarray]:
    rng = np.random.default_rng(1)
    return [np.sort(rng.choice(members, of_them, replace=False)) for _ in range(things)]


def test_who_shares_the_same_things_within_hours_is_one_group_with_whoever_is_aligned_among_them() -> None:
    of = known([burst(SignKind.avatars_changed, GROUP[:6], 40)], aligned=7, tied=False)
    assert sum(len(group) for group in candidates(of)) == 6
    slowly = replace(of, soon=sharing_soon(GROUP, 12))
    group = judged(slowly)
    assert group.stands_out
    assert group.members.tolist() == GROUP.tolist()
    assert not judged(replace(slowly, aligned=np.zeros(of.count, bool))).stands_out
    assert sum(len(each) for each in candidates(replace(slowly, soon=slowly.soon[:2]))) == 6


def test_innocents_who_share_among_themselves_are_not_named_with_an_operation() -> None:
    pod = GROUP[12:]
    of = known([], aligned=10, tied=False)
    between = [np.array([11, 12])] * 3
    group = judged(replace(of, soon=[*sharing_soon(GROUP[:12], 12, 8), *sharing_soon(pod, 12, 6), *between]))
    assert group.stands_out
    assert not np.isin(pod, group.members).any()


def test_what_is_not_known_is_said_and_does_not_count() -> None:
    of = replace(known([], aligned=12), asked=frozenset({SignKind.aligned, SignKind.shared_neighbours}))
    group = judged(of)
    assert group.stands_out
    assert group.signs[SignKind.coshared].p_value is None


def test_a_picture_that_a_whole_site_wears_connects_nobody() -> None:
    everyone = Sign(SignKind.reused, np.arange(900), 1.0)
    assert candidates(replace(known([everyone], count=1000, tied=False))) == []


def test_groups_are_judged_under_one_false_discovery_rate() -> None:
    rng = np.random.default_rng(3)
    count, size = 4000, 20
    blocks = np.arange(count) // size
    first, second = np.nonzero(np.triu(blocks[:, None] == blocks[None, :], 1))
    ties = csr_array((np.ones(len(first)), (first, second)), shape=(count, count))
    innocent = Known(count, ties, [], np.ones(count, bool), rng.random(count) < 0.03, 1e-6, EVERY)
    groups = candidates(innocent)
    assert len(groups) == count // size
    assert sum(each.stands_out for each in judge(innocent, groups)) == 0
