"""What ``docs/scale.md`` shows of DuckDB and Spark, run on the exports of two collections."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet as pq

from tests.companion.cluster.world import World

DOCUMENT = Path(__file__).parents[3] / "docs" / "scale.md"


def shown(language: str) -> str:
    """The document's only code of this language."""
    found = re.findall(rf"```{language}\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert len(found) == 1
    return str(found[0])


@pytest.fixture
def edges(world: World) -> Counter[str]:
    """How many edges of each kind the exports have together."""
    read = [pq.read_table(folder / "edges.parquet", columns=["kind"]) for folder in world.folders]
    return Counter(kind for table in read for kind in table["kind"].to_pylist())


def test_duckdb(world: World, edges: Counter[str]) -> None:
    found = duckdb.sql(shown("sql").replace("exports", str(world.folder))).fetchall()
    assert [(kind, count) for kind, count, _ in found] == sorted(edges.items())


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_spark(world: World, edges: Counter[str], tmp_path: Path) -> None:
    """PySpark from its package, in an environment of its own; it needs Java 17 or later, on PATH or in JAVA_HOME."""
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pyspark>=4"], check=True)
    program = tmp_path / "program.py"
    program.write_text(shown("python").replace("exports", str(world.folder)))
    ran = subprocess.run(
        [python, program],
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    counts = re.findall(r"^\|\s*(\w+)\|\s*(\d+)\|$", ran.stdout, re.MULTILINE)
    assert [(kind, int(count)) for kind, count in counts] == sorted(edges.items())
    assert ":handle:" in ran.stdout or ":id:" in ran.stdout
