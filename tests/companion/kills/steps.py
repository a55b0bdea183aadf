"""Work that is killed between two of its steps.

It runs in a process of its own, which ends itself as ``kill -9`` would when SQLite is about to run its N-th statement,
or has run so many thousands of its instructions: of one statement, as of a long deletion, there are many.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

INSTRUCTIONS = 1000

# The processes are copies of one that has nothing but these, so that each begins at once, and has one thread only.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["companion.cli.commands.forget", "companion.operations.forget", __name__])


class Clock(Enum):
    """What is counted."""

    statements = "statements"
    instructions = "instructions"


def kills(clock: Clock, work: Callable[..., None], *arguments: Any, every: int = 1) -> Iterator[int]:
    """Kill the work at step 1, and each time so many steps later, until it ends before that; gives the step each time.

    ``work`` begins anew each time, so whoever takes the steps puts everything back between them.
    """
    for step in itertools.count(1, every):
        process = _PROCESSES.Process(target=_until, args=(clock, step, work, arguments))
        process.start()
        process.join()
        if process.exitcode == 0:
            return
        assert process.exitcode == -signal.SIGKILL, (step, process.exitcode)
        yield step


def _until(clock: Clock, last: int, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    steps = itertools.count(1)
    connect = sqlite3.connect

    def step(*_: object) -> int:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def watched(*where: Any, **how: Any) -> sqlite3.Connection:
        conn = connect(*where, **how)
        if clock is Clock.statements:
            conn.set_trace_callback(step)
        else:
            conn.set_progress_handler(step, INSTRUCTIONS)
        return conn

    sqlite3.connect = watched
    work(*arguments)
