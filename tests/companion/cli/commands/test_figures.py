"""``eyeline figures`` as a person types it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from companion.cli.main import eyeline
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.wire_samples import account, batch


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Fourteen accounts whose last posts are a day apart, and who say the same of themselves."""
    names = [f"ana{number:02}" for number in range(14)]
    people = [account(name, bio="truth above everything") for name in names]
    posts = [
        {
            "account": f"demo:handle:{name}",
            "kind": "posts",
            "object": f"https://demo.example/posts/{name}",
            "object_kind": "post",
            "time": f"2026-02-{number + 1:02}T10:00:00Z",
            "precision": "minute",
        }
        for number, name in enumerate(names)
    ]
    with blank_store(tmp_path / "data") as store:
        seen = Batch.model_validate(batch(*people, activities=posts, case={"name": "Winter", "note": ""}))
        store.submit(lambda conn: ingest(conn, seen, now())).result()
    return tmp_path / "data"


def typed(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(eyeline, ["figures", *arguments, "--data", str(data)])


def test_each_is_a_file_with_its_numbers_and_others_say_what_they_lack(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    result = typed(data, str(folder), "--case", "Winter")
    assert result.exit_code == 0, result.output
    made = {path.name for path in folder.iterdir()}
    assert {"activity.svg", "activity.csv"} <= made
    assert "reused.svg" not in made
    assert "reused: No account here wears a picture" in result.output
    assert "activity: Half of the accounts, 7 of 14, were last active within 7 days" in result.output
    ElementTree.parse(folder / "activity.svg")
    assert sum(line.startswith("day,") for line in (folder / "activity.csv").read_text().splitlines()) == 14


def test_one_is_drawn_as_it_is_asked(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    asked = ("--figure", "activity", "--set", "since=2026-02-10", "--set", "until=2026-02-12", "--language", "es")
    result = typed(data, str(folder), *asked)
    assert result.exit_code == 0, result.output
    assert "activity: 3 de 14 cuentas" in result.output
    assert {path.name for path in folder.iterdir()} == {"activity.svg", "activity.csv"}
    assert "one --figure" in typed(data, str(folder), "--set", "since=2026-02-10").output
    assert "There is no figure x" in str(typed(data, str(folder), "--figure", "x").exception)
    assert "since" in str(typed(data, str(folder), "--figure", "activity", "--set", "since=soon").exception)
    assert {path.name for path in folder.iterdir()} == {"activity.svg", "activity.csv"}
