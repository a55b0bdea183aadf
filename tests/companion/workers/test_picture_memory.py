"""What one picture of the largest accepted size takes, and that many leave nothing behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.workers.picture_process import PictureProcess
from scripts.benches import pictures

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells another process's peak")

SHORT = "PNG, 8000 × 5000, transparent"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PictureProcess]:
    with PictureProcess(Path(tmp_path_factory.mktemp("data"))) as one:
        pictures.warm_up(one)
        yield one


@pytest.mark.parametrize(
    "name", [name if name == SHORT else pytest.param(name, marks=pytest.mark.soak) for name in pictures.LARGEST]
)
def test_one_picture(name: str, process: PictureProcess) -> None:
    status, grown = pictures.growth(process, pictures.LARGEST[name]())
    assert status in ("scored", "no_face", "several_faces")  # engines see other faces in noise
    assert grown <= pictures.MOST_MB


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=[pytest.mark.soak, pytest.mark.timeout(1200)])])
def test_many_pictures(count: int, process: PictureProcess) -> None:
    half, whole = pictures.over_many(process, count)
    assert whole - half <= pictures.FLAT_MB
