"""A simulated world, exported as two collections, with what the database that both come from says of it."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from companion.analyses.analysis import run as analyse
from companion.core.wire.findings.shared import Shared
from companion.core.wire.selection import Selection
from companion.demo.world.shape import Shape
from companion.exports.format import Asked, write
from companion.store.connection import connect
from scripts.simulate import simulate

SHAPE = replace(
    Shape(), facebook=1000, instagram=300, planted_facebook=40, planted_instagram=40, visited=0.6, completeness=0.95
)


@dataclass
class World:
    """Exports of two collections that have edges in common, and what the database that both come from says."""

    folder: Path
    folders: list[Path]
    finding: Shared


def made(folder: Path) -> World:
    simulate(folder / "data", SHAPE, 12)
    truth = json.loads((folder / "data" / "truth.json").read_text())
    folders = [folder / "first", folder / "second"]
    with closing(connect(folder / "data" / "eyeline.db")) as conn:
        key = {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
        opened = sorted(key[handle] for handle in truth["opened"])
        for target, some in zip(folders, (opened[::2], opened[1::2] + opened[:50:2]), strict=True):
            target.mkdir()
            write(conn, "parquet", Selection(accounts=sorted(some)), target, Asked(neighbours=True))
        finding = analyse(conn, "shared", Selection(accounts=opened), {"most": 100_000, "examples": 0})
    assert isinstance(finding, Shared)
    return World(folder, folders, finding)
