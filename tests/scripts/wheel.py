"""The wheel as it is built of a checkout, and the environments it is installed into."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion.vision.model_file import MODELS


def run(*command: str | Path, **environment: str) -> str:
    """What the command prints, with this in its environment; the test fails where the command does."""
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        pytest.fail(f"{command} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def where_models_are() -> dict[str, str]:
    """What of this environment says where the face model is, for one that is bare otherwise."""
    return {MODELS: os.environ[MODELS]} if MODELS in os.environ else {}


def build(root: Path, folder: Path) -> Path:
    """Build the source archive and of that the wheel, into this folder; the wheel."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, root)
    [wheel] = folder.glob("*.whl")
    return wheel


def programs_of(environment: Path) -> Path:
    """The folder of the programs of a virtual environment."""
    return environment / ("Scripts" if sys.platform == "win32" else "bin")
