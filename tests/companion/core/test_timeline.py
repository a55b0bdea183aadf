"""What captures of lists tell of when an edge held."""

from __future__ import annotations

import doctest
import itertools

from hypothesis import given
from hypothesis import strategies as st

from companion.core import timeline
from companion.core.timeline import Spell, Visit, spells


def test_the_example_holds() -> None:
    assert doctest.testmod(timeline, optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0


def test_an_incomplete_list_ends_nothing() -> None:
    assert spells([[Visit("1", True, "1"), Visit("2", False, None)]]) == [Spell("1", "1")]


def test_a_complete_list_ends_nothing_that_an_incomplete_one_showed() -> None:
    assert spells([[Visit("1", False, "1"), Visit("2", True, None)]]) == [Spell("1", "1")]


def test_between_two_complete_lists_it_has_ended() -> None:
    assert spells([[Visit("1", True, "1"), Visit("2", True, None)]]) == [Spell("1", "1", None, "2")]


def test_a_complete_list_of_before_says_when_it_began() -> None:
    assert spells([[Visit("1", True, None), Visit("2", False, "2")]]) == [Spell("2", "2", "1")]


def test_the_other_list_shows_it_again() -> None:
    following = [Visit("1", True, "1"), Visit("3", True, None)]
    followers = [Visit("2", False, "2"), Visit("4", False, "4")]
    assert spells([following, followers]) == [Spell("1", "2", None, "3"), Spell("4", "4", "3")]


def test_of_two_visits_that_ended_at_once_neither_comes_first() -> None:
    before, shows, lacks = Visit("1", True, "1"), Visit("2", True, "2"), Visit("2", True, None)
    for visits in itertools.permutations([before, shows, lacks]):
        assert spells([visits]) == [Spell("1", "2")]
    assert spells([[lacks, shows]]) == spells([[shows, lacks]]) == [Spell("2", "2")]


def test_nothing_seen_is_no_spell() -> None:
    assert spells([[Visit("1", True, None)], []]) == []


times = st.integers(0, 30).map(lambda number: f"{number:02}")
visits = st.builds(
    lambda at, complete, seen: Visit(at, complete, at if seen else None), times, st.booleans(), st.booleans()
)


@given(st.lists(st.lists(visits, max_size=8, unique_by=lambda visit: visit.ended_at), max_size=2))
def test_spells_are_in_order_and_hold_every_sighting(lists: list[list[Visit]]) -> None:
    found = spells(lists)
    sightings = {visit.seen_at for each in lists for visit in each if visit.seen_at}
    for at in sightings:
        assert sum(spell.first_seen <= at <= spell.last_seen for spell in found) == 1
    for spell in found:
        assert {spell.first_seen, spell.last_seen} <= sightings
        assert spell.gone_by is None or spell.gone_by >= spell.last_seen
        assert spell.began_after is None or spell.began_after < spell.first_seen
    for earlier, later in itertools.pairwise(found):
        assert earlier.gone_by is not None
        assert earlier.gone_by < later.first_seen
    assert spells([list(reversed(each)) for each in lists]) == found
