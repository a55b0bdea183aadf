"""Measurements of this companion beside that of another commit, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from scripts.research.measuring.documents import ROOT

EDGES_AN_ACCOUNT = 6


@contextmanager
def checked_out(commit: str | None, folder: Path) -> Iterator[Path | None]:
    """The companion's sources at this commit, while they are needed; None for no commit."""
    if commit is None:
        yield None
        return
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", folder, commit], cwd=ROOT, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=ROOT, check=True)


def measured(measure: str, sources: Path, *arguments: str | Path) -> dict[str, Any]:
    """What ``scripts/research/measuring/MEASURE.py`` says of the companion of these sources."""
    print(".", end="", file=sys.stderr, flush=True)
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    command = [sys.executable, ROOT / "scripts/research/measuring" / f"{measure}.py", *arguments]
    done = subprocess.run(command, cwd=sources, env=environment, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


def seconds(of: dict[str, Any]) -> str:
    """Of the processor, and in brackets by the clock."""
    return f"{of['cpu']:.1f} ({of['wall']:.1f})"


def write_edges(file: Path, count: int) -> None:
    """A table of edges between accounts of which few have very many."""
    rng = np.random.default_rng(count)
    accounts = count // EDGES_AN_ACCOUNT
    ends = (accounts * rng.random((2, count + count // 4)) ** np.array([[2.0], [1.0]])).astype(np.int64)
    pairs = np.unique(ends[:, ends[0] != ends[1]], axis=1)
    chosen = pairs[:, rng.permutation(pairs.shape[1])[:count]]
    with file.open("w", encoding="utf-8") as out:
        out.write("source,target\n")
        out.writelines(f"person.{source},person.{target}\n" for source, target in chosen.T.tolist())
