"""``eyeline export`` as a person uses it: whole or not at all, and with sentences where it cannot be."""

from __future__ import annotations

import hashlib
import json
import stat
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from companion.cli.main import eyeline
from companion.cli.whole_files import written, written_folder
from companion.core.progress import Cancelled
from companion.core.wire.observations import Batch
from companion.errors import BadRequestError, CompanionError, NotFoundError
from companion.exports import format as formats
from companion.operations.ingest import ingest
from companion.store.db import Store
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.store.test_edges import visit

WINTER = [
    visit(1, "following", "a", "bc") | {"case": {"name": "Winter"}},
    visit(2, "following", "b", "xyz"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with blank_store(tmp_path / "data") as store:
        for each in WINTER:
            store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
    return tmp_path / "data"


def export(data: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(eyeline, ["export", *map(str, arguments), "--data", str(data)])


def handles(path: Path) -> list[str]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row["handle"] for row in rows if row["row"] == "account"]


def test_writes_every_format_and_says_what_is_in_it(data: Path, tmp_path: Path) -> None:
    for name in formats.FORMATS.names():
        wanted = formats.FORMATS.named(name)
        target = tmp_path / f"out-{name}{wanted.suffixes[0] if wanted.suffixes else ''}"
        result = export(data, name, "-o", target)
        assert result.exit_code == 0, result.output
        assert str(target) in result.output
        assert name == "coortweet" or "6 accounts, 5 edges" in result.output
        if wanted.is_folder:
            assert {path.name for path in target.iterdir()} == set(wanted.files)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_manifest_has_counts_and_hashes(data: Path, tmp_path: Path) -> None:
    export(data, "parquet", "--case", "Winter", "-o", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"] == {"accounts": 3, "edges": 2, "captures": 2, "activities": 0}
    assert manifest["selection"] == {"case": 1}
    for name, said in manifest["files"].items():
        content = (tmp_path / "out" / name).read_bytes()
        assert said == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert len(manifest["files"]) == 4


def test_a_selection_and_its_neighbours(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ndjson"
    export(data, "ndjson", "--case", "Winter", "-o", out)
    assert handles(out) == ["a", "b", "c"]
    export(data, "ndjson", "--case", "Winter", "--neighbours", "-o", out)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {row["handle"]: row["selected"] for row in rows if row["row"] == "account"} == {
        **dict.fromkeys("abc", True),
        **dict.fromkeys("xyz", False),
    }
    assert export(data, "ndjson", "--account", "demo:handle:b", "-o", out).exit_code == 0
    assert handles(out) == ["b"]


def test_accounts_have_their_communities_where_these_are_asked_for(data: Path, tmp_path: Path) -> None:
    with Store(data) as store:
        for number, (owner, members) in enumerate((("k", "lmno"), ("l", "mno"), ("m", "no"), ("n", "o")), 3):
            befriended = Batch.model_validate(visit(number, "friends", owner, members))
            store.submit(lambda conn, each=befriended: ingest(conn, each, now())).result()
    out = tmp_path / "out.ndjson"
    assert export(data, "ndjson", "--communities", "links", "-o", out).exit_code == 0
    manifest, *rows = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    found = {row["handle"]: row["community"] for row in rows if row["row"] == "account"}
    assert manifest["communities"] == "links"
    assert ("".join(name for name, number in sorted(found.items()) if number == 1), found["o"]) == ("abcxyz", 2)
    analysed = ["analyse", "communities", "--ties", "links", "--json", "--data", str(data)]
    told = json.loads(CliRunner().invoke(eyeline, analysed).output)["communities"]
    assert found == {each["handle"]: one["number"] for one in told for each in one["members"]}

    shared = export(data, "ndjson", "-o", out, "--communities")
    assert shared.exit_code == 0
    assert "`eyeline analyse communities --ties shared` says why" in shared.output
    assert out.read_text(encoding="utf-8").count('"community": null') == len(found)
    assert export(data, "coortweet", "--communities", "-o", tmp_path / "out.csv").exit_code == 2


def test_two_researchers_with_one_key_can_join(data: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    assert (
        "key of Winter"
        in CliRunner().invoke(eyeline, ["case", "key", "Winter", "-o", str(key), "--data", str(data)]).output
    )
    if sys.platform != "win32":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    out = [tmp_path / "case.ndjson", tmp_path / "file.ndjson"]
    export(data, "ndjson", "--pseudonyms", "Winter", "-o", out[0])
    export(data, "ndjson", "--key-file", key, "-o", out[1])
    assert handles(out[0]) == handles(out[1]) != ["a", "b", "c", "x", "y", "z"]

    other = tmp_path / "other"
    with Store(other) as store:
        store.submit(lambda conn: ingest(conn, Batch.model_validate(WINTER[0]), now())).result()
    command = ["case", "key", "Winter", "--set", "--data", str(other)]
    assert CliRunner().invoke(eyeline, command, input=key.read_text()).exit_code == 0
    export(other, "ndjson", "--pseudonyms", "Winter", "-o", out[1])
    assert set(handles(out[1])) < set(handles(out[0]))


def test_another_key_is_not_replaced_without_being_asked(data: Path) -> None:
    run = CliRunner()
    command = ["case", "key", "Winter", "--data", str(data)]
    before = run.invoke(eyeline, command).output
    assert run.invoke(eyeline, [*command, "--set"], input="00" * 32).exit_code == 1
    assert run.invoke(eyeline, command).output == before
    assert run.invoke(eyeline, [*command, "--set", "--yes"], input="00" * 32).exit_code == 0
    assert run.invoke(eyeline, command).output.strip() == "00" * 32
    bad = run.invoke(eyeline, [*command, "--set"], input="abc")
    assert isinstance(bad.exception, BadRequestError)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gexf", "-o", "out.txt"], "must end in .gexf"),
        (["gexf", "-o", "out.gexf", "--case", "Summer"], "There is no case Summer. Cases: Winter."),
        (["gexf", "-o", "out.gexf", "--search", "nobody"], "There is no account in this selection"),
        (["gexf", "-o", "missing/out.gexf"], "cannot be written"),
        (["gephi", "-o", "missing/out"], "cannot be written"),
        (["gephi", "-o", "full"], "has other files in it, as mine.txt"),
        (["gexf", "-o", "out.gexf", "--pseudonyms", "Winter", "--key-file", "full/mine.txt"], "not both"),
        (["gexf", "-o", "out.gexf", "--key-file", "full/mine.txt"], "64 hexadecimal digits"),
    ],
)
def test_says_in_a_sentence_why_it_cannot(
    arguments: list[str], said: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    result = export(data, *arguments)
    assert result.exit_code != 0
    error = result.exception
    assert said in (error.message if isinstance(error, CompanionError) else result.output)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "full"]
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["ndjson", "parquet"])
def test_what_is_cancelled_leaves_what_lay_there(name: str, data: Path, tmp_path: Path) -> None:
    wanted = formats.FORMATS.named(name)
    target = tmp_path / (f"out{wanted.suffixes[0]}" if wanted.suffixes else "out")
    assert export(data, name, "-o", target, "--account", "demo:handle:a").exit_code == 0
    before = sorted((path, path.read_bytes()) for path in tmp_path.glob("out*/*" if wanted.is_folder else "out*"))

    def cancel(done: int, of: int) -> None:
        if done:
            raise Cancelled

    place = written_folder(target, wanted.files) if wanted.is_folder else written(target)
    with Store(data) as store, pytest.raises(Cancelled), place as unfinished:
        store.read_here(lambda conn: formats.write(conn, name, formats.Selection(), unfinished, progress=cancel))
    assert sorted((path, path.read_bytes()) for path, _ in before) == before
    assert [path.name for path in tmp_path.iterdir()] in (["data", target.name], [target.name, "data"])


def test_a_whole_file_takes_the_place_of_the_one_before(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(data, "spreadsheet", "-o", target, "--account", "demo:handle:a")
    assert len(pd.read_csv(target / "accounts.csv")) == 1
    export(data, "spreadsheet", "-o", target)
    assert len(pd.read_csv(target / "accounts.csv")) == 6


def test_there_is_no_other_format() -> None:
    with pytest.raises(NotFoundError, match="There is no format word: there are coortweet, gephi"):
        formats.FORMATS.named("word")
