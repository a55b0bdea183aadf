"""Options that select accounts become the selection that they say."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from companion.cli.options import AskedSelection, Moment, selection_options
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError, NotFoundError
from companion.operations.ingest import ingest
from companion.store import actions
from companion.store.db import Store
from companion.store.times import now
from tests.companion.wire_samples import account, batch, capture

CAPTURED = capture("demo:handle:ana", ["demo:id:7"])


def asked_by(*arguments: str) -> AskedSelection:
    got: list[AskedSelection] = []

    @click.command()
    @selection_options
    @click.argument("name")
    def command(name: str, asked: AskedSelection) -> None:
        assert name == "mine"
        got.append(asked)

    result = CliRunner().invoke(command, ["mine", *arguments], standalone_mode=False)
    if result.exception:
        raise result.exception
    return got[0]


@pytest.fixture
def known(store: Store) -> Store:
    made = Batch.model_validate(batch(account("ana"), account("bo", "7"), case={"name": "Winter"}, captures=[CAPTURED]))
    store.submit(lambda conn: ingest(conn, made, now())).result()
    return store


def selection(store: Store, *arguments: str) -> Selection:
    return store.read_here(asked_by(*arguments).selection)


def test_each_option_is_its_condition(known: Store) -> None:
    known.submit(lambda conn: actions.tag(conn, [1], "seen", now())).result()
    assert asked_by().is_everyone
    assert selection(known) == Selection()
    given = selection(
        known,
        *("--case", "Winter", "--tag", "seen", "--platform", "demo", "--level", "some", "--not-reused"),
        *(
            "--list",
            "1",
            "--search",
            "an",
            "--seen-from",
            "2026-01-01",
            "--seen-to",
            "2026-02-01T10:00+02:00",
            "--hidden",
        ),
    )
    assert given == Selection(
        case=1,
        tag="seen",
        capture=1,
        platform="demo",
        level="some",
        reused=False,
        search="an",
        seen_from=datetime(2026, 1, 1, tzinfo=timezone.utc),
        seen_to=datetime(2026, 2, 1, 8, tzinfo=timezone.utc),
        hidden=True,
    )


def test_accounts_are_named_by_number_or_ref(known: Store) -> None:
    by_id = selection(known, "--account", "demo:id:7").accounts
    assert by_id is not None
    assert selection(known, "--account", str(by_id[0]), "--account", "demo:handle:ana").accounts == [
        *by_id,
        *(selection(known, "--account", "demo:handle:ana").accounts or []),
    ]


@pytest.mark.parametrize(
    "options",
    [
        ("--case", "Summer"),
        ("--tag", "seen"),
        ("--account", "99999999999999999999"),
        ("--account", "demo:id:9"),
        ("--platform", "Insta gram"),
        ("--list", "9"),
    ],
)
def test_what_is_not_there_is_said(known: Store, options: tuple[str, str]) -> None:
    with pytest.raises(NotFoundError):
        selection(known, *options)


@pytest.mark.parametrize("options", [("--account", "ana"), ("--search", "x" * 300)])
def test_what_cannot_be_is_said(known: Store, options: tuple[str, str]) -> None:
    with pytest.raises(BadRequestError):
        selection(known, *options)


def test_a_list_that_names_nobody_is_said(known: Store, tmp_path: Path) -> None:
    (file := tmp_path / "names.txt").write_text(" , \n")
    with pytest.raises(BadRequestError, match=r"names\.txt"):
        selection(known, "--from", str(file))


def test_a_time_is_read_as_people_write_it() -> None:
    def read(text: str, end_of_day: bool = False) -> str:
        return Moment(end_of_day).convert(text, None, None).astimezone(timezone.utc).isoformat()

    assert read("2020-12-01") == "2020-12-01T00:00:00+00:00"
    assert read("2020-12-01", end_of_day=True) == "2020-12-01T23:59:59.999999+00:00"
    assert read("2020-12-01T14:30", end_of_day=True) == "2020-12-01T14:30:00+00:00"
    assert read("2020-12-01T14:30:00Z") == "2020-12-01T14:30:00+00:00"
    assert read("2020-12-01 14:30+03:00") == "2020-12-01T11:30:00+00:00"
    with pytest.raises(click.BadParameter):
        read("yesterday")
