"""Tags, notes, cases and hiding from the command line, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import run_here
from tests.companion.wire_samples import account, batch


@pytest.fixture
def data(tmp_path: Path) -> Path:
    made = batch(account("ana"), account("bo\x1b[31m"), account("cy"))
    recorded = batch(account("cy"), case={"name": "Winter", "note": "First look"})
    with blank_store(tmp_path / "data") as store:
        for each in (made, recorded):
            store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
    return tmp_path / "data"


def typed(data: Path, *arguments: str) -> str:
    result = CliRunner().invoke(eyeline, [*arguments, "--data", str(data)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def lines(data: Path, *arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in typed(data, *arguments, "--json").splitlines()]


def test_a_case_from_its_making_to_its_accounts(data: Path) -> None:
    assert "Summer is there" in typed(data, "case", "new", "Summer")
    assert "Collected 1 account into Summer" in typed(data, "case", "add", "Summer", "--search", "an")
    typed(data, "note", "add", "Look again", "--case", "Summer")
    typed(data, "case", "rename", "Summer", "Autumn")
    assert [(each["name"], each["accounts"]) for each in lines(data, "case", "list")] == [("Autumn", 1), ("Winter", 1)]
    shown = lines(data, "case", "show", "Autumn")[0]
    assert [note["text"] for note in shown["notes"]] == ["Look again"]
    assert [member["handle"] for member in shown["members"]] == ["ana"]
    assert "First look" in typed(data, "case", "show", "Winter")
    assert "Took 1 account out of Autumn" in typed(data, "case", "remove", "Autumn", "--account", "demo:handle:ana")
    assert "what was recorded into it stays" in typed(data, "case", "remove", "Winter", "--account", "demo:handle:cy")
    assert (
        typed(data, "case", "key", "Autumn")
        == typed(data, "case", "key", "Autumn")
        != typed(data, "case", "key", "Winter")
    )


def test_tags_notes_and_hiding_are_undone_and_done_again(data: Path) -> None:
    assert "Tagged 2 accounts with bot" in typed(data, "tag", "add", "bot", "--account", "1", "--account", "2")
    assert "Nothing to do" in typed(data, "tag", "add", "bot", "--account", "1")
    assert "Took the tag bot off 1 account" in typed(data, "tag", "remove", "bot", "--account", "1")
    assert lines(data, "tag", "list") == [{"tag": "bot", "accounts": 1}]
    assert typed(data, "undo") == "Undone: Took the tag bot off 1 account\n"
    assert lines(data, "tag", "list") == [{"tag": "bot", "accounts": 2}]
    assert typed(data, "redo") == "Done again: Took the tag bot off 1 account\n"
    typed(data, "note", "add", "odd", "--account", "2")
    note = lines(data, "note", "list")[0]
    assert (note["on"], note["text"]) == ("bo\x1b[31m", "odd")
    assert "\x1b" not in typed(data, "note", "list")
    typed(data, "note", "remove", str(note["note"]))
    assert lines(data, "note", "list") == []
    typed(data, "hide", "--tag", "bot")
    assert "No account" not in typed(data, "hide", "--no-more", "--tag", "bot")
    assert len(typed(data, "undo", "--list").splitlines()) == 6


def test_nothing_is_done_to_everybody_by_mistake(data: Path) -> None:
    for arguments in (("tag", "add", "bot"), ("hide",), ("case", "add", "Winter")):
        result = run_here(*arguments, "--data", str(data))
        assert result.returncode == 2
        assert "Say which accounts are meant" in result.stderr
    for arguments, said in (
        (("tag", "add", "bot", "--search", "nobody"), "No account meets these conditions."),
        (("case", "show", "Spring"), "There is no case Spring. Cases: Winter."),
        (("undo",), "There is nothing to undo."),
    ):
        result = run_here(*arguments, "--data", str(data))
        assert (result.returncode, result.stdout) == (1, "")
        assert said in result.stderr


def test_a_list_in_a_file_is_tagged_and_who_is_not_known_is_said(data: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("@Ana\nhttps://example.org/x, cy\nnobody", encoding="utf-8")
    result = CliRunner().invoke(eyeline, ["tag", "add", "bot", "--from", str(listed), "--data", str(data)])
    assert result.exit_code == 0, result.output
    assert "Tagged 2 accounts with bot" in result.stdout
    assert "Not known here, so left out (2): https://example.org/x, nobody" in result.stderr
    listed.write_bytes(b"\xff\xfe\x00")
    broken = CliRunner().invoke(eyeline, ["tag", "add", "bot", "--from", str(listed), "--data", str(data)])
    assert broken.exit_code == 1 and "UTF-8" in broken.stderr
    listed.write_text("nobody", encoding="utf-8")
    nobody = CliRunner().invoke(eyeline, ["tag", "add", "bot", "--from", str(listed), "--data", str(data)])
    assert nobody.exit_code == 1 and "No account meets these conditions" in nobody.stderr


def test_a_tag_that_nobody_has_is_said_to_be_none(data: Path) -> None:
    def said(tag: str) -> str:
        return run_here("analyse", "follows", "--tag", tag, "--data", str(data)).stderr

    assert "No account has the tag bots: no tags are in use yet." in said("bots")
    typed(data, "tag", "add", "bot", "--account", "1")
    assert "No account has the tag bots. Tags in use: bot." in said("bots")


def test_pictures_of_a_selection_are_compared_as_those_of_a_folder_are(data: Path) -> None:
    assert "1 accounts on demo" in typed(data, "together", "--case", "Winter")
    assert json.loads(typed(data, "together", "--case", "Winter", "--json"))["sample"]["accounts"] == 1
    assert typed(data, "reuse", "--case", "Winter").startswith("No picture of these accounts was seen on more")
    assert typed(data, "reuse").startswith("No picture was seen on more")
