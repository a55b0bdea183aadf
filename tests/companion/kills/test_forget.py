"""``eyeline forget`` that is killed anywhere has deleted everything that it should, or nothing; done again, it ends.

And then nothing of what was deleted stands in any file.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.cli.main import eyeline
from companion.core.wire.observations import Batch
from companion.errors import NotFoundError
from companion.operations.ingest import ingest
from companion.store import pictures
from companion.store.folder import DATABASE
from companion.store.forgetting.compacting import OWED
from companion.store.times import now, text_of
from tests.companion.blank import blank_store
from tests.companion.kills.sound import state_of
from tests.companion.kills.steps import Clock, kills
from tests.companion.wire_samples import account, batch, capture, drawing, picture

GONE = "forgottenperson"
KEPT = "ordinaryperson"


def forget(folder: str) -> None:
    eyeline(["forget", "--case", "Ring", "--accounts", "--yes", "--data", folder], standalone_mode=False)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with people to be forgotten, of the case, and others."""
    folder = tmp_path_factory.mktemp("before")
    with blank_store(folder) as store:
        for who, more in ((GONE, {"case": {"name": "Ring", "note": GONE}}), (KEPT, {})):
            people = [account(f"{who}{n}", bio=f"{who} says", picture=picture(f"{who}{n}")) for n in range(30)]
            seen = capture(people[0]["ref"], [each["ref"] for each in people[1:]])
            made = Batch.model_validate(batch(*people, captures=[seen], **more))
            answer = store.submit(lambda conn, made=made: ingest(conn, made, now())).result()
            for number, wanted in enumerate(answer.wanted):
                sent = (wanted.platform, wanted.address, wanted.picture_id, drawing(number + 100 * (who == GONE)))
                store.submit(lambda conn, sent=sent: pictures.receive(conn, *sent, text_of(now()))).result()
    return folder


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = copied(before, tmp_path_factory.mktemp("after") / "data")
    forget(str(folder))
    left = state_of(folder / DATABASE)
    assert KEPT in "".join(left)
    assert GONE not in "".join(left)
    return left


def copied(before: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(before, folder))


@pytest.mark.parametrize(("clock", "usually"), [(Clock.statements, 211), (Clock.instructions, 11)])
@pytest.mark.timeout(1800)
def test_forgetting_that_is_killed(
    clock: Clock,
    usually: int,
    before: Path,
    after: list[str],
    tmp_path: Path,
    often: Callable[[int, int], int],
    record_property: pytest.RecordProperty,
) -> None:
    untouched = state_of(before / DATABASE)
    folder = copied(before, tmp_path / "data")
    found, count = set(), 0
    for step in kills(clock, forget, str(folder), every=often(usually, 5 if clock is Clock.statements else 1)):
        state = state_of(folder / DATABASE, without=f"'{OWED}'")
        assert state in (untouched, after), step
        found.add(state == after)
        count += 1
        with contextlib.suppress(NotFoundError):  # where the case is gone already
            forget(str(folder))
        assert state_of(folder / DATABASE) == after
        assert not [file for file in folder.rglob("*") if file.is_file() and GONE.encode() in file.read_bytes()]
        copied(before, folder)
    assert len(found) >= often(1, 2)
    record_property("kills", f"{count}, all or nothing each time")
