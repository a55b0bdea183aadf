"""All checks of the project: what each runs, and running them with a summary."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scripts.environment import node_packages
from scripts.environment.command import ROOT, say
from scripts.environment.interpreter import BEST
from scripts.environment.python_packages import PYTHON, venv_version

NAMES = ("ruff", "format", "mypy", "imports", "generated", "tsc", "biome", "vitest", "pytest")

SHARED = ("-n", str(min((os.cpu_count() or 1) + 1, 5)))
"""So many processes share the tests, as tests/conftest.py says: one more than cores, as each waits for browsers half
its time; a sixth would wait for the longest chain."""
LAST = () if os.name == "nt" else ("nice", "-n", "10")
"""Of what is beside the tests: it takes what they leave of the cores."""


@dataclass(frozen=True)
class Outcome:
    """How one check ended, in seconds, with the line that counts what it did."""

    name: str
    passed: bool
    seconds: float
    closing: str


def commands(node: Path, soak: bool) -> dict[str, list[str | Path]]:
    """The command of each check, by name."""
    return {
        "ruff": [PYTHON, "-m", "ruff", "check"],
        "format": [PYTHON, "-m", "ruff", "format", "--check"],
        "mypy": [PYTHON, "-m", "mypy", *_mypy_target()],
        "imports": [PYTHON, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        "generated": [PYTHON, "scripts/generate.py", "--check"],
        "tsc": [node, node_packages.tool("tsc", "typescript"), "--noEmit"],
        "biome": [node, node_packages.tool("biome", "@biomejs/biome"), "check", "--error-on-warnings", "."],
        "vitest": [node, node_packages.tool("vitest"), "run"],
        "pytest": [PYTHON, "-m", "pytest", *SHARED, *(["--soak"] if soak else [])],
    }


def _mypy_target() -> tuple[str, ...]:
    """Of numpy 2, which a newer Python has, the types can be read for a newer one only."""
    version = venv_version() or ""
    is_newer = tuple(map(int, version.split("."))) > BEST if version else False
    return ("--python-version", version) if is_newer else ()


def run_all(names: Sequence[str], soak: bool) -> bool:
    """Run the named checks, every one even where another fails, and print how they ended. True if all passed."""
    began = time.monotonic()
    node = node_packages.find()
    environment = {**os.environ, **node.environment}
    # Hundreds of processes import the same modules: each is compiled once, also where the machine asks to keep nothing.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    to_run = {name: command for name, command in commands(node.node, soak).items() if name in names}
    say(f"Running {', '.join(to_run)} ...")
    # These two share themselves out over all cores, and wait for browsers and clocks: neither beside the other.
    tests = {name: to_run.pop(name) for name in ("vitest", "pytest") if name in to_run}
    with ThreadPoolExecutor(max_workers=1 if tests else 2) as pool:
        beside = [pool.submit(_run_quietly, name, [*LAST, *command], environment) for name, command in to_run.items()]
        run = {"vitest": _run_quietly, "pytest": _run_aloud}
        alone = [run[name](name, command, environment) for name, command in tests.items()]
        outcomes = [each.result() for each in beside] + alone
    _summarise(outcomes, time.monotonic() - began, soak)
    return all(outcome.passed for outcome in outcomes)


def _run_quietly(name: str, command: list[str | Path], environment: dict[str, str]) -> Outcome:
    """Its output is shown, whole, only if it fails."""
    began = time.monotonic()
    plain = {**environment, "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=plain, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    counts = [line for line in done.stdout.decode(errors="replace").splitlines() if " passed" in line]
    closing = " ".join(counts[-1].split()) if counts else ""
    outcome = Outcome(name, done.returncode == 0, time.monotonic() - began, closing)
    if not outcome.passed:
        _write(f"\n== {name} failed\n".encode() + done.stdout)
    return outcome


def _run_aloud(name: str, command: list[str | Path], environment: dict[str, str]) -> Outcome:
    """Its output is shown as it comes."""
    began = time.monotonic()
    last = b""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            _write(line)
            last = line.strip(b"= \r\n") or last
    closing = last.decode(errors="replace")
    return Outcome(name, process.returncode == 0, time.monotonic() - began, closing)


def _write(output: bytes) -> None:
    sys.stdout.buffer.write(output)
    sys.stdout.buffer.flush()


def _summarise(outcomes: list[Outcome], seconds: float, soak: bool) -> None:
    print()
    for outcome in outcomes:
        state = "passed" if outcome.passed else "FAILED"
        print(f"{outcome.name:<10} {state} {outcome.seconds:7.1f} s  {outcome.closing}".rstrip())
    left_out = [name for name in NAMES if name not in [outcome.name for outcome in outcomes]]
    if left_out:
        print(f"Not asked for: {', '.join(left_out)}.")
    if not soak:
        print("Left out: the long tests, which run with --soak.")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    verdict = f"Failed: {', '.join(failed)}" if failed else f"All {len(outcomes)} passed"
    print(f"{verdict}, in {seconds:.0f} s.")
