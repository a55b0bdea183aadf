"""The generators that are written for Node, because what they read or write is TypeScript's."""

from __future__ import annotations

import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def said_by(script: str, asked: str = "") -> str:
    """What a script of this folder writes to standard output for this standard input.

    Raises :class:`subprocess.CalledProcessError` where it ends with an error.
    """
    return subprocess.run(
        ["node", str(HERE / script)], input=asked, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True
    ).stdout
