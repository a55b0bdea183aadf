"""One cluster and one world for all tests of this folder: both take seconds to make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.companion.cluster import world as worlds
from tests.companion.cluster.dask import Dask, dask


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """Two workers; a test that kills one starts another."""
    with dask(tmp_path_factory.mktemp("dask")) as started:
        yield started


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> worlds.World:
    return worlds.made(tmp_path_factory.mktemp("world"))
