"""What a mark says is synced is there after a power cut, and nothing waits long for its mark."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from companion.store import durability
from companion.store.db import Store

COMMITS = 40


def add_name(conn: sqlite3.Connection, name: str) -> None:
    conn.execute("INSERT INTO companion (name, value) VALUES (?, '')", (name,))


def wait_until_synced(store: Store) -> None:
    while store.durability.mark.synced < store.durability.mark.committed:
        pass


def test_each_commit_is_counted_and_soon_synced(store: Store) -> None:
    before = store.durability.mark
    for number in range(3):
        store.submit(lambda conn, number=number: add_name(conn, f"n{number}")).result()
    assert store.durability.mark.committed == before.committed + 3
    wait_until_synced(store)
    assert store.durability.mark.synced >= before.committed + 3
    assert store.durability.mark.run == before.run


def test_each_run_has_a_name_of_its_own(tmp_path: Path) -> None:
    with Store(tmp_path) as one:
        first = one.durability.mark
    with Store(tmp_path) as other:
        assert other.durability.mark.run != first.run


def test_nothing_waits_for_a_pause_that_never_comes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "PAUSE_SECONDS", 3600)
    monkeypatch.setattr(durability, "SYNC_SECONDS", 0.05)
    first = store.durability.mark.committed + 1
    number = 0
    while store.durability.mark.synced < first:  # without end where each commit puts it off
        store.submit(lambda conn, number=number: add_name(conn, f"n{number}")).result()
        number += 1
    assert store.durability.mark.committed > first


def test_what_another_program_keeps_from_being_synced_is_synced_later(store: Store) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        store.submit(lambda conn: add_name(conn, "kept")).result()
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    wait_until_synced(store)
    assert store.durability.mark.synced == store.durability.mark.committed


def test_wherever_the_log_is_cut_all_that_is_marked_is_there(store: Store, tmp_path: Path) -> None:
    """A power cut leaves of the log what was synced, and any part of what came later."""
    log = store.path.with_name(f"{store.path.name}-wal")
    for number in range(5):
        store.submit(lambda conn, number=number: add_name(conn, f"marked{number}")).result()
    wait_until_synced(store)
    synced = log.stat().st_size
    for number in range(5):
        store.submit(lambda conn, number=number: add_name(conn, f"later{number}")).result()
    database, whole = store.path.read_bytes(), log.read_bytes()
    assert len(whole) >= synced > 0
    cuts = sorted({synced, len(whole), *range(synced, len(whole), 509)})
    for cut in cuts:
        folder = tmp_path / str(cut)
        folder.mkdir()
        (folder / store.path.name).write_bytes(database)
        (folder / log.name).write_bytes(whole[:cut])
        with closing(sqlite3.connect(folder / store.path.name)) as conn:
            names = {row[0] for row in conn.execute("SELECT name FROM companion")}
            assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert {f"marked{number}" for number in range(5)} <= names


WRITER = """
import sys
from pathlib import Path
from companion.store.db import Store

with Store(Path(sys.argv[1])) as store:
    for number in range(int(sys.argv[2])):
        store.submit(lambda conn: conn.execute("INSERT INTO companion VALUES (?, '')", (f"n{number}",))).result()
        print(f"synced {store.durability.mark.synced}", flush=True)
    while store.durability.mark.synced < store.durability.mark.committed:
        pass
    print(f"synced {store.durability.mark.synced}", flush=True)
"""


def test_the_log_is_on_the_disk_before_a_mark_says_so(root: Path, tmp_path: Path) -> None:
    """Seen in the calls that the system gets: a sync of the log before each higher mark, and few of them in all."""
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("strace is not here, or may not look")
    trace = tmp_path / "trace"
    command = [sys.executable, "-c", WRITER, tmp_path / "data", str(COMMITS)]
    calls = [strace, "-f", "-y", "-e", "trace=fdatasync,fsync,write", "-o", trace]
    subprocess.run([*calls, *command], check=True, capture_output=True, cwd=root)
    syncs = told = syncs_when_told = 0
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if re.search(r"f(data)?sync\(\d+<[^>]*-wal>", line):
            syncs += 1
        elif (mark := re.search(r'"synced (\d+)', line)) and int(mark[1]) > told:
            assert syncs > syncs_when_told, f"nothing was synced before {mark[0]}"
            told, syncs_when_told = int(mark[1]), syncs
    assert told >= COMMITS
    assert syncs < COMMITS
