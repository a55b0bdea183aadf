"""The networks that analyses find leave whole: each tie with weight, p and q, each account with its community."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from companion.cli.main import eyeline
from companion.exports.networks.writing import Network, Node, Tie, write
from companion.imports.format import read_file, recognised
from companion.store.db import Store
from tests.companion.imports.made import rows

REFS = "SELECT platform || coalesce(':id:' || account_id, ':handle:' || handle) FROM accounts"

SHARES = "object_id,account_id,content_id,timestamp_share\n" + "".join(
    f"{group}{number},{who},{who}{group}{number},{1_600_000_000 + 1000 * number + at}\n"
    for group, people in (("x", ("ana", "bob", "c&d")), ("y", ("eve", "fay")))
    for number in range(4)
    for at, who in enumerate(people)
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("networks")
    (folder / "s.csv").write_text(SHARES)
    done = CliRunner().invoke(eyeline, ["import", str(folder / "s.csv"), "--data", str(folder / "data")])
    assert done.exit_code == 0, done.output
    return folder / "data"


def analysed(data: Path, target: Path, *more: str) -> str:
    command = ["analyse", "coshare", "--data", str(data), "--most-edges", "1", "-o", str(target), *more]
    done = CliRunner().invoke(eyeline, command)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "csv", "parquet"])
def test_every_tie_has_weight_p_and_q_and_every_account_its_community(data: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"n.{suffix}"
    assert "5 accounts, 4 ties" in analysed(data, target)
    if suffix in ("gexf", "graphml"):
        graph = getattr(nx, f"read_{suffix}")(target)
        assert {values["label"] for _, values in graph.nodes(data=True)} == {"ana", "bob", "c&d", "eve", "fay"}
        assert sorted(values["community"] for _, values in graph.nodes(data=True)) == [1, 1, 1, 2, 2]
        ties = [values for *_, values in graph.edges(data=True)]
    elif suffix == "csv":
        with target.open(newline="", encoding="utf-8-sig") as table:
            ties = [{**row, "weight": float(row["weight"])} for row in csv.DictReader(table)]
        assert {(row["source_community"], row["target_community"]) for row in ties} == {("1", "1"), ("2", "2")}
    else:
        ties = pq.read_table(target).to_pylist()
    assert [tie["weight"] for tie in ties] == [4, 4, 4, 4]
    assert all(0 <= float(tie["p_value"]) <= float(tie["q_value"]) <= 1 for tie in ties)


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "csv", "parquet"])
def test_it_is_read_back_as_accounts_of_any_name_and_not_as_ties_that_somebody_saw(
    store: Store, tmp_path: Path, suffix: str
) -> None:
    refs = ["x:id:1.5", "x:handle:na", "instagram:handle:=bob"]
    nodes = [Node(ref, ref.split(":")[0], ref.split(":")[2], 1) for ref in refs]
    ties = [Tie(refs[0], refs[at], "friend", 3, 0.1, p_value, 0.01) for at, p_value in ((1, None), (2, 0.001))]
    target = tmp_path / f"n.{suffix}"
    write(Network(nodes, ties), target, f".{suffix}")
    done = read_file(store, recognised(target), target)
    assert (done.accounts, done.edges, done.rows_read, done.rows_left_out) == (3, 0, 3, 2), done.reasons
    assert {ref for (ref,) in rows(store, REFS)} == {*refs}
    (reason,) = done.reasons
    assert "nobody saw" in reason.error.message


def test_names_are_pseudonyms_under_a_key(data: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("0" * 64)
    analysed(data, tmp_path / "n.gexf", "--key-file", str(tmp_path / "key"))
    text = (tmp_path / "n.gexf").read_text()
    assert "imported:pseudonym:" in text
    assert "ana" not in text


def test_a_file_of_another_kind_is_not_written(data: Path, tmp_path: Path) -> None:
    command = ["analyse", "coshare", "--data", str(data), "-o", str(tmp_path / "n.xlsx")]
    refused = CliRunner().invoke(eyeline, command)
    assert refused.exit_code != 0
    assert list(tmp_path.iterdir()) == []
