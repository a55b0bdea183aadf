"""How often something is killed."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest

if not hasattr(signal, "SIGKILL"):
    collect_ignore_glob = ["test_*"]


@pytest.fixture
def often(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """The first number in the ordinary run, the second with ``--soak``."""
    return lambda usual, soaked: soaked if pytestconfig.getoption("--soak") else usual
