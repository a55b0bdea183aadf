"""The demo's portraits say what they are meant to say, measured by the companion's own meter."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from companion.core.wire.evidence import Level, Status
from companion.demo.people import PEOPLE, Portrait
from companion.demo.portraits import Portraits
from companion.errors import NotFoundError
from companion.vision.meter import Meter


@pytest.fixture(scope="module")
def jpegs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, bytes]:
    portraits = Portraits(tmp_path_factory.mktemp("demo"))
    return {somebody.number: portraits.jpeg(somebody.number) for somebody in PEOPLE}


def test_each_kind_measures_as_it_should(jpegs: dict[int, bytes]) -> None:
    with Meter() as meter:
        found = {somebody: meter.measure(jpegs[somebody.number]).evidence for somebody in PEOPLE}
    for somebody, evidence in found.items():
        if somebody.portrait is Portrait.aligned:
            assert evidence.level is Level.strong, somebody
        elif somebody.portrait is Portrait.cropped:
            assert evidence.level is Level.none, somebody
        else:
            assert evidence.status is Status.no_face or evidence.level is Level.none, somebody
    kinds = Counter(somebody.portrait for somebody in PEOPLE)
    assert kinds[Portrait.aligned] == 14
    assert kinds[Portrait.cropped] == 9


def test_no_two_are_the_same_file(jpegs: dict[int, bytes]) -> None:
    assert len(set(jpegs.values())) == len(PEOPLE)


def test_they_are_the_same_each_time(jpegs: dict[int, bytes], tmp_path: Path) -> None:
    again = Portraits(tmp_path)
    first_of_each_kind = {somebody.portrait: somebody.number for somebody in reversed(PEOPLE)}
    assert set(first_of_each_kind) == set(Portrait)
    for number in first_of_each_kind.values():
        assert again.jpeg(number) == jpegs[number]


def test_many_may_ask_at_once(jpegs: dict[int, bytes], tmp_path: Path) -> None:
    portraits = Portraits(tmp_path)
    asked = [somebody.number for somebody in PEOPLE[:12]] * 4
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(portraits.jpeg, asked))
    assert answers == [jpegs[number] for number in asked]
    assert not list(tmp_path.rglob("*.part"))


def test_one_that_was_made_is_read_from_the_disk(tmp_path: Path) -> None:
    number = next(somebody.number for somebody in PEOPLE if somebody.portrait is Portrait.cropped)
    made = Portraits(tmp_path).jpeg(number)
    (kept,) = tmp_path.rglob("*.jpg")
    assert kept.read_bytes() == made
    kept.write_bytes(b"what lies there")
    assert Portraits(tmp_path).jpeg(number) == b"what lies there"


@pytest.mark.parametrize("number", [-1, 0, len(PEOPLE) + 1])
def test_a_number_that_nobody_has_is_refused(tmp_path: Path, number: int) -> None:
    with pytest.raises(NotFoundError):
        Portraits(tmp_path).jpeg(number)
