"""Judges groups in the background, whenever something was stored, where a person has agreed to have them marked.

That takes seconds of a processor, for which nobody should wait: a process of its own does it, which gives way to
everything else (:mod:`companion.workers.judging_process`).
"""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from pydantic import TypeAdapter

from companion.store import chosen_settings, standing_groups
from companion.store.db import Store
from companion.store.standing_groups import Standing

log = logging.getLogger(__name__)

QUIET_SECONDS = 0.5
LOOK_SECONDS = 5.0
"""After so long without a word it is looked whether another program, as ``eyeline forget``, wrote into the database."""
LONGEST_SECONDS = 1.5
"""A list comes in pieces: the last of them is waited for, but no longer than this."""
NICE = 12
STANDING = TypeAdapter(list[Standing])


class Judging:
    """Keeps the groups that stand out as they are judged. Methods but :meth:`stored` may be called from any thread."""

    def __init__(self, store: Store, finished: Callable[[], None] = lambda: None) -> None:
        """``finished`` is called each time what was judged is stored."""
        self._store = store
        self._finished = finished
        self._woken = threading.Event()
        self._ends = threading.Event()
        self._is_own = False
        self._version = -1
        self._judge: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="judging", daemon=True)

    def start(self) -> None:
        """Start, and judge what is there."""
        self._woken.set()
        self._thread.start()

    def stored(self) -> None:
        """Something was stored; to be called on the store's writing thread. What is stored here wakes nobody."""
        if not self._is_own:
            self._woken.set()
        self._is_own = False

    @property
    def is_current(self) -> bool:
        """Whether nothing was stored that the last judgement, or the one under way, does not know."""
        return not self._woken.is_set()

    def close(self) -> None:
        """End, and leave a judgement that is under way."""
        self._ends.set()
        self._woken.set()
        if (judge := self._judge) is not None:
            judge.kill()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while self._is_woken():
            try:
                groups = self._judged()
                if not self._ends.is_set():
                    self._store.submit(partial(self._keep, groups)).result()
                    self._finished()
            except Exception:
                log.exception("What groups were judged to be could not be stored")
        self._dismiss()

    def _is_woken(self) -> bool:
        """Waits until something was stored, and no more comes. False where the companion ends."""
        while not self._woken.wait(LOOK_SECONDS) and not self._is_changed_by_others():
            pass
        latest = time.monotonic() + LONGEST_SECONDS
        while self._woken.is_set() and not self._ends.is_set() and time.monotonic() < latest:
            self._woken.clear()
            self._woken.wait(QUIET_SECONDS)
        self._woken.clear()
        self._is_changed_by_others()  # from here on: what was stored up to now is judged
        return not self._ends.is_set()

    def _is_changed_by_others(self) -> bool:
        """Whether the database is another than when it was asked last; the store itself tells of what it wrote."""
        before = self._version
        self._version = self._store.read_here(lambda conn: int(conn.execute("PRAGMA data_version").fetchone()[0]))
        return self._version != before

    def _judged(self) -> list[Standing]:
        """None stands out where nobody agreed, and where it cannot be judged."""
        if not self._store.read_here(chosen_settings.groups_marked):
            self._dismiss()
            return []
        if self._judge is None:
            command = [sys.executable, "-m", "companion.workers.judging_process", str(self._store.path)]
            self._judge = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            if sys.platform != "win32":
                os.setpriority(os.PRIO_PROCESS, self._judge.pid, NICE)
            if self._ends.is_set():  # `close` may have looked before it was there
                self._judge.kill()
        assert self._judge.stdin is not None
        assert self._judge.stdout is not None
        try:
            self._judge.stdin.write(b"\n")
            self._judge.stdin.flush()
            return STANDING.validate_json(self._judge.stdout.readline())
        except (OSError, ValueError):
            if not self._ends.is_set():
                log.exception("Groups could not be judged; they are when more is stored")
            self._dismiss()
            return []

    def _dismiss(self) -> None:
        if self._judge is not None:
            self._judge.kill()
            self._judge.communicate()
            self._judge = None

    def _keep(self, groups: Sequence[Standing], conn: sqlite3.Connection) -> None:
        self._is_own = standing_groups.keep(conn, groups)
