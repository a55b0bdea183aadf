"""Judges all groups of one database, each time it is told to: :mod:`companion.workers.judging_worker` begins it.

``python -m companion.workers.judging_process DATABASE`` reads one line for each judgement, and writes it as one line of
JSON. It remembers what it worked out, so that after the first one only what has changed takes time.
"""

from __future__ import annotations

import signal
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

from companion.core.group_judgement import candidates, judge
from companion.core.progress import unobserved
from companion.core.wire.group_signs import StandingGroup
from companion.core.wire.selection import Selection
from companion.network import group_signs
from companion.network.group_words import words_of
from companion.network.remembered import Memory
from companion.store.connection import connect
from companion.store.moment import one_moment
from companion.store.selecting import account_ids
from companion.store.standing_groups import Standing
from companion.workers.judging_worker import STANDING


def standing_out(conn: sqlite3.Connection, memory: Memory) -> list[Standing]:
    """The groups of all accounts that stand out, the surest first, as ``eyeline analyse groups`` judges them."""
    accounts = account_ids(conn, Selection())
    known = group_signs.read(conn, accounts, group_signs.FDR, unobserved, memory)
    judged = [
        each
        for each in judge(known, candidates(known), group_signs.FDR, only_standing_out=True)
        if len(each.members) >= group_signs.LEAST_ACCOUNTS
    ]
    judged.sort(key=lambda each: (each.q_value, -len(each.members)))
    keys = [accounts[each.members] for each in judged]
    words = memory.words(
        [frozenset(group.tolist()) for group in keys],
        lambda new: [words for words, _ in words_of(conn, new)],
    )
    return [
        Standing(
            told=StandingGroup(
                size=len(members),
                words=found,
                signs=group_signs.told(each),
                granted=each.reason,
                standing_out=len(judged),
                expected_false=group_signs.FDR * len(judged),
            ),
            members=members.tolist(),
        )
        for each, members, found in zip(judged, keys, words, strict=True)
    ]


def main(database: Path) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is meant for the companion, which ends this
    memory = Memory()
    with closing(connect(database)) as conn, suppress(BrokenPipeError):
        for _ in sys.stdin.buffer:  # until whom it judges for has ended
            with one_moment(conn):
                judgement = STANDING.dump_json(standing_out(conn, memory))
            sys.stdout.buffer.write(judgement + b"\n")
            sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
