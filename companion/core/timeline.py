"""When an edge held, as far as captures of lists can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Visit:
    """One capture of one list that an edge stands in or could stand in.

    Times are sortable text. ``seen_at``: when the edge was seen in it, None where it was not. ``ended_at``: when the
    visit ended. ``complete``: the list's end was reached and the counts agree, so that what it lacks was not there.
    """

    ended_at: str
    complete: bool
    seen_at: str | None


@dataclass(frozen=True)
class Spell:
    """An edge was there from ``first_seen`` to ``last_seen`` at least.

    It began after ``began_after`` (None: nobody knows) and was gone by ``gone_by`` (None: as far as is known it lasts).
    """

    first_seen: str
    last_seen: str
    began_after: str | None = None
    gone_by: str | None = None


def spells(lists: Iterable[Sequence[Visit]]) -> list[Spell]:
    """The spells of one edge, in order, from the visits of each list that may show it; the visits come in any order.

    That an edge has ended is said only between two complete captures of the same list, of which the first has it and
    the second lacks it. Likewise that it began: a complete capture lacks it, and it is seen later. Lists are often cut
    short, so the absence from an incomplete one says nothing.

    >>> friends = [Visit("1", True, "1"), Visit("2", False, None), Visit("3", True, None), Visit("4", True, "4")]
    >>> spells([friends])
    [Spell(first_seen='1', last_seen='1', began_after=None, gone_by='3'),
    Spell(first_seen='4', last_seen='4', began_after='3', gone_by=None)]
    """
    sightings: set[str] = set()
    absences: set[str] = set()
    endings: set[str] = set()
    for visits in lists:
        sightings.update(visit.seen_at for visit in visits if visit.seen_at is not None)
        # Of two that ended at once neither comes first: what one of them has was there.
        shown_by: dict[str, bool] = {}
        for visit in visits:
            if visit.complete:
                shown_by[visit.ended_at] = shown_by.get(visit.ended_at, False) or visit.seen_at is not None
        held = False
        for ended_at, shown in sorted(shown_by.items()):
            if not shown:
                absences.add(ended_at)
                if held:
                    endings.add(ended_at)
            held = shown
    found: list[Spell] = []
    runs = _runs(sorted(sightings), sorted(endings))
    for first, last, gone_by in runs:
        earliest = found[-1].last_seen if found else ""
        before = [at for at in absences if earliest <= at < first]
        found.append(Spell(first, last, max(before, default=None), gone_by))
    return found


def _runs(sightings: Sequence[str], endings: Sequence[str]) -> Iterable[tuple[str, str, str | None]]:
    """The first and last sighting of each spell, and the ending that follows it."""
    run: list[str] = []
    ending = iter(endings)
    next_end = next(ending, None)
    for at in sightings:
        while next_end is not None and next_end < at:
            if run:
                yield run[0], run[-1], next_end
                run = []
            next_end = next(ending, None)
        run.append(at)
    if run:
        after = next((at for at in endings if at >= run[-1]), None)
        yield run[0], run[-1], after
