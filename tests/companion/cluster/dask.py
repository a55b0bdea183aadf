"""A real scheduler and real workers, each a process of its own on the loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

ROOT = Path(__file__).resolve().parents[3]
WITHOUT_PANDAS = str(ROOT / "tests" / "as_installed")
LONGEST_SECONDS = 120


@dataclass
class Dask:
    """``workers`` are the processes; killing one ends that worker for good."""

    address: str
    opened: ExitStack
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, path: str = str(ROOT), nanny: bool = False, cwd: Path = ROOT) -> subprocess.Popen[bytes]:
        """One with one thread, which finds Eyeline by ``path``."""
        options = ["--nthreads", "1", "--nanny" if nanny else "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        worker = _start(
            self.opened, "worker", self.address, *options, cwd=cwd, PYTHONPATH=f"{path}{os.pathsep}{WITHOUT_PANDAS}"
        )
        self.workers.append(worker)
        return worker

    def wait_for_workers(self) -> None:
        """Until the scheduler knows of them all; on a busy machine that takes longer than a person would wait."""
        with Client(self.address, timeout=LONGEST_SECONDS, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=LONGEST_SECONDS)

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        worker.kill()
        worker.wait()
        self.workers.remove(worker)


@contextmanager
def dask(folder: Path, workers: int = 2, **environment: str) -> Iterator[Dask]:
    said = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(said)]
    with ExitStack() as opened:
        scheduler = _start(opened, "scheduler", *options, cwd=folder, **environment)
        address = ""
        while not address:
            assert scheduler.poll() is None
            time.sleep(0.05)
            if said.exists() and (text := said.read_text()).endswith("}"):
                address = json.loads(text)["address"]
        started = Dask(address, opened)
        for _ in range(workers):
            started.add_worker()
        started.wait_for_workers()
        yield started


def _start(opened: ExitStack, what: str, *options: str, cwd: Path, **environment: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", what, *options],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": WITHOUT_PANDAS, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    opened.callback(process.wait)
    opened.callback(process.kill)
    return process
