"""What changed between two times, and runs of a value that was seen again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from companion.core.timeline import Spell

V = TypeVar("V")


@dataclass(frozen=True)
class Run(Generic[V]):
    """A value that was seen again and again, with no other between."""

    value: V
    first_seen: str
    last_seen: str

    def known(self, name: str) -> dict[str, object]:
        """As a row, in which the value has this name."""
        return {name: self.value, "first_seen": self.first_seen, "last_seen": self.last_seen}


def runs(sightings: Iterable[tuple[str, V | None]]) -> list[Run[V]]:
    """The runs of equal values among sightings: (time as sortable text, value), in the order of time. None is no value.

    >>> [(run.value, run.first_seen, run.last_seen) for run in runs([("1", "a"), ("2", None), ("3", "a"), ("4", "b")])]
    [('a', '1', '3'), ('b', '4', '4')]
    """
    found: list[Run[V]] = []
    for at, value in sightings:
        if value is None:
            continue
        if found and found[-1].value == value:
            found[-1] = replace(found[-1], last_seen=at)
        else:
            found.append(Run(value, at, at))
    return found


@dataclass
class Changes:
    """Edges by what changed between two times, each with whether that is certain, as in :class:`EdgeSeen`."""

    appeared: dict[int, bool] = field(default_factory=dict)
    first_seen: dict[int, bool] = field(default_factory=dict)
    ended: dict[int, bool] = field(default_factory=dict)
    gone_between: int = 0
    only_between: int = 0


def changes(spells: Iterable[tuple[int, Spell]], since: str, until: str) -> Changes:
    """What changed, from every spell, (its edge, itself), that did not last from ``since`` to ``until``.

    Spells that were over by ``since`` or began after ``until`` change nothing.

    >>> changes([(1, Spell("2", "2", "1")), (2, Spell("2", "2")), (3, Spell("0", "0", None, "2"))], "1", "3")
    Changes(appeared={1: True}, first_seen={2: False}, ended={3: False}, gone_between=0, only_between=0)
    """
    old: dict[int, Spell] = {}
    new: dict[int, Spell] = {}
    passing: set[int] = set()
    for edge, spell in spells:
        lasts = spell.gone_by is None or spell.gone_by > until
        if spell.first_seen > until or (spell.gone_by is not None and spell.gone_by <= since):
            continue
        if spell.first_seen <= since:
            if not lasts:
                old[edge] = spell
        elif lasts:
            new[edge] = spell
        else:
            passing.add(edge)
    found = Changes(gone_between=len(old.keys() & new.keys()), only_between=len(passing - old.keys() - new.keys()))
    found.ended = {edge: old[edge].last_seen >= since for edge in old.keys() - new.keys()}
    for edge in new.keys() - old.keys():
        began = new[edge].began_after
        if began is not None and began >= since:
            found.appeared[edge] = True
        else:
            found.first_seen[edge] = False
    return found
