"""Eyeline, as it is installed: its package ``companion`` lies in this one, where no other of that name can meet it.

In the wheel this is ``eyeline/__init__.py``.
"""

import os
import sys
from pathlib import Path


def main() -> None:
    """The console script ``eyeline``. Its own processes find ``companion`` by the environment."""
    here = str(Path(__file__).resolve().parent)
    sys.path.insert(0, here)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    from companion.cli.main import main as command  # noqa: PLC0415 - it is in reach from here on

    command()
