"""The whole set-up, in its order."""

from __future__ import annotations

from collections.abc import Callable

from . import node_packages, python_packages
from .command import LOG, ROOT, SetupError, say
from .one_at_a_time import one_at_a_time

LARGE_LOG = 2**20  # bytes


def prepare(for_tests: bool) -> None:
    """Make the checkout ready to start, or to run its tests; what is current is left alone. Raises SetupError."""
    try:
        with one_at_a_time(ROOT / "build" / "setup.lock"):
            if LOG.exists() and LOG.stat().st_size > LARGE_LOG:
                LOG.unlink()
            python_packages.make_ready(for_tests)
            node_packages.make_ready(for_tests)
    except OSError as error:
        raise SetupError(f"The set-up cannot go on: {error}. Mend this and run the same command again.") from error


def reporting(action: Callable[[], int]) -> int:
    """Run an action of a script; a failed set-up or Ctrl-C becomes one sentence and an exit code."""
    try:
        return action()
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped. Run the same command again to go on from here.")
        return 130
