"""The made-up people of the demo, and who is whose friend."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Portrait(str, Enum):
    """How a portrait is made: the photograph as StyleGAN's training set was aligned, as people crop, or a drawing."""

    aligned = "aligned"
    cropped = "cropped"
    initials = "initials"
    landscape = "landscape"
    animal = "animal"
    figure = "figure"
    plant = "plant"


@dataclass(frozen=True)
class Person:
    """``number`` is the portrait's, from 1."""

    number: int
    handle: str
    name: str
    portrait: Portrait
    bio: str


# Some names and texts are awkward on purpose: what a page shows is data, and it must come through unharmed.
_ROWS = json.loads(Path(__file__).with_name("people.json").read_text(encoding="utf-8"))

PEOPLE: tuple[Person, ...] = tuple(
    Person(number, row["handle"], row["name"], Portrait(row["portrait"]), row["bio"])
    for number, row in enumerate(_ROWS, start=1)
)
HOST: Person = PEOPLE[0]
"""The person whose friend list has everybody else on it."""

_BY_HANDLE = {person.handle: person for person in PEOPLE}


def person(handle: str) -> Person | None:
    return _BY_HANDLE.get(handle)


def friends_of(somebody: Person) -> list[Person]:
    """The host knows all sixty. The aligned ones know the host and one of each circle; everybody else knows the host, a
    dozen of their own circle, and a few of the next."""
    return [other for other in PEOPLE if other is not somebody and _are_friends(somebody, other)]


def _are_friends(one: Person, other: Person) -> bool:
    if HOST in (one, other):
        return True
    (first, place), (second, beside) = _PLACES[one], _PLACES[other]
    if first != second:
        return place == beside and (0 in (first, second) or place % BRIDGE == 0)
    if first == 0:
        return False
    apart = abs(place - beside)
    return min(apart, len(CIRCLES[first]) - apart) <= NEAR


NEAR = 6
"""So many to either side somebody knows of a circle."""
BRIDGE = 5
"""One in so many knows somebody of the other circle."""

_OTHERS = [each for each in PEOPLE if each is not HOST and each.portrait is not Portrait.aligned]
CIRCLES: tuple[list[Person], ...] = (
    [each for each in PEOPLE if each.portrait is Portrait.aligned],
    _OTHERS[: len(_OTHERS) // 2],
    _OTHERS[len(_OTHERS) // 2 :],
)
"""The aligned ones, of whom no two have a friend in common but the host, and two circles of neighbours."""
_PLACES = {each: (circle, place) for circle, people in enumerate(CIRCLES) for place, each in enumerate(people)}
