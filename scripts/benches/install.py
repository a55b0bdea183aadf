"""What ``scripts/start.py`` takes in an empty clone, of time and disk, beside an earlier commit, one after the other.

Each clone begins without anything fetched before: pip's and npm's caches are its own. What is waited for depends on the
network and on what else the machine does; the processor time much less. Then what is set up is used: the processor time
of ``eyeline --help`` beside sqlite-utils', which is one of its packages, and the companion's memory at rest. With
``--here`` only that, of this checkout.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MOST_TIME = 0.6
MOST_MEGABYTES = 450
MOST_AT_REST = 120
MOST_OF_HELP = 0.35
TRIES = 7
QUIET_SECONDS = 3
LEAVES = (".venv", "node_modules", "dist", "build", "companion/window/dist")
SHOWN_PACKAGES = 12
PREPARE = (
    "import sys; sys.path.insert(0, '.'); from scripts.environment.prepare import prepare; prepare(for_tests=False)"
)
USE = ("doctor", "--data")
"""So that what is imported is compiled, as after a first start."""


@dataclass(frozen=True)
class Made:
    """``wall`` and ``processor`` in seconds; ``megabytes`` (10⁶ bytes) of each folder that was left."""

    wall: float
    processor: float
    megabytes: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.megabytes.values())


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py install", description=__doc__)
    parser.add_argument("--before", metavar="COMMIT", help="a commit to be set up first, in the same run")
    parser.add_argument("--commit", default="HEAD")
    parser.add_argument("--here", action="store_true", help="set nothing up: what this checkout takes when it is used")
    options = parser.parse_args(arguments)
    if options.here:
        return 0 if _is_light(ROOT / ".venv" / "bin") else 1
    made: dict[str, Made] = {}
    for commit in filter(None, (options.before, options.commit)):
        with tempfile.TemporaryDirectory(prefix="eyeline-install-") as folder:
            made[commit] = _set_up(commit, Path(folder))
            now = made[commit]
            print(f"{commit}: {now.wall:.0f} s, {now.processor:.0f} s of processor, {now.total:.0f} MB")
            for name, size in now.megabytes.items():
                print(f"  {size:7.1f} MB  {name}")
            _show_packages(Path(folder) / "clone")
            light = _is_light(Path(folder) / "clone" / ".venv" / "bin")
    now = made[options.commit]
    if options.before:
        then = made[options.before]
        share, of_processor = now.wall / then.wall, now.processor / then.processor
        print(f"time {share:.2f} of before (at most {MOST_TIME}), processor time {of_processor:.2f}")
    print(f"disk {now.total:.0f} MB (at most {MOST_MEGABYTES})")
    return 0 if light and now.total <= MOST_MEGABYTES and (not options.before or share <= MOST_TIME) else 1


def _set_up(commit: str, folder: Path) -> Made:
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    subprocess.run(["git", "checkout", "--quiet", commit], cwd=clone, check=True)
    own = {"PIP_CACHE_DIR": str(folder / "pip"), "npm_config_cache": str(folder / "npm")}
    # A clone that is not of this commit's set-up may be told otherwise what to compile.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | own
    began, used = time.monotonic(), _processor()
    subprocess.run([sys.executable, "-c", PREPARE], cwd=clone, env=environment, check=True)
    wall, processor = time.monotonic() - began, _processor() - used
    eyeline = clone / ".venv" / "bin" / "eyeline"
    subprocess.run([eyeline, *USE, folder / "data"], env=environment, stdout=subprocess.DEVNULL, check=False)
    return Made(wall, processor, {name: _megabytes(clone / name) for name in LEAVES})


def _is_light(programs: Path) -> bool:
    """Print what using it takes; whether that is as little as it is to be."""
    with tempfile.TemporaryDirectory(prefix="eyeline-use-") as folder:
        # Only tests bring pandas along, and sqlite-utils imports it where it is.
        (Path(folder) / "pandas.py").write_text("raise ImportError")
        environment = {**os.environ, "PYTHONPATH": folder}
        least = {name: _help(programs / name, environment) for name in ("eyeline", "sqlite-utils")}
        at_rest, beside = _memory(programs / "eyeline", Path(folder) / "data", environment)
    for name, seconds in least.items():
        print(f"{name} --help: {seconds:.2f} s of processor")
    print(f"the companion: {at_rest:.0f} MB of memory (at most {MOST_AT_REST})")
    print(f"what opens pictures, which ends when there has been none for a while: {beside:.0f} MB")
    return at_rest <= MOST_AT_REST and least["eyeline"] <= max(MOST_OF_HELP, least["sqlite-utils"])


def _help(program: Path, environment: dict[str, str]) -> float:
    """The least processor time of some tries, in seconds."""
    taken = []
    for _ in range(TRIES):
        used = _processor()
        subprocess.run([program, "--help"], env=environment, stdout=subprocess.DEVNULL, check=True)
        taken.append(_processor() - used)
    return min(taken)


def _memory(eyeline: Path, data: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Of a companion that has started and does nothing more, and of its processes, in 10⁶ bytes. Linux only."""
    command: list[str | Path] = [eyeline, "serve", "--json", "--port", "0", "--data", data]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as companion:
        try:
            assert companion.stdout is not None
            companion.stdout.readline()  # it listens
            process, before = Path(f"/proc/{companion.pid}"), None
            while before != (before := (process / "stat").read_text().split()[13:15]):  # ticks of processor time
                time.sleep(QUIET_SECONDS)
            children = [child for task in process.glob("task/*/children") for child in task.read_text().split()]
            return _resident(str(companion.pid)), sum(map(_resident, children))
        finally:
            companion.terminate()


def _resident(process: str) -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def _processor() -> float:
    """Of all processes that were started and have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _megabytes(path: Path) -> float:
    files = [path] if path.is_file() else path.rglob("*")
    return sum(each.lstat().st_size for each in files if not each.is_dir() or each.is_symlink()) / 1e6


def _show_packages(clone: Path) -> None:
    (packages,) = (clone / ".venv").glob("lib/python*/site-packages")
    sizes = sorted(((_megabytes(path), path.name) for path in packages.iterdir()), reverse=True)
    shown = ", ".join(f"{name} {size:.0f}" for size, name in sizes[:SHOWN_PACKAGES])
    print(f"  in .venv, MB: {shown}")
