"""What a command does before it measures, so that what is missing is said at once and in a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from companion.cli.terminal import native_notices_hidden
from companion.store.folder import make_folder
from companion.vision.engines import carries_models, open_engine


def make_engine_ready(data: Path) -> None:
    """Fetch the model file that this machine's engine lacks, with progress, and see that the engine starts.

    Nothing is to be done where the engine carries its models. Raises EngineError or StoreError.
    """
    if carries_models():
        return
    from companion.vision.model_file import FACE_LANDMARKER

    if not FACE_LANDMARKER.is_in(data):
        megabytes = f"{FACE_LANDMARKER.size / 10**6:.1f} MB"
        label = f"Fetching the face model, once, from its maker ({megabytes})"
        with click.progressbar(length=FACE_LANDMARKER.size, label=label, file=sys.stderr) as bar:
            FACE_LANDMARKER.fetch(make_folder(data), bar.update)
    with native_notices_hidden():
        open_engine(data).close()
