"""``eyeline cluster shared`` against ``eyeline analyse shared``, with workers that are killed on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pyarrow import parquet as pq

from companion import __version__
from companion.cli.main import eyeline
from companion.cluster import scheduler
from companion.cluster.collections import read
from companion.cluster.scheduler import Work, check_versions, connected
from companion.cluster.shared import Found, shared
from companion.errors import BadRequestError, ClusterError
from tests.companion.cluster.dask import Dask
from tests.companion.cluster.world import World


@pytest.fixture(scope="module")
def here(world: World) -> Found:
    return shared(read(world.folders), 0.05)


def invoke(*arguments: str | Path) -> Any:
    return CliRunner().invoke(eyeline, ["cluster", "shared", *map(str, arguments)])


def test_joined_collections_say_what_the_whole_says(world: World, here: Found) -> None:
    assert here.tested == world.finding.pairs_tested
    assert here.table.num_rows == world.finding.pair_count > 100
    assert here.threshold == pytest.approx(world.finding.threshold)
    wanted = {
        (pair.kind.value, *sorted((_ref(pair.first), _ref(pair.second)))): (pair.shared, pair.expected, pair.q_value)
        for pair in world.finding.pairs
    }
    for row in here.table.to_pylist():
        shared_, expected, q_value = wanted.pop((row["kind"], *sorted((row["first"], row["second"]))))
        assert row["shared"] == shared_
        assert (row["expected"], row["q_value"]) == pytest.approx((expected, q_value))
    assert not wanted


def _ref(account: Any) -> str:
    if account.account_id is not None:
        return f"{account.platform}:id:{account.account_id}"
    return f"{account.platform}:handle:{account.handle}"


@pytest.mark.parametrize("how_many", [1, 2])
def test_killed_workers_change_nothing(world: World, here: Found, cluster: Dask, how_many: int) -> None:
    """Where all are killed, what was sent to them is lost too, and is sent again to those that come."""
    killed = []

    def spread(work: Callable[..., Any], parts: Sequence[int], common: tuple[Any, ...]) -> Iterator[Any]:
        for number, (_, result) in enumerate(Work[int, Any](client, work, common).in_order(parts)):
            yield result
            if number == 0 and not killed:
                for worker in cluster.workers[:how_many]:
                    cluster.kill(worker)
                    killed.append(worker)
                    cluster.add_worker()

    with connected(cluster.address) as client:
        client.wait_for_workers(2, timeout=60)
        found = shared(read(world.folders), 0.05, spread)
    assert len(killed) == how_many
    assert found.table.equals(here.table)
    assert (found.tested, found.threshold) == (here.tested, here.threshold)


def test_the_command_writes_both_forms(world: World, here: Found, cluster: Dask, tmp_path: Path) -> None:
    done = invoke(*world.folders, "--scheduler", cluster.address, "-o", tmp_path / "pairs.parquet")
    assert done.exit_code == 0, done.output
    assert f"{here.table.num_rows:,} of {here.tested:,} pairs" in done.stderr
    assert pq.read_table(tmp_path / "pairs.parquet").equals(here.table)
    done = invoke(*world.folders, "-o", tmp_path / "pairs.jsonl")
    lines = (tmp_path / "pairs.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == here.table.to_pylist()


def test_what_cannot_be_used_is_said_in_a_sentence(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "ANSWERS_WITHIN", 1)
    nowhere = invoke(*world.folders, "--scheduler", "tcp://127.0.0.1:9")
    assert isinstance(nowhere.exception, ClusterError)
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in nowhere.exception.message
    empty = invoke(tmp_path)
    assert isinstance(empty.exception, BadRequestError)
    assert "accounts.parquet cannot be read" in empty.exception.message
    assert "must end in .parquet or .jsonl" in invoke(*world.folders, "-o", tmp_path / "pairs.csv").output


def test_workers_must_have_this_version(cluster: Dask, tmp_path: Path) -> None:
    (tmp_path / "companion").mkdir()
    (tmp_path / "companion" / "__init__.py").write_text('__version__ = "0.0.1"\n')
    with connected(cluster.address) as client:
        other = cluster.add_worker(str(tmp_path), cwd=tmp_path)
        client.wait_for_workers(len(cluster.workers), timeout=60)
        with pytest.raises(ClusterError, match=rf"has Eyeline 0\.0\.1, and this is {__version__}"):
            check_versions(client)
        cluster.kill(other)
