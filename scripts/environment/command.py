"""Saying what is being done, and running commands whose output goes to a log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock

from companion.installing.causes import cause_of, last_words

ROOT = Path(__file__).resolve().parent.parent.parent
LOG = ROOT / "build" / "setup.log"
_LOGGING = Lock()
"""Commands may run beside each other."""


class SetupError(Exception):
    """Something is missing or failed; its text is for the person and says what to do."""


def say(sentence: str) -> None:
    """Tell the person. Standard output belongs to the program that is started afterwards."""
    print(sentence, file=sys.stderr, flush=True)


def say_in_place(words: str) -> None:
    """Tell the person how far it is, over what was told so before; nothing where nobody watches a terminal."""
    if sys.stderr.isatty():
        print(f"\r{words}\x1b[K", end="" if words else "\r", file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path],
    purpose: str,
    environment: Mapping[str, str] | None = None,
    heed: Callable[[str], None] = lambda line: None,
) -> None:
    """Run a command in the project's folder with its output, whole once it has ended, in the log.

    ``purpose`` begins the sentence if it fails, as "Installing the Python packages"; ``heed`` is given each line as it
    is printed. Raises SetupError.
    """
    printed: list[bytes] = []
    try:
        with subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as running:
            assert running.stdout is not None
            for line in running.stdout:
                printed.append(line)
                heed(line.decode(errors="replace").rstrip())
    except OSError as error:
        raise SetupError(f"{purpose} failed: {command[0]} cannot be run ({error}).") from error
    output = b"".join(printed)
    with _LOGGING:
        LOG.parent.mkdir(exist_ok=True)
        with LOG.open("ab") as log:
            log.write(("\n== " + " ".join(map(str, command)) + "\n").encode() + output)
    if running.returncode != 0:
        why = cause(output.decode(errors="replace"))
        raise SetupError(f"{purpose} failed. {why}The whole output is in {LOG}; run this again to go on.")


def cause(printed: str) -> str:
    """One sentence and a space about why a command that printed this failed, or the last line that tells."""
    if key := cause_of(printed):
        texts = json.loads((ROOT / "companion" / "texts" / "en" / "companion.json").read_text(encoding="utf-8"))
        return f"{texts['errors']['packages']['cause'][key]} "
    return f"It said: {last} ... " if (last := last_words(printed)) else ""


def answer(command: Sequence[str | Path]) -> str | None:
    """What a quick question to a program prints, or None where it fails or cannot be asked."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
